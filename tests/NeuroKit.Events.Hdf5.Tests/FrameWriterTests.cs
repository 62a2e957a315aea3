using NeuroKit.Tests;

namespace NeuroKit.Events.Hdf5.Tests;

/// <summary>Frames out, read by h5py.</summary>
[Collection("libhdf5")]
public sealed class FrameWriterTests : IDisposable
{
    private static readonly SensorSize s_size = new(5, 4);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void H5pyReadsFramesInThreeLines()
    {
        Hdf5Fixture.Make(_folder, "pass", "probe.h5");
        string path = Write("frames.h5", largest: 300);
        Assert.Equal("(2, 3, 2, 4, 5) uint16 29839 [ 1 -1] ['a' 'b']", Hdf5Fixture.RunSample(_folder, "read_frames.py", path));
        string output = NumPy.Run("""
            import h5py
            with h5py.File(a[0]) as f:
                frames, labels, names = f["frames"][:], f["labels"][:], list(f.attrs["class_names"])
            f = h5py.File(a[0])
            print(frames.shape, frames.dtype, frames.sum(), frames[1, 2, 0, 0, 3], labels, names, f.attrs["rule"], f.attrs["split"], f["ids"].asstr()[:], f["source_sha256"].asstr()[:])
            """, path);
        Assert.Equal("(2, 3, 2, 4, 5) uint16 29839 223 [ 1 -1] ['left', 'rechts ü'] count, T=3 official ['a' 'b'] ['aa' '']", output);
    }

    [SkippableFact]
    public void ACountThatDoesNotFitWidensAllFrames()
    {
        Hdf5Fixture.Make(_folder, "pass", "probe.h5");
        string path = Write("wide.h5", largest: 70_000);
        Assert.Equal("int32 70000 103", NumPy.Run("import h5py\nf = h5py.File(a[0])['frames'][:]\nprint(f.dtype, f.max(), f[0, 1, 0, 0, 3])", path));
    }

    [SkippableFact]
    public void SamplesOfAnotherLengthAndValuesThatDoNotFitAreRefusedAndNothingIsLeft()
    {
        Hdf5Fixture.RequireLibrary();
        using (var writer = new Hdf5FrameWriter(_folder.File("a.h5"), new Hdf5FrameOptions { SensorSize = s_size, Element = Hdf5FrameElement.Byte }))
        {
            writer.BeginSample(0);
            writer.Write<int>(new int[80]);
            writer.BeginSample(1);
            Assert.Throws<ArgumentException>(() => writer.Write<int>([.. Enumerable.Repeat(256, 40)]));
            Assert.Throws<ArgumentException>(() => writer.Write<int>(new int[39]));
            writer.Write<float>(new float[80]);
            Assert.Throws<ArgumentException>(() => writer.Write<int>(new int[40]));
        }

        using (var writer = new Hdf5FrameWriter(_folder.File("b.h5"), new Hdf5FrameOptions { SensorSize = s_size }))
        {
            writer.BeginSample();
            writer.Write<short>(new short[80]);
            writer.BeginSample();
            writer.Write<byte>(new byte[40]);
            Assert.Throws<InvalidOperationException>(writer.Complete);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private string Write(string name, int largest)
    {
        string path = _folder.File(name);
        using var writer = new Hdf5FrameWriter(path, new Hdf5FrameOptions { SensorSize = s_size, ClassNames = ["left", "rechts ü"], Rule = "count, T=3", Split = "official" });
        writer.BeginSample(1, "a", "aa");
        writer.Write<int>([.. Enumerable.Range(0, 40)]);
        writer.Write<int>([.. Enumerable.Range(100, 40)]);
        writer.Write<int>([.. Enumerable.Repeat(1, 39), largest]);
        writer.BeginSample(null, "b");
        writer.Write<ushort>([.. Enumerable.Range(0, 120).Select(i => (ushort)(i + 140))]);
        writer.Complete();
        return path;
    }
}
