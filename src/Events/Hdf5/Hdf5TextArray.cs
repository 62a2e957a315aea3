using System.Runtime.InteropServices;

namespace NeuroKit.Events.Hdf5;

/// <summary>Texts as the library takes several: an array of pointers to them.</summary>
internal static class Hdf5TextArray
{
    public static unsafe void With(IReadOnlyList<string> texts, Action<IntPtr> use)
    {
        IntPtr[] pointers = new IntPtr[texts.Count];
        try
        {
            for (int i = 0; i < pointers.Length; i++)
                pointers[i] = Marshal.StringToCoTaskMemUTF8(texts[i]);
            fixed (IntPtr* at = pointers)
                use((nint)at);
        }
        finally
        {
            foreach (IntPtr pointer in pointers)
                Marshal.FreeCoTaskMem(pointer);
        }
    }
}
