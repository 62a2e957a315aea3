using System.Globalization;
using System.Text;
using NeuroKit.Events;
using NeuroKit.Events.Archives;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.IO;
using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>
/// One pass over tars: every recording is decoded when it comes by and packed into hidden segments, every small file is kept. Where another
/// process was ended in the pass, recordings in whole segments are not decoded again.
/// </summary>
internal sealed class ArchivePass
{
    // Lists and label files; whatever else is no recording is known by its name only.
    private const long MaxCompanionBytes = 16L << 20;
    private const long MaxCompanionsBytes = 256L << 20;

    // Recordings are in memory while they are decoded.
    private const int MaxRecordingBytes = 512 << 20;
    private const long BatchBytes = 256L << 20;
    private const int BatchPerWorker = 4;

    private readonly string _root;
    private readonly IReadOnlyList<string> _archives;
    private readonly IReadOnlyList<(EventReadOptions Options, string[] Extensions)> _forms;
    private readonly EventFormats? _formats;
    private readonly ImportOptions _options;
    private readonly IProgress<ImportProgress>? _progress;
    private readonly CancellationToken _cancelled;
    private readonly Dictionary<string, ReadOnlyMemory<byte>?> _members = new(StringComparer.Ordinal);
    private long _companionBytes;

    public ArchivePass(
        string root, IReadOnlyList<string> archives, DatasetManifest manifest, EventFormats? formats, ImportOptions options,
        IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        _root = root;
        _archives = archives;
        _formats = formats;
        _options = options;
        _progress = progress;
        _cancelled = cancellationToken;
        EventFormats known = formats ?? EventFormats.Default;
        _forms = [.. Forms(manifest).Select(m => (m.Configure(options.ReadOptions), known.TryGet(m.Format, out EventFormat? format) ? [.. format.Extensions] : Array.Empty<string>()))];
        Plan = PlanOf(known);
    }

    /// <summary>Digest of everything that decides what the pass packs.</summary>
    public Digest Plan { get; }

    /// <summary>The forms that a data set is handed round in: its manifest, turned to each.</summary>
    public static IEnumerable<DatasetManifest> Forms(DatasetManifest manifest)
        => [manifest, .. manifest.Variants.Select(v => manifest with { Format = v.Format, Orientation = v.Orientation })];

    /// <summary>A member's path.</summary>
    public static string PathOf(string root, string archive, string member)
        => Path.Combine(root, Path.GetRelativePath(root, archive) + ArchivePath.Separator + member);

    /// <summary>Reads the archives.</summary>
    /// <param name="stage">Where records go; what it holds already is passed over.</param>
    /// <returns>The members.</returns>
    public DatasetFiles Run(SetBuilder stage)
    {
        HashSet<string> known = [.. stage.Entries.Select(e => e.Id)];
        long events = stage.Entries.Sum(e => e.Events);
        foreach (string archive in _archives)
        {
            using TarArchiveReader tar = TarArchiveReader.Open(archive, _options.ArchiveLimits with { MaxMemoryBytes = MaxRecordingBytes });
            List<Met> batch = ReadBatch(tar, archive, known);
            while (batch.Count > 0)
            {
                // The next recordings are inflated while these are decoded; the pass itself is one thread's at a time.
                Task<List<Met>>? next = _options.Workers > 1 ? Task.Run(() => ReadBatch(tar, archive, known), CancellationToken.None) : null;
                try
                {
                    Decode(batch, stage, ref events);
                }
                catch
                {
                    if (next is not null)
                        Discard(next);
                    throw;
                }

                batch = next is null ? ReadBatch(tar, archive, known) : next.GetAwaiter().GetResult();
            }
        }

        return DatasetFiles.OfPass(_root, _members);
    }

    private void Decode(List<Met> batch, SetBuilder stage, ref long events)
    {
        long sum = events;
        try
        {
            OrderedWork<PackedRecord>.Run(0, batch.Count, _options.Workers, i => Pack(batch[i]),
                (_, record) =>
                {
                    using (record)
                        stage.Append(record.Bytes, record.Entry);
                    sum += record.Entry.Events;
                    _progress?.Report(new ImportProgress(stage.Entries.Count, 0, sum));
                },
                record => record.Dispose(), _cancelled);
        }
        finally
        {
            batch.ForEach(m => m.Bytes?.Dispose());
            events = sum;
        }
    }

    private PackedRecord Pack(Met met)
    {
        var facts = new StoreEntry { Id = met.Path, Label = 0, ClassName = "" };
        Digest source = default;
        try
        {
            if (met.Bytes is null)
                throw new StoreException(met.Path, $"is longer than {MaxRecordingBytes} bytes; unpack the archive and import the folder");
            source = Digest.Of(met.Bytes.Window);
            using EventReader reader = EventFile.Open(met.Bytes, met.Options, _formats);
            using EventBuffer events = reader.ReadAll(_cancelled);
            string format = reader.Header.Format;
            int version = (_formats ?? EventFormats.Default).TryGet(format, out EventFormat? known) ? known.ReaderVersion : 0;
            return EventPacker.Pack(
                facts with { Format = format, ReaderVersion = version, Issues = reader.Diagnostics.IssueCount, Source = source }, events, reader.OrientedSensorSize);
        }
        catch (Exception e) when (e is NeuroKitException or IOException or InvalidOperationException)
        {
            string problem = e.Message.StartsWith(met.Path, StringComparison.Ordinal) ? e.Message : $"{met.Path}: {e.Message}";
            return _options.OnFailure == ImportFailureHandling.Collect ? new PackedRecord(facts with { Failure = problem, Source = source })
                : throw new StoreException(met.Path, problem[(met.Path.Length + 2)..], e);
        }
    }

    // The next recordings, a handful; small files on the way are kept.
    private List<Met> ReadBatch(TarArchiveReader tar, string archive, HashSet<string> known)
    {
        var batch = new List<Met>();
        long bytes = 0;
        try
        {
            while (batch.Count < BatchPerWorker * _options.Workers && bytes < BatchBytes && !_cancelled.IsCancellationRequested && tar.MoveNext())
            {
                string path = PathOf(_root, archive, tar.Current.Name);
                string name = Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/');
                bool isHidden = tar.Current.Name.StartsWith('.') || tar.Current.Name.Contains("/.", StringComparison.Ordinal);
                EventReadOptions? options = _forms.FirstOrDefault(f => f.Extensions.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase))).Options;
                if (isHidden || options is null)
                {
                    _members.Add(name, isHidden ? null : ReadCompanion(tar));
                    continue;
                }

                _members.Add(name, null);
                if (known.Contains(path))
                    continue;
                batch.Add(new Met(path, options, tar.Current.Length > MaxRecordingBytes ? null : tar.OpenSource()));
                bytes += tar.Current.Length;
            }
        }
        catch
        {
            batch.ForEach(m => m.Bytes?.Dispose());
            throw;
        }

        _cancelled.ThrowIfCancellationRequested();
        return batch;
    }

    private ReadOnlyMemory<byte>? ReadCompanion(TarArchiveReader tar)
    {
        long length = tar.Current.Length;
        if (length > MaxCompanionBytes || _companionBytes + length > MaxCompanionsBytes)
            return null;
        _companionBytes += length;
        using Stream content = tar.OpenMember();
        using var kept = new MemoryStream();
        content.CopyTo(kept);
        return kept.ToArray();
    }

    private static void Discard(Task<List<Met>> reading)
    {
        Task.WhenAny(reading).Wait();
        if (reading.IsCompletedSuccessfully)
            reading.Result.ForEach(m => m.Bytes?.Dispose());
        else
            _ = reading.Exception; // what was decoded before failed first
    }

    private Digest PlanOf(EventFormats known)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"neurokit pass {EventImport.RecordVersion} {_options.SegmentBytes} {_options.OnFailure}\n{_root}\n");
        foreach ((EventReadOptions options, string[] extensions) in _forms)
            text.Append(CultureInfo.InvariantCulture, $"{OptionText.Of(options)} {string.Join(' ', extensions)}\n");
        foreach (EventFormat format in known.All)
            text.Append(CultureInfo.InvariantCulture, $"{format.Name} {format.ReaderVersion}\n");
        foreach (string archive in _archives)
        {
            SourceStamp stamp = SourceStamp.Of(archive);
            text.Append(CultureInfo.InvariantCulture, $"{archive}\n{stamp.Length} {stamp.Ticks}\n");
        }

        return Digest.Of(text.ToString());
    }

    // A recording that came by: its bytes, none where it is too long.
    private sealed record Met(string Path, EventReadOptions Options, EventSource? Bytes);
}
