using System.Diagnostics;
using NeuroKit.Testing;
using NeuroKit.Tests;

namespace NeuroKit.Events.Hdf5.Tests;

/// <summary>Events out: read back by ourselves and by h5py, the same bytes each time, whole or not at all.</summary>
[Collection("libhdf5")]
public sealed class WriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void WhatIsWrittenIsReadBackFromMemoryAndInPieces()
    {
        Hdf5Fixture.RequireLibrary();
        foreach (int count in (int[])[0, 1, 5, 4097])
        {
            Recording recording = Recording(count);
            Assert.Null(FormatLaws.WriteThenRead(Hdf5Format.Instance, recording));
            byte[] file = FormatLaws.Write(Hdf5Format.Instance, recording);
            Assert.Equal(file, FormatLaws.Write(Hdf5Format.Instance, recording));
            foreach (int capacity in (int[])[1, 31, 4096])
            {
                if (capacity > 1 || count < 100)
                    Assert.Null(FormatLaws.ReadInChunks(Hdf5Format.Instance, file, capacity));
            }

            using EventReader reader = EventFile.Open(new DribblingStream(file, 5000), "dribbled.h5", null, Hdf5Fixture.Formats);
            Assert.Equal(recording.Size, reader.Header.SensorSize);
            using EventBuffer events = reader.ReadAll();
            Assert.Null(FormatLaws.Difference(recording.Events, events));
        }
    }

    // The library leaves its files open to what is started meanwhile, and its locks with them.
    [SkippableFact]
    public void AProcessThatIsStartedMeanwhileIsInNobodysWay()
    {
        Hdf5Fixture.RequireLibrary();
        Skip.If(OperatingSystem.IsWindows(), "there is no sleep to start");
        string path = _folder.File("meanwhile.h5");
        Recording recording = Recording(5000);
        using (EventWriter writer = EventFile.Create(path, new EventWriteOptions { SensorSize = recording.Size }, Hdf5Fixture.Formats))
        {
            writer.Write(recording.Events);
            using Process sleeper = Process.Start("sleep", "30");
            try
            {
                writer.Complete();
            }
            finally
            {
                sleeper.Kill();
            }
        }

        using EventReader reader = EventFile.Open(path, null, Hdf5Fixture.Formats);
        using EventBuffer events = reader.ReadAll();
        Assert.Null(FormatLaws.Difference(recording.Events, events));
    }

    [SkippableFact]
    public void H5pyReadsEventsInThreeLines()
    {
        Hdf5Fixture.Make(_folder, "pass", "probe.h5");
        string path = _folder.File("events.h5");
        Recording recording = Recording(70_000);
        EventFile.Write(path, recording.Events, new EventWriteOptions
        {
            SensorSize = recording.Size,
            FormatOptions = [new Hdf5WriteOptions { SourceSha256 = "ab12" }],
        }, Hdf5Fixture.Formats);
        string output = NumPy.Run("""
            import h5py
            with h5py.File(a[0]) as f:
                t, x, y, p = (f["events"][c][:] for c in "txyp")
            g = h5py.File(a[0])["events"]
            print(t.dtype, x.dtype, y.dtype, p.dtype, len(t), t.sum(), x.sum(), y.sum(), p.sum(), g.attrs["width"], g.attrs["height"], g.attrs["t_unit"], g.attrs["source_sha256"], g["t"].compression, g["t"].shuffle)
            """, path);
        EventSpan e = recording.Events;
        Assert.Equal(FormattableString.Invariant($"70000 {Sum(e.T)} {Sum(e.X)} {Sum(e.Y)} {Sum(e.P)}"), Hdf5Fixture.RunSample(_folder, "read_events.py", path));
        Assert.Equal(FormattableString.Invariant($"int64 uint16 uint16 uint8 70000 {Sum(e.T)} {Sum(e.X)} {Sum(e.Y)} {Sum(e.P)} 60 50 us ab12 gzip True"), output);
    }

    [SkippableFact]
    public void AFileAppearsWholeOrNotAtAll()
    {
        Hdf5Fixture.RequireLibrary();
        string path = _folder.File("never.h5");
        using (EventWriter writer = EventFile.Create(path, null, Hdf5Fixture.Formats))
            writer.Write(Recording(100).Events);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [SkippableFact]
    public void SeveralThreadsReadAndWriteAtOnce()
    {
        Hdf5Fixture.RequireLibrary();
        byte[] file = FormatLaws.Write(Hdf5Format.Instance, Recording(200_000));
        string path = _folder.File("shared.h5");
        File.WriteAllBytes(path, file);
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            if (i % 4 == 0)
            {
                Assert.Equal(file.Length, FormatLaws.Write(Hdf5Format.Instance, Recording(200_000)).Length);
                return;
            }

            using EventBuffer events = Hdf5Fixture.Read(path);
            Assert.Null(FormatLaws.Difference(Recording(200_000).Events, events));
        });
    }

    private static Recording Recording(int count) => new(new SensorSize(60, 50), new EventSpan(
        [.. Enumerable.Range(0, count).Select(i => 1_000_000_000_000 + (i * 37L))],
        [.. Enumerable.Range(0, count).Select(i => (ushort)(i * 7 % 60))],
        [.. Enumerable.Range(0, count).Select(i => (ushort)(i * 11 % 50))],
        [.. Enumerable.Range(0, count).Select(i => (byte)(i & 1))]));

    private static long Sum<T>(ReadOnlySpan<T> values)
        where T : struct, System.Numerics.INumber<T>
    {
        long sum = 0;
        foreach (T value in values)
            sum += long.CreateChecked(value);
        return sum;
    }
}
