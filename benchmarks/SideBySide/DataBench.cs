namespace NeuroKit.SideBySide;

/// <summary>
/// WHY: the second epoch runs at memory speed, and the first one soon. WHAT: CIFAR10-DVS-like recordings (200,000 events, AEDAT 2.0) and their zips
/// in the page cache → a store on disk, flushed; samples of T = 16 from the store → batches; a large zip → its index; HDF5 → columns. WHAT NOT:
/// cold caches, other people's libraries but h5py.
/// </summary>
public static class DataBench
{
    /// <summary>Measures.</summary>
    /// <param name="folder">Where inputs (about 750 MB) and stores are kept; on the disk whose speed counts.</param>
    /// <param name="only">Part of a case's name to measure alone; null measures all.</param>
    /// <param name="progress">Told what is being measured, and what cannot be.</param>
    public static IReadOnlyList<BenchRow> Run(string folder, string? only = null, IProgress<string>? progress = null)
    {
        var cases = new BenchCases(folder, only, progress);
        var recordings = new DataBenchInputs(folder);
        new ImportBench(folder, recordings, cases).Run();
        new SampleBench(folder, recordings, cases).Run();
        new IndexBench(folder, cases).Run();
        return [.. cases.Rows, .. Hdf5Bench.Run(folder, only, progress)];
    }
}
