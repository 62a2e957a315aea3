using NeuroKit.Frames;
using NeuroKit.Testing;

namespace NeuroKit.Events.Tests.Core;

/// <summary>Reading a long recording chunk by chunk, and binning it, allocates nothing a chunk.</summary>
public sealed class AllocationTests
{
    private const int ChunkEvents = 1000;
    private const int FewChunks = 10;
    private const int ManyChunks = 1000;

    public static TheoryData<string> Writable() => [.. EventFormats.Default.Writable.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Writable))]
    public void AThousandChunksAllocateNothingMoreThanTen(string name)
    {
        EventFormat format = EventFormats.Default.Get(name);
        byte[] few = FormatLaws.Write(format, Steady(FewChunks * ChunkEvents));
        byte[] many = FormatLaws.Write(format, Steady(ManyChunks * ChunkEvents));
        string path = Path.Combine(Directory.CreateTempSubdirectory("neurokit-").FullName, "r" + format.Extensions[0]);
        try
        {
            File.WriteAllBytes(path, many);
            long ofFew = Least(() => ReadAndBin(format, few));
            long ofMany = Least(() => ReadAndBin(format, many));
            Assert.True(ofFew == ofMany, $"{name}: {ofFew} bytes for {FewChunks} chunks, {ofMany} for {ManyChunks}");
            long fromFile = Least(() => ReadAndBin(format, path));
            Assert.True(fromFile == Least(() => ReadAndBin(format, path)), $"{name}: a file read again allocates differently");
            Assert.InRange(fromFile, 0, 64 * 1024);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    // The first run warms code and pools up, and the runtime itself allocates on the thread now and then (when a method is recompiled).
    private static long Least(Func<long> allocated) => Enumerable.Range(0, 5).Min(_ => allocated());

    private static long ReadAndBin(EventFormat format, byte[] file)
    {
        using EventReader reader = EventFile.Open(file, "r" + format.Extensions[0], new EventReadOptions { Format = format.Name });
        return ReadAndBin(reader);
    }

    private static long ReadAndBin(EventFormat format, string path)
    {
        using EventReader reader = EventFile.Open(path, new EventReadOptions { Format = format.Name });
        return ReadAndBin(reader);
    }

    private static long ReadAndBin(EventReader reader)
    {
        long binned = 0;
        using FrameAccumulator frames = FrameBinning.ByEventCount(100_000).CreateAccumulator(SensorSize.Dvs128, (frame, _) => binned += frame.Events);
        using var chunk = new EventBuffer(ChunkEvents);
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (reader.Read(chunk) > 0)
            frames.Add(chunk);
        frames.Complete();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(reader.EventsRead, binned);
        return allocated;
    }

    private static Recording Steady(int count)
    {
        using var events = new EventBuffer(count);
        for (int i = 0; i < count; i++)
            events.Add(new Event(i * 3, (ushort)(i % 128), (ushort)(i / 128 % 128), (byte)(i & 1)));
        return new Recording(SensorSize.Dvs128, events.Span);
    }
}
