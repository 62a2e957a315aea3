using System.Diagnostics.CodeAnalysis;
using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>Where a call to the library happens, for its error: checks what calls return and turns the library's error stack into an exception.</summary>
/// <param name="File">The file's path or the stream's name.</param>
/// <param name="Object">The object inside the file.</param>
internal readonly record struct Hdf5Place(string File, string Object)
{
    /// <summary>An identifier that a call returned.</summary>
    public long Id(long id, string expected)
    {
        if (id < 0)
            Throw(expected);
        return id;
    }

    /// <summary>A status or count that a call returned; negative is an error.</summary>
    public int Status(int status, string expected)
    {
        if (status < 0)
            Throw(expected);
        return status;
    }

    /// <summary>Throws what the library's error stack says. The library's lock is held.</summary>
    [DoesNotReturn]
    public void Throw(string expected) => throw new Hdf5Exception(File, Object, Words(), expected);

    /// <summary>The error stack's words, the outermost first; forgets them.</summary>
    public static string Words()
    {
        var words = new List<string>();
        H5E.walk_t callback = (uint _, ref H5E.error_t error, IntPtr _) =>
        {
            if (error.desc is { Length: > 0 } description && (words.Count == 0 || words[^1] != description))
                words.Add(description);
            return 0;
        };
        _ = H5E.walk(H5E.DEFAULT, H5E.direction_t.H5E_WALK_DOWNWARD, callback, 0);
        GC.KeepAlive(callback);
        _ = H5E.clear(H5E.DEFAULT);
        return words.Count == 0 ? "nothing" : string.Join(": ", words);
    }
}
