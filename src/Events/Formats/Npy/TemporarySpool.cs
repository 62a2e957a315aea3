namespace NeuroKit.Events.Formats.Npy;

/// <summary>
/// Bytes set aside until they can take their place: in memory at first, in a temporary file beyond <see cref="MemoryBytes"/>. The file
/// loses its name at once where the system allows (not on Windows, which removes it on close), so that nothing stays behind whatever
/// happens.
/// </summary>
internal sealed class TemporarySpool : IDisposable
{
    /// <summary>Bytes held in memory before a file is made.</summary>
    public const int MemoryBytes = 256 * 1024;

    private readonly string _folder;
    private Stream _stream = new MemoryStream();

    /// <summary>Makes an empty one.</summary>
    /// <param name="folder">Where a file would be made.</param>
    public TemporarySpool(string folder) => _folder = folder;

    /// <summary>What was written, as a stream that seeks.</summary>
    public Stream Stream => _stream;

    /// <summary>A folder for spools of what goes to a stream: the file's own, else the system's for temporary files.</summary>
    /// <param name="output">The stream.</param>
    public static string FolderFor(Stream output)
        => output is FileStream { Name: { } name } && Path.GetDirectoryName(name) is { Length: > 0 } folder && Directory.Exists(folder)
            ? folder
            : Path.GetTempPath();

    /// <summary>Makes a file that is gone once closed.</summary>
    /// <param name="folder">Its folder.</param>
    public static FileStream CreateFile(string folder)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 64 * 1024,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string path = Path.Combine(folder, $".neurokit.{Guid.NewGuid():N}.tmp");
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }

    /// <summary>Call before writing bytes to <see cref="Stream"/>: moves to a file where they would be too many for memory.</summary>
    /// <param name="bytes">How many will be written.</param>
    public Stream ForWriting(long bytes)
    {
        if (_stream is MemoryStream memory && memory.Length + bytes > MemoryBytes)
        {
            FileStream file = CreateFile(_folder);
            memory.WriteTo(file);
            _stream = file;
        }

        return _stream;
    }

    /// <summary>Forgets the bytes.</summary>
    public void Dispose() => _stream.Dispose();
}
