using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Turns what the native side reports into exceptions.</summary>
[StackTraceHidden]
internal static unsafe class NativeError
{
    private const int ManagedError = 2;

    /// <exception cref="ExternalException">libtorch reported an error: its message.</exception>
    public static void Check(int status)
    {
        if (status != 0)
            Throw(status);
    }

    [DoesNotReturn]
    private static void Throw(int status)
    {
        if (status == ManagedError)
        {
            // The callback's own exception went through libtorch as a handle: throw it again with its stack.
            var exception = (Exception)GCHandle.FromIntPtr(NativeMethods.nk_managed_error()).Target!;
            NativeMethods.nk_managed_error_clear();
            ExceptionDispatchInfo.Throw(exception);
        }

        throw new ExternalException(Marshal.PtrToStringUTF8((nint)NativeMethods.nk_last_error()));
    }
}
