using System.IO.Compression;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using NeuroKit.Events;
using NeuroKit.Tests;

namespace NeuroKit.Frames.Tests.Npy;

public sealed class FrameWriterTests
{
    private static readonly SensorSize s_size = new(5, 3);

    private const int Cells = 30;

    [SkippableFact]
    public void WholeArraysOfEveryTypeAreWhatNumPyWouldHaveWritten()
    {
        using var folder = new TemporaryFolder();
        Check<byte>("u1");
        Check<ushort>("u2");
        Check<short>("i2");
        Check<int>("i4");
        Check<float>("f4");

        void Check<T>(string type)
            where T : unmanaged, INumber<T>
        {
            T[] values = [.. Enumerable.Range(0, 4 * Cells).Select(T.CreateTruncating)];
            NpyFrameWriter.Write(folder.File(type + ".npy"), Tensor.Create(values, [4, 2, 3, 5]));
            NpzFrameWriter.Write(folder.File(type + ".npz"), values, [4, 2, 3, 5]);
            NpzFrameWriter.Write(folder.File(type + "named.npz"), Tensor.Create(values, [8, 15]), "counts");
            NumPy.Run(
                $"""
                e = np.arange({4 * Cells}).astype('{type}').reshape(4, 2, 3, 5)
                np.save(a[0] + '/theirs.npy', e)
                for got, want in ((np.load(a[0] + '/{type}.npy'), e), (np.load(a[0] + '/{type}.npz')['frames'], e), (np.load(a[0] + '/{type}named.npz')['counts'], e.reshape(8, 15))):
                    assert got.dtype == want.dtype and got.shape == want.shape and (got == want).all()
                """, folder.Path);
            Assert.Equal(File.ReadAllBytes(folder.File("theirs.npy")), File.ReadAllBytes(folder.File(type + ".npy")));
        }
    }

    [Fact]
    public void ATensorThatIsNotDenseIsWrittenRowByRow()
    {
        using var folder = new TemporaryFolder();
        Tensor<int> whole = Tensor.Create([.. Enumerable.Range(0, 24)], [4, 6]);
        Tensor<int> part = whole.Slice([1..3, 2..5]);
        NpyFrameWriter.Write(folder.File("a.npy"), part);
        (string header, int[] values) = ReadInt32(File.ReadAllBytes(folder.File("a.npy")));
        Assert.Contains("'shape': (2, 3)", header, StringComparison.Ordinal);
        Assert.Equal([8, 9, 10, 14, 15, 16], values);
    }

    [Fact]
    public void NoFramesMakeAnEmptyArray()
    {
        using var folder = new TemporaryFolder();
        NpyFrameWriter.Write(folder.File("a.npy"), ReadOnlySpan<ushort>.Empty, [0, 2, 3, 5]);
        using (var writer = new NpyFrameWriter(folder.File("b.npy"), s_size))
            writer.Complete();
        using (var writer = new NpzFrameWriter(folder.File("b.npz"), s_size))
            writer.Complete();
        Assert.Equal(File.ReadAllBytes(folder.File("a.npy")), File.ReadAllBytes(folder.File("b.npy")));
        Assert.Equal(File.ReadAllBytes(folder.File("a.npy")), Member(folder.File("b.npz"), "frames.npy"));
    }

    [Fact]
    public void AShapeThatIsNotThatOfTheValuesIsRefused()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ArgumentException>(() => NpyFrameWriter.Write(folder.File("a.npy"), new byte[5], [2, 3]));
        Assert.Throws<ArgumentException>(() => NpyFrameWriter.Write(folder.File("a.npy"), new byte[1], []));
        Assert.Throws<ArgumentException>(() => NpzFrameWriter.Write(folder.File("a.npz"), new byte[0], [nint.MaxValue, nint.MaxValue, 4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => NpyFrameWriter.Write(folder.File("a.npy"), new byte[6], [-2, -3]));
        Assert.Throws<NotSupportedException>(() => NpyFrameWriter.Write(folder.File("a.npy"), new double[6], [6]));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void FramesOneByOneGiveTheFileOfTheWholeArray(int frames)
    {
        using var folder = new TemporaryFolder();
        int[] counts = Counts(frames);
        Stream(new NpyFrameWriter(folder.File("a.npy"), s_size), counts, widened: false);
        Stream(new NpzFrameWriter(folder.File("a.npz"), s_size), counts, widened: false);
        ushort[] narrow = [.. counts.Select(c => (ushort)c)];
        NpyFrameWriter.Write(folder.File("whole.npy"), narrow, [frames, 2, 3, 5]);
        NpzFrameWriter.Write(folder.File("whole.npz"), narrow, [frames, 2, 3, 5]);
        Assert.Equal(File.ReadAllBytes(folder.File("whole.npy")), File.ReadAllBytes(folder.File("a.npy")));
        Assert.Equal(File.ReadAllBytes(folder.File("whole.npz")), File.ReadAllBytes(folder.File("a.npz")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public void ACountAbove65535MakesTheArrayInt32WhereverItComes(int frame)
    {
        using var folder = new TemporaryFolder();
        int[] counts = Counts(9);
        counts[3] = 65_535;
        counts[(frame * Cells) + 17] = 65_536;
        counts[(8 * Cells) + 1] = int.MaxValue;
        Stream(new NpyFrameWriter(folder.File("a.npy"), s_size), counts, widened: true);
        Stream(new NpzFrameWriter(folder.File("a.npz"), s_size, "other"), counts, widened: true);
        NpyFrameWriter.Write(folder.File("whole.npy"), counts, [9, 2, 3, 5]);
        Assert.Equal(File.ReadAllBytes(folder.File("whole.npy")), File.ReadAllBytes(folder.File("a.npy")));
        Assert.Equal(File.ReadAllBytes(folder.File("whole.npy")), Member(folder.File("a.npz"), "other.npy"));
    }

    [Fact]
    public void TheLargestNarrowCountDoesNotWiden()
    {
        using var folder = new TemporaryFolder();
        int[] counts = Counts(2);
        counts[40] = 65_535;
        Stream(new NpyFrameWriter(folder.File("a.npy"), s_size), counts, widened: false);
        byte[] file = File.ReadAllBytes(folder.File("a.npy"));
        Assert.Equal(65_535, MemoryMarshal.Cast<byte, ushort>(file.AsSpan(128))[40]);
    }

    [Fact]
    public void AnIncompleteArrayLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        using (var npy = new NpyFrameWriter(folder.File("a.npy"), s_size))
            npy.Write(Counts(1));
        using (var npz = new NpzFrameWriter(folder.File("a.npz"), s_size))
            npz.Write(Counts(1));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void WrongUseIsRefused()
    {
        using var folder = new TemporaryFolder();
        using var writer = new NpyFrameWriter(folder.File("a.npy"), s_size);
        Assert.Throws<ArgumentException>(() => writer.Write(new int[Cells - 1]));
        writer.Complete();
        writer.Complete();
        Assert.Throws<InvalidOperationException>(() => writer.Write(new int[Cells]));
        Assert.Throws<ArgumentException>(() => new NpyFrameWriter(folder.File("b.npy"), default));
        foreach (string name in (string[])["", "a/b", "ä", "a b"])
        {
            Assert.Throws<ArgumentException>(() => new NpzFrameWriter(folder.File("b.npz"), s_size, name));
            Assert.Throws<ArgumentException>(() => NpzFrameWriter.Write(folder.File("b.npz"), new byte[1], [1], name));
        }

        Assert.Equal([folder.File("a.npy")], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void AnAccumulatorsFramesGoStraightIn()
    {
        using var folder = new TemporaryFolder();
        using var events = new EventBuffer();
        for (int i = 0; i < 1000; i++)
            events.Add(new Event(i, (ushort)(i % 5), (ushort)(i % 3), (byte)(i % 2)));
        using (var writer = new NpzFrameWriter(folder.File("a.npz"), s_size))
        {
            using FrameAccumulator accumulator = FrameBinning.ByEventCount(300).CreateAccumulator(s_size, (_, counts) => writer.Write(counts));
            accumulator.Add(events);
            accumulator.Complete();
            writer.Complete();
            Assert.Equal(4, writer.FramesWritten);
        }

        NpyFrameWriter.Write(folder.File("whole.npy"), FrameBinning.ByEventCount(300).ToFrames(events, s_size));
        Assert.Equal(File.ReadAllBytes(folder.File("whole.npy")), Member(folder.File("a.npz"), "frames.npy"));
    }

    [SkippableFact]
    public void NumPyReadsFramesWrittenOneByOne()
    {
        using var folder = new TemporaryFolder();
        int[] counts = Counts(40);
        Stream(new NpyFrameWriter(folder.File("a.npy"), s_size), counts, widened: false);
        counts[^1] = 100_000;
        Stream(new NpzFrameWriter(folder.File("a.npz"), s_size), counts, widened: true);
        string printed = NumPy.Run(
            "n = np.load(a[0])\nw = np.load(a[1])['frames']\nprint(n.dtype, n.shape, n.astype(int).sum(), w.dtype, w.shape, w.astype(int).sum())",
            folder.File("a.npy"), folder.File("a.npz"));
        Assert.Equal($"uint16 (40, 2, 3, 5) {Counts(40).Sum()} int32 (40, 2, 3, 5) {counts.Sum()}", printed);
    }

    private static int[] Counts(int frames)
    {
        var random = new Random(9);
        return [.. Enumerable.Range(0, frames * Cells).Select(_ => random.Next(60_000))];
    }

    private static void Stream(FrameFileWriter writer, int[] counts, bool widened)
    {
        using (writer)
        {
            for (int from = 0; from < counts.Length; from += Cells)
                writer.Write(counts.AsSpan(from, Cells));
            writer.Complete();
            Assert.Equal(counts.Length / Cells, writer.FramesWritten);
            Assert.Equal(widened, writer.Widened);
        }
    }

    private static byte[] Member(string path, string name)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        using Stream from = zip.Entries.Single(e => e.FullName == name).Open();
        using var to = new MemoryStream();
        from.CopyTo(to);
        return to.ToArray();
    }

    private static (string Header, int[] Values) ReadInt32(byte[] file)
    {
        int end = Array.IndexOf(file, (byte)'\n') + 1;
        return (System.Text.Encoding.ASCII.GetString(file, 0, end), MemoryMarshal.Cast<byte, int>(file.AsSpan(end)).ToArray());
    }
}
