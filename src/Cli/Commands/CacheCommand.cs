using System.CommandLine;
using NeuroKit.Cli.Cache;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Cli.Commands;

/// <summary><c>cache …</c>: looks at a store, verifies it, and clears it up.</summary>
internal sealed class CacheCommand : Command
{
    public CacheCommand(ToolConsole console)
        : base("cache", "Look at the store of decoded data sets, verify it, clear it up.")
    {
        Add(new ListCommand(console));
        Add(new VerifyCommand(console));
        Add(new PruneCommand(console));
    }

    private static Argument<string?> Store() => new("STORE")
    {
        Description = "The store's folder. Without it: store below NEUROKIT_HOME, else neurokit/store below XDG_CACHE_HOME or ~/.cache.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    // A store that nobody named and nobody made yet is an empty one.
    private static EventStore? Open(string? path, ToolConsole console)
    {
        string folder = StoreLocation.Resolve(path);
        if (path is null && !Directory.Exists(folder))
        {
            console.Note($"there is no store yet at {folder}");
            return null;
        }

        return EventStore.Open(folder);
    }

    private sealed class ListCommand : Command
    {
        public ListCommand(ToolConsole console)
            : base("ls", "List the sets of a store.")
        {
            Argument<string?> path = Store();
            Option<bool> json = CommonOptions.Json();
            Add(path);
            Add(json);
            SetAction(parsed =>
            {
                EventStore? store = Open(parsed.GetValue(path), console);
                IReadOnlyList<StoreSet> sets = store?.Sets() ?? [];
                if (parsed.GetValue(json))
                    CacheJson.Write(console.Out, sets);
                else if (store is not null)
                    CacheText.Write(console, sets);
                IReadOnlyList<StoreProblem> problems = store?.Verify(readsRecords: false) ?? [];
                foreach (StoreProblem problem in problems)
                    console.Warn(problem.ToString());
                return problems.Count == 0 ? ExitCode.Fine : ExitCode.SomeFailed;
            });
        }
    }

    private sealed class VerifyCommand : Command
    {
        public VerifyCommand(ToolConsole console)
            : base("verify", "Read every byte of a store and hold it against what was written.")
        {
            Argument<string?> path = Store();
            Option<string?> name = new("--set") { Description = "Only this set: its name, or the beginning of its key.", HelpName = "NAME" };
            Option<bool> json = CommonOptions.Json();
            Add(path);
            Add(name);
            Add(json);
            SetAction((parsed, cancellationToken) => Task.Run(() =>
            {
                EventStore? store = Open(parsed.GetValue(path), console);
                using var line = new ProgressLine(console, "recordings");
                IReadOnlyList<StoreProblem> problems = store?.Verify(parsed.GetValue(name), progress: new RecordingCount(line), cancellationToken: cancellationToken) ?? [];
                if (parsed.GetValue(json))
                    CacheJson.Write(console.Out, problems);
                else
                    CacheText.Write(console, problems);
                return problems.Count == 0 ? ExitCode.Fine : ExitCode.SomeFailed;
            }, CancellationToken.None));
        }
    }

    private sealed class PruneCommand : Command
    {
        public PruneCommand(ToolConsole console)
            : base("prune", "Remove what interrupted imports left, damaged sets, and sets that newer ones replace.")
        {
            Argument<string?> path = Store();
            Option<string[]> sets = new("--set") { Description = "Remove this set as well: its name, or the beginning of its key. May be given several times.", HelpName = "NAME" };
            Option<bool> all = new("--all") { Description = "Remove every set." };
            Option<bool> dry = new("--dry-run") { Description = "Only say what would be removed." };
            Option<bool> json = CommonOptions.Json();
            Add(path);
            Add(sets);
            Add(all);
            Add(dry);
            Add(json);
            SetAction(parsed =>
            {
                EventStore? store = Open(parsed.GetValue(path), console);
                string[] named = parsed.GetValue(sets) ?? [];
                if (store is not null && named.FirstOrDefault(n => !store.Sets().Any(s => s.IsMeantBy(n))) is { } unknown)
                    throw new UsageException($"--set: the store has no set '{unknown}'; cache ls lists them");
                bool isDry = parsed.GetValue(dry);
                IReadOnlyList<PrunedItem> items = store?.Prune(new PruneOptions { Sets = named, Everything = parsed.GetValue(all), DryRun = isDry }) ?? [];
                if (parsed.GetValue(json))
                    CacheJson.Write(console.Out, items);
                else
                    CacheText.Write(console, items, isDry);
                foreach (PrunedItem item in items.Where(i => i.Problem is not null))
                    console.Fail($"{item.Path}: {item.Problem}");
                return items.All(i => i.Problem is null) ? ExitCode.Fine : ExitCode.SomeFailed;
            });
        }
    }

    private sealed class RecordingCount(ProgressLine line) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => line.Report(value.Done);
    }
}
