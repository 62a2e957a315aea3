using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>What the native side calls: the backward of managed functions, and the release of managed handles.</summary>
internal static unsafe class Callbacks
{
    private static bool s_installed;

    /// <summary>To be called before any managed handle is handed to the native side.</summary>
    public static void Install()
    {
        if (Volatile.Read(ref s_installed))
            return;
        NativeMethods.nk_set_callbacks(&Backward, &Release);
        Volatile.Write(ref s_installed, true);
    }

    /// <summary>A handle that keeps <paramref name="target"/> alive until the native side releases it.</summary>
    public static nint Hold(object target)
    {
        Install();
        return GCHandle.ToIntPtr(GCHandle.Alloc(target));
    }

    [UnmanagedCallersOnly]
    private static nint Backward(nint state, nint node, nint* grads, int gradCount, nint* results, int resultCount)
    {
        try
        {
            var target = (IManagedNode)GCHandle.FromIntPtr(state).Target!;
            target.Backward(node, new ReadOnlySpan<nint>(grads, gradCount), new Span<nint>(results, resultCount));
            return 0;
        }
#pragma warning disable CA1031 // No exception may cross into native code: it travels as a handle and is thrown again on the other side.
        catch (Exception e)
        {
            return GCHandle.ToIntPtr(GCHandle.Alloc(e));
        }
#pragma warning restore CA1031
    }

    [UnmanagedCallersOnly]
    private static void Release(nint handle)
    {
        var gcHandle = GCHandle.FromIntPtr(handle);
        var target = gcHandle.Target;
        gcHandle.Free();
        (target as IReleasable)?.Released();
    }
}

/// <summary>The managed state of a graph node.</summary>
internal interface IManagedNode
{
    /// <summary>Computes the gradients of the inputs; owns <paramref name="grads"/>, gives <paramref name="results"/> away.</summary>
    void Backward(nint node, ReadOnlySpan<nint> grads, Span<nint> results);
}

/// <summary>Something that wants to know that the native side no longer holds it.</summary>
internal interface IReleasable
{
    void Released();
}
