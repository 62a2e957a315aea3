using NeuroKit.Events.Formats.Npy;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Hdf5;

/// <summary>Temporary files, for the library opens files by their paths only.</summary>
internal static class Hdf5Spool
{
    /// <summary>A path for a temporary file that nobody else can read, in a folder; the file is made, empty.</summary>
    public static string NewPath(string folder)
    {
        string path = Path.Combine(folder, $".neurokit.{Guid.NewGuid():N}.tmp");
        Hdf5UnlockedFile.Make(path);
        return path;
    }

    /// <summary>The folder for a stream's temporary files: the stream's own, where it is a file.</summary>
    public static string FolderFor(Stream output) => TemporarySpool.FolderFor(output);

    /// <summary>Copies a source's content to a temporary file, which goes when the copy is disposed.</summary>
    public static EventSource Copy(EventSource source, long maxBytes)
    {
        string path = NewPath(Path.GetTempPath());
        try
        {
            using (FileStream file = File.OpenWrite(path))
            {
                for (ReadOnlySpan<byte> window = source.Fetch(1); !window.IsEmpty; window = source.Fetch(1))
                {
                    if (source.Position + window.Length > maxBytes)
                    {
                        throw new InvalidEventDataException(source.Name, maxBytes, "content that goes on",
                            $"at most {maxBytes} bytes (Hdf5Options.MaxSpooledBytes) of an HDF5 file that is none on disk; save it to a file");
                    }

                    file.Write(window);
                    source.Advance(window.Length);
                }
            }

            return EventSource.FromTemporaryFile(path, source.Name);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
