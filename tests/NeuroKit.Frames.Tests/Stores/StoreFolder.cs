using NeuroKit.Frames.Stores;
using NeuroKit.Tests;

namespace NeuroKit.Frames.Tests.Stores;

/// <summary>A store in a folder that is gone after the test.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => System.IO.Path.Combine(_folder.Path, "store");

    public EventStore Create() => EventStore.Create(Path);

    /// <summary>Every file of the store but locks, with its content.</summary>
    public SortedDictionary<string, byte[]> Files()
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string file in Directory.GetFiles(Path, "*", SearchOption.AllDirectories))
        {
            if (!file.EndsWith(".lock", StringComparison.Ordinal))
                files.Add(System.IO.Path.GetRelativePath(Path, file), File.ReadAllBytes(file));
        }

        return files;
    }

    /// <summary>Makes sure that the store, if it is one already, holds the set of a key whole, or none.</summary>
    public void AssertWholeOrAbsent(string key, string moment)
    {
        if (!File.Exists(System.IO.Path.Combine(Path, "store.json")))
            return; // ended before there was a store
        EventStore store = EventStore.Open(Path);
        IReadOnlyList<StoreProblem> problems = store.Verify();
        Assert.True(problems.Count == 0, $"{moment}: {string.Join("; ", problems)}");
        Assert.True(store.Sets().All(s => s.Key == key), moment);
    }

    /// <summary>Whole segments, of sets that are being made too.</summary>
    public int Segments()
    {
        string sets = System.IO.Path.Combine(Path, "sets");
        try
        {
            return Directory.Exists(sets) ? Directory.EnumerateFiles(sets, "*.nks", SearchOption.AllDirectories).Count(f => !System.IO.Path.GetFileName(f).StartsWith('.')) : 0;
        }
        catch (DirectoryNotFoundException)
        {
            return 0; // a set that is just being put in its place
        }
    }

    /// <summary>Names of what lies among the sets without being one.</summary>
    public string[] Leftovers()
        => [.. Directory.EnumerateFileSystemEntries(System.IO.Path.Combine(Path, "sets"), "*", SearchOption.AllDirectories)
            .Select(System.IO.Path.GetFileName).OfType<string>().Where(n => n.StartsWith('.'))];

    public void Dispose() => _folder.Dispose();
}
