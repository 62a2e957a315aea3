using System.Runtime.InteropServices;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>
/// The few functions of the system's libzstd that decoding needs, found when first used. Function pointers, so that nothing is loaded
/// where no Zstd file is read and trimming keeps working. Source: zstd.h of libzstd 1.4 and later, stable part.
/// </summary>
internal sealed unsafe class ZstdLibrary
{
    /// <summary>Names under which the library is looked for.</summary>
    public static IReadOnlyList<string> SystemNames { get; } = OperatingSystem.IsWindows() ? ["libzstd", "zstd"]
        : OperatingSystem.IsMacOS() ? ["libzstd.1.dylib", "libzstd.dylib", "/opt/homebrew/lib/libzstd.1.dylib", "/usr/local/lib/libzstd.1.dylib"]
        : ["libzstd.so.1", "libzstd.so"];

    private static readonly Lazy<ZstdLibrary?> s_system = new(() => TryLoad(SystemNames));

    private readonly delegate* unmanaged[Cdecl]<nint> _createContext;
    private readonly delegate* unmanaged[Cdecl]<nint, nuint> _freeContext;
    private readonly delegate* unmanaged[Cdecl]<nint, int, nuint> _reset;
    private readonly delegate* unmanaged[Cdecl]<nint, int, int, nuint> _setParameter;
    private readonly delegate* unmanaged[Cdecl]<nint, Buffer*, Buffer*, nuint> _decompress;
    private readonly delegate* unmanaged[Cdecl]<nuint, uint> _isError;
    private readonly delegate* unmanaged[Cdecl]<nuint, nint> _errorName;

    private ZstdLibrary(nint library)
    {
        _createContext = (delegate* unmanaged[Cdecl]<nint>)NativeLibrary.GetExport(library, "ZSTD_createDCtx");
        _freeContext = (delegate* unmanaged[Cdecl]<nint, nuint>)NativeLibrary.GetExport(library, "ZSTD_freeDCtx");
        _reset = (delegate* unmanaged[Cdecl]<nint, int, nuint>)NativeLibrary.GetExport(library, "ZSTD_DCtx_reset");
        _setParameter = (delegate* unmanaged[Cdecl]<nint, int, int, nuint>)NativeLibrary.GetExport(library, "ZSTD_DCtx_setParameter");
        _decompress = (delegate* unmanaged[Cdecl]<nint, Buffer*, Buffer*, nuint>)NativeLibrary.GetExport(library, "ZSTD_decompressStream");
        _isError = (delegate* unmanaged[Cdecl]<nuint, uint>)NativeLibrary.GetExport(library, "ZSTD_isError");
        _errorName = (delegate* unmanaged[Cdecl]<nuint, nint>)NativeLibrary.GetExport(library, "ZSTD_getErrorName");
    }

    /// <summary>The library; null where the system has none.</summary>
    public static ZstdLibrary? System => s_system.Value;

    /// <summary>Loads the first library found that has the functions.</summary>
    /// <param name="names">Names to try.</param>
    public static ZstdLibrary? TryLoad(IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            if (!NativeLibrary.TryLoad(name, out nint library))
                continue;
            try
            {
                return new ZstdLibrary(library);
            }
            catch (EntryPointNotFoundException)
            {
                NativeLibrary.Free(library); // older than 1.4, or another library of that name
            }
        }

        return null;
    }

    public nint CreateContext() => _createContext();

    public void FreeContext(nint context) => _freeContext(context);

    /// <summary>Begins a frame and bounds the memory that frames may ask for.</summary>
    public void Begin(nint context, int maxWindowLog)
    {
        const int ResetSessionAndParameters = 3;
        const int WindowLogMax = 100;
        _reset(context, ResetSessionAndParameters);
        _setParameter(context, WindowLogMax, maxWindowLog);
    }

    /// <summary>Decodes as far as there is input and room.</summary>
    /// <param name="context">The context.</param>
    /// <param name="input">What is left of the input.</param>
    /// <param name="output">Room.</param>
    /// <param name="read">Bytes of the input that were used.</param>
    /// <param name="written">Bytes of the room that were filled.</param>
    /// <param name="isDone">Whether a frame ended there.</param>
    /// <returns>What is wrong, or null.</returns>
    public string? Decompress(nint context, ReadOnlySpan<byte> input, Span<byte> output, out int read, out int written, out bool isDone)
    {
        fixed (byte* from = input)
        {
            fixed (byte* to = output)
            {
                var source = new Buffer { Bytes = from, Size = (nuint)input.Length };
                var destination = new Buffer { Bytes = to, Size = (nuint)output.Length };
                nuint result = _decompress(context, &destination, &source);
                read = (int)source.Position;
                written = (int)destination.Position;
                isDone = result == 0;
                return _isError(result) != 0 ? Marshal.PtrToStringUTF8(_errorName(result)) ?? "an error" : null;
            }
        }
    }

    // ZSTD_inBuffer and ZSTD_outBuffer.
    private struct Buffer
    {
        public byte* Bytes;
        public nuint Size;
        public nuint Position;
    }
}
