using System.Globalization;
using NeuroKit.Cli.Frames;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Hdf5;
using NeuroKit.Frames.Loading;

namespace NeuroKit.Cli.Datasets;

/// <summary>
/// Writes the frames of a data set's recordings, in the set's order, into one HDF5 file for each number of frames. The recordings are binned
/// ahead by threads, a few at a time; a file takes its place when all are in it.
/// </summary>
internal sealed class FrameExport : IDisposable
{
    private readonly EventDataset _dataset;
    private readonly FrameExportRequest _request;
    private readonly FrameLoader _loader;
    private readonly List<Hdf5FrameWriter> _writers = [];
    private readonly long[] _events;
    private readonly int[] _steps;
    private (string Path, string Digest)? _lastSource;

    private FrameExport(EventDataset dataset, FrameExportRequest request)
    {
        _dataset = dataset;
        _request = request;
        FrameLoaderOptions options = FrameLoaderOptions.Default with { BatchSize = 1, FrameOptions = request.Options };
        _loader = request.Rule.Load(dataset, request.Threads is { } threads ? options with { Workers = threads } : options);
        _events = new long[request.Rule.Suffixes.Count];
        _steps = new int[_events.Length];
    }

    /// <summary>Exports.</summary>
    /// <returns>What was written, a file for each number of frames.</returns>
    public static IReadOnlyList<ExportedFrames> Run(
        EventDataset dataset, FrameExportRequest request, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        using var export = new FrameExport(dataset, request);
        return export.Write(progress, cancellationToken);
    }

    public void Dispose() => _writers.ForEach(w => w.Dispose());

    private IReadOnlyList<ExportedFrames> Write(IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        for (int i = 0; i < _events.Length; i++)
            _writers.Add(new Hdf5FrameWriter(FrameNames.For(_request.Output, null, _request.Rule.Suffixes[i]), OptionsOf(_request.Rule.Descriptions[i])));
        foreach (FrameBatch batch in _loader.Epoch(0, cancellationToken: cancellationToken))
        {
            using (batch)
                Write(batch, cancellationToken);
            progress?.Report(new DatasetProgress(batch.Number + 1, _loader.BatchesPerEpoch));
        }

        cancellationToken.ThrowIfCancellationRequested();
        _writers.ForEach(w => w.Complete());
        return [.. _writers.Select((writer, i) => new ExportedFrames(
            writer.Path, [writer.Samples, writer.Steps, 2, _loader.FrameSize.Height, _loader.FrameSize.Width], TypeOf(writer), _events[i],
            _request.Rule.Descriptions[i], _dataset.SplitRule?.Name, _request.Part, _dataset.IsSynthetic))];
    }

    private void Write(FrameBatch batch, CancellationToken cancellationToken)
    {
        EventSample sample = _dataset[batch.Indices[0]];
        for (int i = 0; i < _writers.Count; i++)
        {
            FrameBlock block = batch.Blocks[i];
            Hdf5FrameWriter writer = _writers[i];
            if (writer.Samples == 0)
                _steps[i] = block.Steps;
            if (block.Steps != _steps[i])
            {
                throw new CommandFailedException(string.Create(CultureInfo.InvariantCulture,
                    $"{sample.Path}: {_request.Rule.Descriptions[i]} gives {block.Steps} frames, where the first recording has {_steps[i]}; one array needs as many of all: take a rule of fixed T (--bins)"));
            }

            writer.BeginSample(sample.Label, sample.Id, SourceOf(sample, cancellationToken), sample.Split ?? "");
            try
            {
                _events[i] += block.Element switch
                {
                    FrameElement.Byte => WriteBytes(writer, block.AsSpan<byte>()),
                    FrameElement.Int16 => WriteShorts(writer, block.AsSpan<short>()),
                    _ => WriteSingles(writer, block.AsSpan<float>()),
                };
            }
            catch (ArgumentException exception)
            {
                throw new CommandFailedException($"{sample.Path}: {Failure.Line(exception)}");
            }
        }
    }

    private static long WriteBytes(Hdf5FrameWriter writer, ReadOnlySpan<byte> counts)
    {
        writer.Write(counts);
        long sum = 0;
        foreach (byte count in counts)
            sum += count;
        return sum;
    }

    private static long WriteShorts(Hdf5FrameWriter writer, ReadOnlySpan<short> counts)
    {
        writer.Write(counts);
        long sum = 0;
        foreach (short count in counts)
            sum += count;
        return sum;
    }

    private static long WriteSingles(Hdf5FrameWriter writer, ReadOnlySpan<float> counts)
    {
        writer.Write(counts);
        double sum = 0;
        foreach (float count in counts)
            sum += count;
        return (long)sum;
    }

    // Windows of one recording follow each other: its file is hashed once.
    private string SourceOf(EventSample sample, CancellationToken cancellationToken)
    {
        if (_lastSource is not { } last || last.Path != sample.Path)
            _lastSource = last = (sample.Path, sample.ComputeSourceSha256(cancellationToken));
        return last.Digest;
    }

    private Hdf5FrameOptions OptionsOf(string rule) => new()
    {
        SensorSize = _loader.FrameSize,
        Element = _request.Element,
        ClassNames = _dataset.Classes,
        Rule = rule,
        Split = _dataset.SplitRule?.Name,
        Attributes = new Dictionary<string, string>
        {
            ["data_set"] = _dataset.Manifest?.Id ?? "",
            ["synthetic"] = _dataset.IsSynthetic ? "true" : "false",
        },
    };

    private string TypeOf(Hdf5FrameWriter writer) => writer.Widened ? "int32" : _request.Element switch
    {
        Hdf5FrameElement.Byte => "uint8",
        Hdf5FrameElement.Int32 => "int32",
        Hdf5FrameElement.Single => "float32",
        _ => "uint16",
    };
}
