using System.Security.Cryptography;
using System.Text.Json;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Hdf5;
using NeuroKit.Frames;
using NeuroKit.Frames.Loading;
using NeuroKit.Tests;

namespace NeuroKit.Cli.Tests;

/// <summary>A data set's frames as HDF5: what h5py reads is what a loader gives, whole or not at all.</summary>
public sealed class DatasetExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void H5pyReadsWhatALoaderGives()
    {
        Skip.IfNot(Hdf5Library.IsAvailable(out string details), details);
        ToolRun.Of("dataset", "synthesize", "n-mnist", _folder["tree"], "--per-class", "2").Succeeds();
        ToolRun.Of("dataset", "import", "n-mnist", _folder["tree"], "--to", _folder["store"]).Succeeds();
        JsonElement written = ToolRun.Of("dataset", "export", "n-mnist", "--root", _folder["store"], "--part", "train", "--bins", "8,3", "--to", _folder["train.h5"], "--json").Succeeds().Json();
        ToolRun.Of("dataset", "export", "n-mnist", "--root", _folder["tree"], "--split", "random(seed=3, ratio=0.5)", "--element", "uint8", "--bins", "8", "--threads", "1", "--to", _folder["all.h5"]).Succeeds();
        EventDataset train = Catalog.NMnist.Open(_folder["tree"]).Split("train");
        Assert.Equal(2, written.GetArrayLength());
        Assert.Equal(_folder["train-T8.h5"], written[0].GetProperty("file").GetString());
        Assert.True(written[0].GetProperty("synthetic").GetBoolean());
        (string digest, long events) = Loaded(train, 8);
        Assert.Equal(events, written[0].GetProperty("events").GetInt64());
        Assert.Equal(Loaded(train, 3).Events, written[1].GetProperty("events").GetInt64());
        Skip.If(NumPy.Run("try:\n    import h5py\n    print('here')\nexcept ImportError:\n    print('absent')") == "absent", "h5py is not here (Debian: python3-h5py)");

        string[] seen = NumPy.Run("""
            import h5py, hashlib
            f = h5py.File(a[0])
            frames = f["frames"][:]
            print(frames.shape, frames.dtype, frames.sum(), hashlib.sha256(frames.tobytes()).hexdigest())
            print(f.attrs["rule"], f.attrs["split"], f.attrs["data_set"], f.attrs["synthetic"], len(f.attrs["class_names"]), set(f["parts"].asstr()[:]))
            print(*f["labels"][:])
            print(*f["ids"].asstr()[:])
            print(*f["source_sha256"].asstr()[:])
            g = h5py.File(a[1])
            print(g["frames"].shape, g["frames"].dtype, g.attrs["split"], *g["parts"].asstr()[:])
            """, _folder["train-T8.h5"], _folder["all.h5"]).Split('\n');
        Assert.Equal($"(20, 8, 2, 34, 34) uint16 {events} {digest}", seen[0]);
        Assert.Equal($"{FrameBinning.ByCount(8).Description} official n-mnist true 10 {{'train'}}", seen[1]);
        Assert.Equal(train.Select(s => s.Label.ToString(System.Globalization.CultureInfo.InvariantCulture)), seen[2].Split(' '));
        Assert.Equal(train.Select(s => s.Id), seen[3].Split(' '));
        Assert.Equal(train.Select(s => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(s.Path)))), seen[4].Split(' '));
        EventDataset divided = Catalog.NMnist.Open(_folder["tree"], Splits.Random(3, 0.5));
        Assert.Equal($"(30, 8, 2, 34, 34) uint8 {divided.SplitRule!.Name} {string.Join(' ', divided.Select(s => s.Split))}", seen[5]);
    }

    [SkippableFact]
    public void WhatFailsLeavesNothing()
    {
        Skip.IfNot(Hdf5Library.IsAvailable(out string details), details);
        ToolRun.Of("dataset", "synthesize", "n-mnist", _folder["tree"], "--per-class", "1").Succeeds();
        string[] export = ["dataset", "export", "n-mnist", "--root", _folder["tree"], "--to", _folder["out.h5"]];
        ToolRun.Of(export).Fails(2, "--bins T");
        ToolRun.Of([.. export, "--bins", "4", "--part", "trian"]).Fails(2, "did you mean 'train'?");
        ToolRun.Of([.. export, "--bins", "4", "--element", "int8"]).Fails(2, "--element", "uint8");
        ToolRun.Of("dataset", "export", "n-mnist", "--root", _folder["tree"], "--bins", "4", "--to", _folder["out.npz"]).Fails(2, ".npz", ".h5");
        ToolRun.Of([.. export, "--events", "100"]).Fails(1, "--bins"); // as many frames as a recording has events for
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Equal(130, ToolRun.Of(stop.Token, [.. export, "--bins", "4"]).ExitCode);
        string broken = _folder["tree/Test/9/00010.bin"];
        File.WriteAllBytes(broken, File.ReadAllBytes(broken)[..^1]);
        ToolRun.Of([.. export, "--bins", "4"]).Fails(1, "00010.bin");
        Assert.Equal(["tree"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    private static (string Digest, long Events) Loaded(EventDataset dataset, int bins)
    {
        var loader = new FrameLoader(dataset, FrameBinning.ByCount(bins), FrameLoaderOptions.Default with { BatchSize = dataset.Count, Element = FrameElement.Int16 });
        using FrameBatch batch = loader.Epoch(0).Single();
        ReadOnlySpan<short> counts = batch.Frames.AsSpan<short>();
        long events = 0;
        foreach (short count in counts)
            events += count;
        return (Convert.ToHexStringLower(SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(counts))), events);
    }
}
