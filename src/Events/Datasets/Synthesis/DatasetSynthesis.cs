using System.Runtime.ExceptionServices;
using NeuroKit.Events.Datasets.Synthesis;

namespace NeuroKit.Events.Datasets;

/// <summary>
/// Makes small stand-ins for data sets that cannot be handed on: each in its data set's own layout, file names, native format and quirks,
/// with content from <see cref="Simulation.DvsSimulator"/> that depends on the class, so that a classifier can learn it. To try out programs, not
/// methods: figures on a stand-in say nothing about the data set. A file <c>neurokit-dataset.json</c> in the folder, and in every
/// archive, says how it was made; <see cref="DatasetManifest.Open(string, SplitRule?, EventFormats?)"/> reads it and sets <see cref="EventDataset.IsSynthetic"/>.
/// </summary>
public static class DatasetSynthesis
{
    internal const int Generator = 1;

    private static readonly StandIn[] s_standIns =
    [
        new Cifar10DvsStandIn(),
        new DvsGestureStandIn(),
        new DvsLipStandIn(),
        new NCaltech101StandIn(),
        new NCarsStandIn(),
        new NMnistStandIn(),
    ];

    /// <summary>The identifiers of the data sets that a stand-in can be made of, sorted. (Fashion-DVS is synthetic itself: <see cref="FashionDvs"/>.)</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. s_standIns.Select(s => s.Id).Order(StringComparer.Ordinal)];

    /// <summary>Makes a stand-in, or finds it made.</summary>
    /// <param name="id">The data set's identifier, in any case.</param>
    /// <param name="folder">Its folder, which appears whole or not at all. One that was made with the same options is taken as it is.</param>
    /// <param name="options">What to make; default <see cref="DatasetSynthesisOptions.Default"/>.</param>
    /// <param name="progress">Told from time to time, from any thread, one call at a time.</param>
    /// <param name="cancellationToken">Stops the work; nothing is left behind.</param>
    /// <exception cref="ArgumentException">There is no stand-in for such a set, or an option is outside its range.</exception>
    /// <exception cref="DatasetException">The folder holds something else.</exception>
    public static DatasetSynthesisResult Create(
        string id, string folder, DatasetSynthesisOptions? options = null, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= DatasetSynthesisOptions.Default;
        options.Validate();
        StandIn standIn = Array.Find(s_standIns, s => s.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) ?? throw Unknown(id);
        DatasetManifest manifest = Catalog.Get(standIn.Id);
        int perClassTest = Math.Max(1, options.PerClass / 4);
        if (options.Classes is not null && manifest.Layout == DatasetLayoutKind.LabelWindows)
            throw new ArgumentException($"A recording of {standIn.Id} holds every class; they cannot be made fewer (DatasetSynthesisOptions.Classes).", nameof(options));
        int? classes = options.Classes < manifest.Classes.Count ? options.Classes : null;
        var parameters = new SynthesisParameters
        {
            SensorSize = manifest.SensorSize,
            TrainPerClass = options.PerClass,
            TestPerClass = perClassTest,
            Classes = classes,
            Path = standIn.Scene,
            Packed = options.Pack,
            Simulator = standIn.Simulator with { Seed = options.Seed },
        };
        RecordingPlan[] plans = [.. standIn.Plan(manifest, options.PerClass, perClassTest, options.Seed).Where(p => classes is null || p.Label < classes)];
        string? problem = Examine(folder, standIn.Id, parameters, out SynthesisRecord? found, out bool isOurs);
        if (found is not null)
            return Result(folder, manifest, found, alreadyPresent: true);
        if (problem is not null && !(isOurs && options.Replace))
            throw new DatasetException(folder, isOurs ? problem + "; make it elsewhere, remove it, or replace it (DatasetSynthesisOptions.Replace)" : problem);

        using var staged = new StagedFolder(folder);
        SynthesisRecord made = Make(standIn, manifest, options, parameters, plans, staged.Path, progress, cancellationToken);
        made.Write(staged.Path);
        if (staged.TryCommit(replace: isOurs))
            return Result(folder, manifest, made, alreadyPresent: false);
        // Another process was quicker. Made with the same options, its set is as good.
        problem = Examine(folder, standIn.Id, parameters, out found, out _);
        return found is not null
            ? Result(folder, manifest, found, alreadyPresent: true)
            : throw new DatasetException(folder, problem ?? "changed while the stand-in was made");
    }

    private static SynthesisRecord Make(
        StandIn standIn, DatasetManifest manifest, DatasetSynthesisOptions options, SynthesisParameters parameters, RecordingPlan[] plans,
        string folder, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        string unpacked = options.Pack ? Path.Combine(folder, ".unpacked") : folder;
        Directory.CreateDirectory(unpacked);
        IReadOnlyList<string> files;
        IReadOnlyList<SynthesisPart> parts;
        using (var job = new StandInJob(standIn, manifest, options, unpacked))
        {
            try
            {
                (files, parts) = job.Run(plans, progress, cancellationToken);
            }
            catch (AggregateException e) when (e.InnerExceptions.Count > 0)
            {
                // Threads that fail, fail alike: the first says it.
                ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
                throw;
            }
        }

        var record = new SynthesisRecord { Dataset = standIn.Id, Generator = Generator, Parameters = parameters, Parts = parts };
        if (options.Pack)
        {
            byte[] mark = record.ToBytes();
            foreach (PackedArchive archive in standIn.Pack(manifest, files).Where(a => a.Members.Count > 0 || a.Inner is { Count: > 0 }))
                PackWriter.Write(archive, unpacked, folder, mark, cancellationToken);
            Directory.Delete(unpacked, recursive: true);
        }

        (int count, long bytes) = Measure(folder);
        return record with { Files = count, Bytes = bytes };
    }

    private static ArgumentException Unknown(string id)
    {
        string hint = id.Equals(FashionDvs.Id, StringComparison.OrdinalIgnoreCase) ? "it is synthetic itself, FashionDvs.Synthesize makes it; "
            : NearestName.Of(id, Ids) is { } nearest ? $"did you mean {nearest}? " : string.Empty;
        return new ArgumentException($"There is no stand-in for '{id}'; {hint}known are {string.Join(", ", Ids)}.", nameof(id));
    }

    // Gives the record where the folder holds the wanted stand-in whole, else what is wrong with it: null where it is free. A folder that
    // is ours holds a stand-in of this set, wanted or not, and may be replaced.
    private static string? Examine(string folder, string id, SynthesisParameters wanted, out SynthesisRecord? found, out bool isOurs)
    {
        found = null;
        isOurs = false;
        if (File.Exists(folder))
            return "is a file; expected the name of a folder to make";
        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any())
            return null;
        isOurs = SynthesisRecord.Claims(folder, id);
        if (!isOurs)
            return $"exists and is not a stand-in for {id} (no {SynthesisRecord.FileName} of one)";

        SynthesisRecord record;
        try
        {
            record = SynthesisRecord.Read(folder)!;
        }
        catch (DatasetException)
        {
            return $"holds a stand-in for {id} of another version of NeuroKit";
        }

        if (record.Generator != Generator)
            return $"holds a stand-in for {id} of generator {record.Generator}; this is generator {Generator}";
        if (record.Parameters != wanted)
            return $"holds a stand-in for {id} made with other options ({record.Parameters.DifferenceFrom(wanted)})";
        (int files, long bytes) = Measure(folder);
        if (files != record.Files || bytes != record.Bytes)
            return $"holds a damaged stand-in for {id}: {files} files, {bytes} bytes; expected {record.Files} files, {record.Bytes} bytes";
        found = record;
        return null;
    }

    // What is hidden is not the set's: a lock while it is made, a note of the system's.
    private static (int Files, long Bytes) Measure(string folder)
    {
        int count = 0;
        long bytes = 0;
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (file.Name.StartsWith('.') || file.Name == SynthesisRecord.FileName)
                continue;
            count++;
            bytes += file.Length;
        }

        return (count, bytes);
    }

    private static DatasetSynthesisResult Result(string folder, DatasetManifest manifest, SynthesisRecord record, bool alreadyPresent)
        => new(folder, record.Apply(manifest), alreadyPresent, record.Parts.Sum(p => p.Recordings), record.Parts.Sum(p => p.Events), record.Files ?? 0, record.Bytes ?? 0);
}
