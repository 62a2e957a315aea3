using System.CommandLine;
using NeuroKit.Cli.Datasets;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Cli.Commands;

/// <summary><c>dataset verify ID --root DIR|STORE</c>: holds what is there against what should be.</summary>
internal sealed class DatasetVerifyCommand : Command
{
    private readonly ToolConsole _console;
    private readonly Argument<string> _id = DatasetArgument.Id();
    private readonly Option<string> _root = DatasetArgument.Root();
    private readonly Option<string?> _set = DatasetArgument.Set();
    private readonly Option<bool> _quick = new("--quick") { Description = "Look at names, labels and numbers only; read no recording and no archive." };
    private readonly Option<bool> _json = CommonOptions.Json("Print numbers and problems as a JSON object.");

    public DatasetVerifyCommand(ToolConsole console)
        : base("verify", "Find what is missing, too much, corrupt, there twice, or of another number than it should be, by class. Exit code 3 where something is.")
    {
        _console = console;
        Add(_id);
        foreach (Option option in new Option[] { _root, _set, _quick, _json })
            Add(option);
        SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), CancellationToken.None));
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        DatasetManifest manifest = Catalog.Get(parsed.GetRequiredValue(_id));
        string root = parsed.GetRequiredValue(_root);
        bool quick = parsed.GetValue(_quick);
        DatasetVerificationOptions options = DatasetVerificationOptions.Default with { ReadRecordings = !quick, FindDuplicates = !quick };
        DatasetVerificationResult result;
        using (var progress = new DatasetProgressLines(_console, "verifying"))
        {
            result = EventStore.IsStore(root)
                ? StoredVerification.Run(manifest, root, parsed.GetValue(_set), options, progress, cancellationToken)
                : DatasetVerification.Run(manifest, root, options, progress, cancellationToken);
        }

        if (parsed.GetValue(_json))
            VerificationText.WriteJson(_console.Out, result);
        else
            VerificationText.Write(_console, result);
        return result.IsWhole ? ExitCode.Fine : ExitCode.SomeFailed;
    }
}
