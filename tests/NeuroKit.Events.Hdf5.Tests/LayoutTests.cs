using NeuroKit.Events.Datasets;
using NeuroKit.Tests;

namespace NeuroKit.Events.Hdf5.Tests;

/// <summary>The layouts of the field, found by what they hold, in files that h5py wrote.</summary>
[Collection("libhdf5")]
public sealed class LayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("for k, v in zip('txyp', (t, x, y, p)): f['events/' + k] = v", "/events")]
    [InlineData("for k, v in zip('txyp', (t, x, y, p)): f[k] = v", "/")]
    [InlineData("for k, v in zip('txyp', (t.astype('>u4'), x.astype('>i8'), y.astype('u1'), p.astype(bool))): f['deep/er/' + k] = v", "/deep/er")]
    [InlineData("for k, v in zip('txyp', (t / 1e6, x, y, p)): f['raw_events/' + k] = v", "/raw_events")]
    [InlineData("for k, v in zip(['timestamps', 'xs', 'ys', 'ps'], (t * 1000, x, y, p)): f[k] = v\nf['timestamps'].attrs['unit'] = 'ns'", "/")]
    [InlineData("for k, v in zip('txyp', (t.astype('f8'), x, y, p)): f['e/' + k] = v\nf['e'].attrs['t_unit'] = 'us'", "/e")]
    [InlineData("f['a/time'] = t.astype('u4')\nf['a/pos'] = np.c_[x, y, p].astype('u1')", "/a")]
    [InlineData("f['a/times'] = t\nf['a/xy'] = np.c_[x, y]\nf['a/polarity'] = p.astype('i1') * 2 - 1", "/a")]
    [InlineData("r = np.zeros(n, [('x', '<u2'), ('y', '<u2'), ('p', '<i2'), ('t', '<i8')])\nfor k, v in zip('txyp', (t, x, y, p)): r[k] = v\nf['CD/events'] = r\nf['EXT_TRIGGER/events'] = np.zeros(3, [('p', 'i2'), ('t', 'i8'), ('id', 'i2')])", "/CD/events")]
    public void ARecordingIsFound(string script, string expectedPath)
    {
        string path = Hdf5Fixture.Make(_folder, script);
        using EventBuffer events = Hdf5Fixture.Read(path);
        Hdf5Fixture.AssertMade(events);
        Hdf5Recording recording = Assert.Single(Hdf5Recordings.List(path));
        Assert.Equal((expectedPath, 200L), (recording.Path, recording.Events));
    }

    [SkippableFact]
    public void AFileIsTriedInAHelperProcessFirst()
    {
        string path = Hdf5Fixture.Make(_folder, "for k, v in zip('txyp', (t, x, y, p)): f['events/' + k] = v");
        using (EventReader reader = Hdf5Fixture.Open(path, probing: Hdf5Probing.Required))
        {
            using EventBuffer events = reader.ReadAll();
            Hdf5Fixture.AssertMade(events);
        }

        File.WriteAllBytes(path, File.ReadAllBytes(path)[..1500]);
        var error = Assert.Throws<Hdf5Exception>(() => Hdf5Fixture.Open(path, probing: Hdf5Probing.Required));
        Assert.Contains("truncated file", error.LibraryMessage, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void RecordingsWithLabelsAreADataSet()
    {
        const string Two = "for i in range(3):\n    for k, v in zip('txyp', (t, x, y + i % 2, p)): f[f'train/{i}/{k}'] = v\n    f[f'train/{i}'].attrs['label'] = 2 * i\nfor k, v in zip('txyp', (t, x, y, p)): f['test/10/' + k] = v\n";
        string path = Hdf5Fixture.Make(_folder, Two + "f['test/10'].attrs['label'] = 1\nf.attrs['4'] = 'wave'");
        EventDataset set = Hdf5Recordings.OpenDataset(path);
        Assert.Equal(["test/10 1 1 test", "train/0 0 0 train", "train/1 2 2 train", "train/2 4 wave train"], set.Select(s => $"{s.Id} {s.Label} {s.ClassName} {s.Split}"));
        Assert.Equal(5, set.Classes.Count);
        using EventReader reader = set[0].Open();
        using EventBuffer events = reader.ReadAll();
        Hdf5Fixture.AssertMade(events);
        // They lie in one file; what they hold tells them apart.
        Assert.Contains("train/0 (train) is the same recording as test/10 (test)", Assert.Throws<DatasetException>(() => set.CheckNoLeak()).Message, StringComparison.Ordinal);
        set.Where(s => s.Id is "train/1" or "test/10").CheckNoLeak();
        string bare = Hdf5Fixture.Make(_folder, Two, "bare.h5");
        Assert.Contains("no label of /test/10", Assert.Throws<DatasetException>(() => Hdf5Recordings.OpenDataset(bare)).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void DsecsOffsetIsAddedAndItsIndexIsNoRecording()
    {
        string path = Hdf5Fixture.Make(_folder, "for k, v in zip('txyp', (t.astype('u4'), x, y, p)): f['events/' + k] = v\nf['ms_to_idx'] = np.arange(8)\nf['t_offset'] = 58_000_000_000");
        using EventBuffer events = Hdf5Fixture.Read(path);
        Hdf5Fixture.AssertMade(events, 58_000_000_000);
    }

    [SkippableFact]
    public void TonicsCacheHasItsLabel()
    {
        string path = Hdf5Fixture.Make(_folder, "r = np.zeros(n, [('x', '<i2'), ('y', '<i2'), ('t', '<i8'), ('p', '<i2')])\nfor k, v in zip('txyp', (t, x, y, p)): r[k] = v\nf.create_dataset('data/0', data=r, compression='lzf')\nf['target/0'] = 7");
        Assert.Equal(7, Assert.Single(Hdf5Recordings.List(path)).Label);
        using EventBuffer events = Hdf5Fixture.Read(path);
        Hdf5Fixture.AssertMade(events);
    }

    [SkippableFact]
    public void SizesComeFromAttributes()
    {
        string geometry = Hdf5Fixture.Make(_folder, "for k, v in zip('txyp', (t, x, y, p)): f['events/' + k] = v\nf.attrs['geometry'] = '1280x720'");
        using (EventReader reader = Hdf5Fixture.Open(geometry))
            Assert.Equal(new SensorSize(1280, 720), reader.Header.SensorSize);
        string sides = Hdf5Fixture.Make(_folder, "for k, v in zip('txyp', (t, x, y, p)): f['events/' + k] = v\nf['events'].attrs['width'] = 60\nf['events'].attrs['height'] = np.uint8(50)", "sides.h5");
        using EventReader other = Hdf5Fixture.Open(sides);
        Assert.Equal(new SensorSize(60, 50), other.Header.SensorSize);
    }

    [SkippableFact]
    public void SeveralRecordingsAreListedAsPeopleCountAndOneIsChosen()
    {
        string path = Hdf5Fixture.Make(_folder, "for i in range(11):\n    g = f.create_group('train/%d' % i)\n    g['time'] = t[:i + 1]\n    g['pos'] = np.c_[x, y, p][:i + 1]\n    g['label'] = np.uint8(i)\nf.attrs['10'] = 'ten'");
        IReadOnlyList<Hdf5Recording> all = Hdf5Recordings.List(path);
        Assert.Equal([.. Enumerable.Range(0, 11).Select(i => $"/train/{i}")], all.Select(r => r.Path));
        Assert.Equal((10L, "ten"), (all[10].Label, all[10].ClassName));
        var error = Assert.Throws<InvalidEventDataException>(() => Hdf5Fixture.Open(path));
        Assert.Contains("11 recordings: /train/0 (1 events, label 0), /train/1", error.Message, StringComparison.Ordinal);
        Assert.Contains("--object PATH", error.Message, StringComparison.Ordinal);
        using EventBuffer one = Hdf5Fixture.Read(path, "train/10/");
        Assert.Equal(11, one.Count);
        using EventReader opened = Hdf5Recordings.Open(path, all[4]);
        using EventBuffer five = opened.ReadAll();
        Assert.Equal(5, five.Count);
        using EventBuffer together = Hdf5Fixture.Read(path, "/");
        Assert.Equal(66, together.Count);
    }

    [SkippableFact]
    public void WhatIsNoRecordingIsSaid()
    {
        string path = Hdf5Fixture.Make(_folder, "f['picture'] = np.zeros((4, 5))");
        var error = Assert.Throws<InvalidEventDataException>(() => Hdf5Fixture.Open(path));
        Assert.Contains("only /picture [4, 5]", error.Message, StringComparison.Ordinal);
        var missing = Assert.Throws<Hdf5Exception>(() => Hdf5Fixture.Open(path, "/nothing"));
        Assert.Equal("/nothing", missing.ObjectPath);
        Assert.Contains("doesn't exist", missing.LibraryMessage, StringComparison.Ordinal);
        Assert.Contains("/ holds picture", missing.Message, StringComparison.Ordinal);
        Assert.Contains("/picture", Assert.Throws<Hdf5Exception>(() => Hdf5Fixture.Open(path, "/picture/deeper/still")).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void AGroupInsideItselfDoesNotGoOnForever()
    {
        string path = Hdf5Fixture.Make(_folder, "for k, v in zip('txyp', (t, x, y, p)): f['g/' + k] = v\nf['g/again'] = f['g']\nf['soft'] = h5py.SoftLink('/g')\nf['other'] = h5py.ExternalLink('/etc/passwd', '/x')");
        using EventBuffer events = Hdf5Fixture.Read(path);
        Hdf5Fixture.AssertMade(events);
    }

    [SkippableFact]
    public void ValuesInOtherFilesAreRefused()
    {
        string path = Hdf5Fixture.Make(_folder, "import os\nopen(a[0] + '.raw', 'wb').write(b'0' * 1600)\nfor k, v in zip('xyp', (x, y, p)): f['e/' + k] = v\nf.create_dataset('e/t', (n,), 'i8', external=[(a[0] + '.raw', 0, 1600)])");
        var error = Assert.Throws<InvalidEventDataException>(() => Hdf5Fixture.Open(path));
        Assert.Contains("/e/t with values that lie in other files", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ColumnsOfDifferentLengthsAreRefusedOrCutToTheShortest()
    {
        string path = Hdf5Fixture.Make(_folder, "for k, v in zip('txyp', (t, x, y[:150], p)): f['e/' + k] = v");
        Assert.Throws<InvalidEventDataException>(() => Hdf5Fixture.Open(path));
        using EventReader reader = Hdf5Fixture.Open(path, policy: EventReadPolicy.KeepWhole);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(150, events.Count);
        Assert.Equal(1, reader.Diagnostics.IssueCount);
    }
}
