using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Native;

/// <summary>Calls ATen operators by name: <c>"add.Tensor"</c> is the overload Tensor of aten::add.</summary>
/// <remarks>Trailing arguments that are left out take the defaults of the operator's schema in the libtorch at hand.</remarks>
internal static unsafe class Aten
{
    private const int StackScratchBytes = 1024;
    private const int MaximumResults = 8;

    private static readonly ConcurrentDictionary<string, nint> s_operators = new(StringComparer.Ordinal);

    /// <summary>An operator that returns one tensor.</summary>
    public static torch.Tensor One(string name, params ReadOnlySpan<Value> arguments)
    {
        NativeValue result;
        Invoke(name, arguments, &result, 1);
        return new torch.Tensor((nint)result.Bits);
    }

    /// <summary>An operator that returns two tensors.</summary>
    public static (torch.Tensor First, torch.Tensor Second) Two(string name, params ReadOnlySpan<Value> arguments)
    {
        var results = stackalloc NativeValue[2];
        Invoke(name, arguments, results, 2);
        return (new torch.Tensor((nint)results[0].Bits), new torch.Tensor((nint)results[1].Bits));
    }

    /// <summary>An operator that returns three tensors.</summary>
    public static (torch.Tensor First, torch.Tensor Second, torch.Tensor Third) Three(string name, params ReadOnlySpan<Value> arguments)
    {
        var results = stackalloc NativeValue[3];
        Invoke(name, arguments, results, 3);
        return (new torch.Tensor((nint)results[0].Bits), new torch.Tensor((nint)results[1].Bits), new torch.Tensor((nint)results[2].Bits));
    }

    /// <summary>An operator that returns a list of tensors.</summary>
    public static torch.Tensor[] Many(string name, params ReadOnlySpan<Value> arguments)
    {
        NativeValue result;
        Invoke(name, arguments, &result, 1);
        var handles = (nint*)result.Bits;
        var tensors = new torch.Tensor[result.Count];
        for (var i = 0; i < tensors.Length; i++)
            tensors[i] = new torch.Tensor(handles[i]);
        NativeMethods.nk_free(handles);
        return tensors;
    }

    /// <summary>An operator whose result is not wanted (most of the in-place ones return their first argument).</summary>
    public static void Void(string name, params ReadOnlySpan<Value> arguments) => Invoke(name, arguments, null, 0);

    /// <summary>An operator that changes its first argument, a tensor, which is returned.</summary>
    public static torch.Tensor InPlace(string name, params ReadOnlySpan<Value> arguments)
    {
        Invoke(name, arguments, null, 0);
        return (torch.Tensor)arguments[0].Owner!;
    }

    /// <summary>An operator that returns a truth value.</summary>
    public static bool Bool(string name, params ReadOnlySpan<Value> arguments)
    {
        NativeValue result;
        Invoke(name, arguments, &result, 1);
        return result.Bits != 0;
    }

    /// <summary>An operator that returns a number, as it comes.</summary>
    public static NativeValue Number(string name, params ReadOnlySpan<Value> arguments)
    {
        NativeValue result;
        Invoke(name, arguments, &result, 1);
        return result;
    }

    private static void Invoke(string name, ReadOnlySpan<Value> arguments, NativeValue* results, int expected)
    {
        var op = s_operators.TryGetValue(name, out var known) ? known : Find(name);

        var scratchBytes = 0;
        foreach (ref readonly var argument in arguments)
            scratchBytes += argument.ScratchBytes;
        var onStack = stackalloc byte[scratchBytes is > 0 and <= StackScratchBytes ? scratchBytes : 0];
        var onHeap = scratchBytes > StackScratchBytes ? (byte*)NativeMemory.Alloc((nuint)scratchBytes) : null;
        var values = stackalloc NativeValue[arguments.Length];
        try
        {
            var scratch = onHeap != null ? onHeap : onStack;
            for (var i = 0; i < arguments.Length; i++)
                arguments[i].Write(values + i, ref scratch);

            if (results == null)
            {
                NativeError.Check(NativeMethods.nk_call(op, values, arguments.Length, null, 0, null));
            }
            else
            {
                var room = stackalloc NativeValue[MaximumResults];
                int count;
                NativeError.Check(NativeMethods.nk_call(op, values, arguments.Length, room, MaximumResults, &count));
                for (var i = 0; i < count; i++)
                {
                    if (i < expected)
                        results[i] = room[i];
                    else if (room[i].Tag == NativeTag.Tensor)
                        NativeMethods.nk_tensor_free((nint)room[i].Bits);
                }

                for (var i = count; i < expected; i++)
                    results[i] = default;
            }
        }
        finally
        {
            NativeMemory.Free(onHeap);
            // The handles were read from objects that nothing else may refer to any more: their finalizers must wait.
            foreach (ref readonly var argument in arguments)
                GC.KeepAlive(argument.Owner);
        }
    }

    private static nint Find(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes($"aten::{(dot < 0 ? name : name[..dot])}\0{(dot < 0 ? "" : name[(dot + 1)..])}\0");
        fixed (byte* text = bytes)
        {
            NativeError.Check(NativeMethods.nk_op_find(text, text + bytes.AsSpan().IndexOf((byte)0) + 1, out var op));
            // Two threads may find the same operator at once; the loser's handle stays unused, once for a process.
            return s_operators.GetOrAdd(name, op);
        }
    }
}
