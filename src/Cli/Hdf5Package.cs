using NeuroKit.Events;
using NeuroKit.Events.Hdf5;
using NeuroKit.Events.IO;

namespace NeuroKit.Cli;

/// <summary>Debian's package of the HDF5 library, needed only where an HDF5 file is met.</summary>
internal static class Hdf5Package
{
    /// <summary>Installs the library if a file needs it, it is missing and may be installed; else says the command that does.</summary>
    /// <param name="inputs">Files that will be read; what cannot be opened is left for whoever reads it to say.</param>
    /// <param name="output">The file that will be written, or null.</param>
    /// <param name="format">The output's format where an option says it.</param>
    /// <param name="console">Where messages go.</param>
    /// <param name="cancellationToken">Cancels the installation.</param>
    /// <exception cref="CommandFailedException">It is missing and stays so.</exception>
    public static async Task EnsureAsync(
        IEnumerable<string> inputs, string? output, string? format, ToolConsole console, CancellationToken cancellationToken)
    {
        bool writes = format is not null ? format.Equals(Hdf5Format.Instance.Name, StringComparison.OrdinalIgnoreCase) : Hdf5Format.Instance.HasExtension(output);
        string? met = writes ? output : inputs.FirstOrDefault(IsHdf5);
        if (met is null || Hdf5Library.IsAvailable(out _))
            return;
        try
        {
            await DebianPackages.InstallAsync(Hdf5Library.DebianPackage, console, yes: false, cancellationToken).ConfigureAwait(false);
        }
        catch (CommandFailedException)
        {
            throw new CommandFailedException($"{met}: HDF5 files need libhdf5: {DebianPackages.Command(Hdf5Library.DebianPackage)}");
        }

        if (!Hdf5Library.IsAvailable(out string details))
            throw new CommandFailedException($"{met}: {details}");
    }

    private static bool IsHdf5(string path)
    {
        try
        {
            // A pipe's beginning can be read once only, and that is the reader's.
            if (!File.Exists(path) || new FileInfo(path).Length == 0)
                return false;
            using EventSource source = EventSource.FromFile(path);
            return source.CanSeek && Hdf5Format.Instance.Detect(source.Fetch(EventFormat.DetectBytes), path) != FormatConfidence.No;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
