using System.CommandLine;

namespace NeuroKit.Cli.Commands;

/// <summary><c>dataset …</c>: from a data set's archives to verified recordings in a store.</summary>
internal sealed class DatasetCommand : Command
{
    public DatasetCommand(ToolConsole console)
        : base("dataset", "Data sets: what is known of them, import into a store, verify, figures, export of frames; make stand-ins.")
    {
        Add(new DatasetListCommand(console));
        Add(new DatasetInfoCommand(console));
        Add(new DatasetImportCommand(console));
        Add(new DatasetVerifyCommand(console));
        Add(new DatasetStatsCommand(console));
        Add(new DatasetIndexCommand(console));
        Add(new DatasetExportCommand(console));
        Add(new DatasetSynthesizeCommand(console));
    }
}
