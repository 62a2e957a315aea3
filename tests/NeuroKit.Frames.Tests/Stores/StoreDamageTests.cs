using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores;
using NeuroKit.Frames.Stores.Format;
using NeuroKit.Frames.Tests.Loading;

namespace NeuroKit.Frames.Tests.Stores;

/// <summary>No changed byte of a store goes unseen: of headers, tables, indexes and manifests when a set is opened or a segment mapped, of records when it is verified.</summary>
public sealed class StoreDamageTests : IDisposable
{
    private readonly StoreFolder _store = new();
    private readonly RecordingFolder _recordings = RecordingFolder.Of(3);
    private readonly EventStore _opened;
    private readonly string _set;

    public StoreDamageTests()
    {
        _opened = _store.Create();
        _set = _opened.Import(_recordings.Dataset).Set.Folder;
    }

    public void Dispose()
    {
        _recordings.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData(StoreLayout.IndexName)]
    [InlineData(StoreLayout.ManifestName)]
    public void AChangedByteOfIndexOrManifestIsSeenWhenTheSetIsOpened(string name)
    {
        EveryByte(Path.Combine(_set, name), () =>
        {
            Assert.Throws<StoreException>(() => OpenedSet.Open(_set));
            Assert.Empty(_opened.Sets());
        });
        Assert.Single(_opened.Sets());
    }

    [Fact]
    public void AChangedByteOfASegmentIsSeenWhenItIsVerified()
    {
        string segment = Path.Combine(_set, SegmentFile.NameOf(0));
        EveryByte(segment, () => Assert.NotEmpty(_opened.Verify()));
        Assert.Empty(_opened.Verify());
    }

    [Fact]
    public void AChangedByteOfASegmentsHeaderIsSeenWhenItIsUsed()
    {
        EveryByte(Path.Combine(_set, SegmentFile.NameOf(0)), () =>
        {
            OpenedSet set = OpenedSet.Open(_set);
            Assert.Throws<StoreException>(() => set.Record(0));
        }, SegmentHeader.Bytes);
    }

    [Fact]
    public void AChangedByteOfTheStampsIsNoHarm()
    {
        EveryByte(Path.Combine(_set, StoreLayout.SourcesName), () => Assert.NotEmpty(_opened.Verify()));
        string path = Path.Combine(_set, StoreLayout.SourcesName);
        File.WriteAllText(path, "nonsense");
        Assert.True(_opened.Import(_recordings.Dataset).WasPresent); // the digests decide
        Assert.Empty(_opened.Verify());
        File.Delete(path);
        Assert.True(_opened.Import(_recordings.Dataset).WasPresent);
    }

    [Fact]
    public void AChangedByteOfTheMarkerIsSeen()
    {
        EveryByte(Path.Combine(_store.Path, StoreLayout.MarkerName), () => Assert.Throws<StoreException>(() => EventStore.Open(_store.Path)));
    }

    [Fact]
    public void ACutFileIsSeen()
    {
        foreach (string name in (string[])[StoreLayout.IndexName, StoreLayout.ManifestName, SegmentFile.NameOf(0)])
        {
            string path = Path.Combine(_set, name);
            byte[] whole = File.ReadAllBytes(path);
            foreach (int length in (int[])[0, 1, 7, 16, 100, 128, whole.Length / 2, whole.Length - 1])
            {
                File.WriteAllBytes(path, whole[..length]);
                Assert.NotEmpty(_opened.Verify());
            }

            File.WriteAllBytes(path, [.. whole, 0]);
            Assert.NotEmpty(_opened.Verify());
            File.Delete(path);
            Assert.NotEmpty(_opened.Verify());
            File.WriteAllBytes(path, whole);
        }

        Assert.Empty(_opened.Verify());
    }

    [Fact]
    public void ADamagedSetIsImportedAgain()
    {
        string index = Path.Combine(_set, StoreLayout.IndexName);
        File.WriteAllText(index, "nonsense");
        Assert.Null(_opened.Find(_recordings.Dataset));
        ImportResult again = _opened.Import(_recordings.Dataset);
        Assert.False(again.WasPresent);
        Assert.Equal(_set, again.Set.Folder);
        Assert.Empty(_opened.Verify());

        File.Delete(Path.Combine(_set, SegmentFile.NameOf(0)));
        Assert.False(_opened.Import(_recordings.Dataset).WasPresent);
        Assert.Empty(_opened.Verify());
        Assert.Empty(_store.Leftovers());
    }

    [Fact]
    public void ASegmentOfAnotherSetIsSeen()
    {
        using var others = RecordingFolder.Of(3, seed: 2);
        string other = _opened.Import(others.Dataset).Set.Folder;
        string mine = Path.Combine(_set, SegmentFile.NameOf(0));
        File.Copy(Path.Combine(other, SegmentFile.NameOf(0)), mine, overwrite: true);
        Assert.Contains("not the segment", Assert.Throws<StoreException>(() => OpenedSet.Open(_set).Record(0)).Message, StringComparison.Ordinal);
        Assert.Contains(_opened.Verify(), p => p.File == mine);
    }

    [Fact]
    public void ADamagedRecordNeverCrashesAReader()
    {
        EventDataset stored = _opened.OpenDataset(Path.GetFileName(_set));
        byte[] record = OpenedSet.Open(_set).Record(1).ToArray();
        var random = new Random(1);
        for (int i = 0; i < 4000; i++)
        {
            byte[] changed = [.. record];
            for (int n = random.Next(1, 4); n > 0; n--)
                changed[random.Next(random.Next(2) == 0 ? EventRecord.HeaderBytes : changed.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0)
                changed = changed[..random.Next(changed.Length)];
            try
            {
                using EventReader reader = new StoredEventFormat("aedat2").Open(Events.IO.EventSource.FromMemory(changed, "changed"), EventReadOptions.Default);
                using EventBuffer events = reader.ReadAll();
                Assert.True(events.Count <= changed.Length);
            }
            catch (StoreException)
            {
                // Said what is wrong with it.
            }
        }

        Assert.Equal(3, stored.Count);
    }

    private static void EveryByte(string path, Action check, int? first = null)
    {
        byte[] whole = File.ReadAllBytes(path);
        byte[] changed = [.. whole];
        for (int i = 0; i < (first ?? whole.Length); i++)
        {
            changed[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(path, changed);
            try
            {
                check();
            }
            catch (Xunit.Sdk.XunitException e)
            {
                Assert.Fail($"{Path.GetFileName(path)}: byte {i}: {e.Message}");
            }

            changed[i] = whole[i];
        }

        File.WriteAllBytes(path, whole);
    }
}
