using NeuroKit.Tests;

namespace NeuroKit.Events.Hdf5.Tests;

/// <summary>Where no helper process can be started, that is said.</summary>
[Collection("libhdf5")]
public sealed class ProbingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        Hdf5Probe.MayStart = true;
        _folder.Dispose();
    }

    [SkippableFact]
    public void AFileOpenedUntriedIsNoted()
    {
        Hdf5Fixture.RequireLibrary();
        string path = _folder.File("events.h5");
        EventFile.Write(path, new EventSpan([1, 2], [3, 4], [5, 6], [0, 1]), null, Hdf5Fixture.Formats);
        Assert.True(Hdf5Library.CanTryFiles());
        Assert.Empty(Issues(path, Hdf5Probing.Off));
        Hdf5Probe.MayStart = false;
        Assert.False(Hdf5Library.CanTryFiles());
        Assert.Empty(Issues(path, Hdf5Probing.Off));
        Assert.Contains("helper process", Assert.Single(Issues(path, Hdf5Probing.Automatic)).Message, StringComparison.Ordinal);
        Assert.Contains("Hdf5Probing.Off", Assert.Throws<Hdf5Exception>(() => Issues(path, Hdf5Probing.Required)).Message, StringComparison.Ordinal);
        Hdf5Probe.MayStart = true;
        Assert.Empty(Issues(path, Hdf5Probing.Automatic));
    }

    private static IReadOnlyList<EventIssue> Issues(string path, Hdf5Probing probing)
    {
        using EventReader reader = Hdf5Fixture.Open(path, probing: probing);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(2, events.Count);
        return reader.Diagnostics.Issues;
    }
}
