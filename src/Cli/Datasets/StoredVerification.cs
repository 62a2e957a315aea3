using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Cli.Datasets;

/// <summary>Verifies a data set in a store: its bytes first, then its samples.</summary>
internal static class StoredVerification
{
    public static DatasetVerificationResult Run(
        DatasetManifest manifest, string root, string? set, DatasetVerificationOptions options, DatasetProgressLines progress, CancellationToken cancellationToken)
    {
        EventStore store = EventStore.Open(root);
        EventDataset dataset = DatasetArgument.Open(manifest, root, set);
        DatasetVerificationResult result = DatasetVerification.Run(dataset, options, progress, cancellationToken) with { Root = root };
        if (!options.ReadRecordings)
            return result;
        IReadOnlyList<StoreProblem> damage = store.Verify(set ?? manifest.Id, progress: progress, cancellationToken: cancellationToken);
        return result with
        {
            Problems = [.. damage.Select(p => new DatasetProblem(DatasetProblemKind.Corrupt, Path.GetRelativePath(root, p.File), p.Problem)), .. result.Problems],
        };
    }
}
