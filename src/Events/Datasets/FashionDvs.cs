using System.Runtime.ExceptionServices;

namespace NeuroKit.Events.Datasets;

/// <summary>
/// Fashion-DVS: Fashion-MNIST's pictures before a simulated event camera, made on the spot. Written as CIFAR10-DVS is, a folder of AEDAT 2.0
/// files a class, in parts: <c>train/T-shirt_top/fashion_T-shirt_top_0.aedat</c>, … Folders are named after the classes with <c>/</c> and blanks
/// as <c>_</c>; a file's number is the picture's place among those of its class in Fashion-MNIST's order. A file
/// <c>neurokit-dataset.json</c> says how the set was made and what it holds.
/// </summary>
public static class FashionDvs
{
    internal const string Id = "fashion-dvs";
    internal const int Generator = 1;

    /// <summary>Makes the data set, or finds it made.</summary>
    /// <param name="folder">
    /// Its folder, which appears whole or not at all. One that was made with the same options is taken as it is, at once.
    /// </param>
    /// <param name="options">What it is made of; default <see cref="FashionDvsOptions.Default"/>.</param>
    /// <param name="progress">Told from time to time, from any thread, one call at a time.</param>
    /// <param name="cancellationToken">Stops the work; nothing is left behind.</param>
    /// <exception cref="DatasetException">
    /// Fashion-MNIST is not there (the message says what to install) or has too few pictures of a class; or the folder holds something else.
    /// </exception>
    public static FashionDvsResult Synthesize(
        string folder, FashionDvsOptions? options = null, IProgress<FashionDvsProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= FashionDvsOptions.Default;
        options.Validate();
        SynthesisParameters parameters = options.ToParameters();
        string? problem = Examine(folder, parameters, out SynthesisRecord? found, out bool isOurs);
        if (found is not null)
            return Result(folder, found, alreadyPresent: true);
        if (problem is not null && !(isOurs && options.Replace))
            throw new DatasetException(folder, isOurs ? problem + "; make it elsewhere, remove it, or replace it (FashionDvsOptions.Replace)" : problem);

        using var staged = new StagedFolder(folder);
        using var job = new FashionDvsJob(options, staged.Path);
        SynthesisRecord made;
        try
        {
            made = new SynthesisRecord { Dataset = Id, Generator = Generator, Parameters = parameters, Parts = job.Run(progress, cancellationToken) };
        }
        catch (AggregateException e) when (e.InnerExceptions.Count > 0)
        {
            // Threads that fail, fail alike: the first says it.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            throw;
        }

        made.Write(staged.Path);
        if (staged.TryCommit(replace: isOurs))
            return Result(folder, made, alreadyPresent: false);
        // Another process was quicker. Made with the same options, its set is as good.
        problem = Examine(folder, parameters, out found, out _);
        return found is not null
            ? Result(folder, found, alreadyPresent: true)
            : throw new DatasetException(folder, problem ?? "changed while the data set was made");
    }

    /// <summary>The name of a class's folder: <c>T-shirt/top</c> becomes <c>T-shirt_top</c>.</summary>
    /// <param name="className">The class's name.</param>
    internal static string FolderOf(string className) => className.Replace('/', '_').Replace(' ', '_');

    // Gives the record where the folder holds the wanted set whole, else what is wrong with it: null where it is free. A folder that is ours
    // holds a Fashion-DVS set, wanted or not, and may be replaced.
    private static string? Examine(string folder, SynthesisParameters wanted, out SynthesisRecord? found, out bool isOurs)
    {
        found = null;
        isOurs = false;
        if (File.Exists(folder))
            return "is a file; expected the name of a folder to make";
        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any())
            return null;
        isOurs = SynthesisRecord.Claims(folder, Id);
        if (!isOurs)
            return $"exists and is not a Fashion-DVS set (no {SynthesisRecord.FileName} of one)";

        SynthesisRecord record;
        try
        {
            record = SynthesisRecord.Read(folder)!;
        }
        catch (DatasetException)
        {
            return "holds a Fashion-DVS set of another version of NeuroKit";
        }

        if (record.Generator != Generator)
            return $"holds a Fashion-DVS set of generator {record.Generator}; this is generator {Generator}";
        if (record.Parameters != wanted)
            return $"holds a Fashion-DVS set made with other options ({record.Parameters.DifferenceFrom(wanted)})";
        if (record.FindDamage(folder) is { } damage)
            return "holds a damaged Fashion-DVS set: " + damage;
        found = record;
        return null;
    }

    private static FashionDvsResult Result(string folder, SynthesisRecord record, bool alreadyPresent)
        => new(EventDataset.FromFolder(folder, record.ToManifest()), alreadyPresent, record.Parts.Sum(p => p.Recordings), record.Parts.Sum(p => p.Events));
}
