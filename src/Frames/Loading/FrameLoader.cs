using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores.Format;
using NeuroKit.Frames.Transforms;

namespace NeuroKit.Frames.Loading;

/// <summary>
/// Gives a data set's recordings as labelled batches of frames: shuffled by a seed, sharded, made ahead by threads. What a batch holds
/// depends on the seed, the epoch and the data set only, never on the number of threads, so that a run can be repeated, and resumed at any
/// batch of any epoch. Immutable and thread-safe; several epochs may run at a time.
/// </summary>
[DebuggerDisplay("{Count} recordings, {BatchesPerEpoch} batches of {Options.BatchSize}")]
public sealed class FrameLoader
{
    private readonly FrameBinning? _rule;
    private readonly MultiFrameBinning? _rules;
    private readonly FrameOptions _frameOptions;
    private readonly PinnedPool _pool;

    /// <summary>Makes a loader of one rule.</summary>
    /// <param name="dataset">The recordings, at least one.</param>
    /// <param name="rule">How events become frames; recordings of unequal numbers of frames are padded with zeros behind.</param>
    /// <param name="options">How to load; default <see cref="FrameLoaderOptions.Default"/>.</param>
    /// <exception cref="SensorSizeUnknownException">Neither options nor data set nor the first recording's header says the sensor's size.</exception>
    public FrameLoader(EventDataset dataset, FrameBinning rule, FrameLoaderOptions? options = null)
        : this(dataset, options)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _rule = rule;
        Rules = [rule];
        RuleKeys = FrameRules.Of(rule);
    }

    /// <summary>Makes a loader of several numbers of frames, which one reading gives: a block each.</summary>
    /// <param name="dataset">The recordings, at least one.</param>
    /// <param name="rules">The numbers of frames.</param>
    /// <param name="options">How to load; default <see cref="FrameLoaderOptions.Default"/>.</param>
    /// <exception cref="SensorSizeUnknownException">Neither options nor data set nor the first recording's header says the sensor's size.</exception>
    public FrameLoader(EventDataset dataset, MultiFrameBinning rules, FrameLoaderOptions? options = null)
        : this(dataset, options)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = rules;
        Rules = [.. rules.Rules];
        RuleKeys = FrameRules.Of(rules);
    }

    private FrameLoader(EventDataset dataset, FrameLoaderOptions? options)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= FrameLoaderOptions.Default;
        Check(options);
        if (dataset.Count == 0)
            throw new ArgumentException($"{dataset.Root} gives no recordings to load.", nameof(dataset));
        Dataset = dataset;
        Options = options;
        Rules = [];
        RuleKeys = [];
        SensorSize = SizeOf(dataset, options);
        _frameOptions = options.FrameOptions.ForTensor(SensorSize);
        FrameSize = SensorSize;
        foreach (ClipTransform transform in options.Augmentation ?? [])
            FrameSize = transform.OutputSize(FrameSize);
        int shard = EpochOrder.ShardCount(dataset.Count, options.Rank, options.World, options.DropLast);
        BatchesPerEpoch = options.DropLast ? shard / options.BatchSize : (int)(((long)shard + options.BatchSize - 1) / options.BatchSize);
        Count = options.DropLast ? BatchesPerEpoch * options.BatchSize : shard;
        _pool = new PinnedPool(2 * (options.PrefetchBatches + 2));
    }

    /// <summary>The recordings.</summary>
    public EventDataset Dataset { get; }

    /// <summary>How they are loaded.</summary>
    public FrameLoaderOptions Options { get; }

    /// <summary>The rules, one for each of <see cref="FrameBatch.Blocks"/>.</summary>
    public IReadOnlyList<FrameBinning> Rules { get; }

    /// <summary>The rules in words, as recorded in results.</summary>
    public string Description => _rule?.Description ?? _rules!.Description;

    /// <summary>The sensor.</summary>
    public SensorSize SensorSize { get; }

    /// <summary>Width and height of the frames given: the sensor's, unless the augmentation changes it.</summary>
    public SensorSize FrameSize { get; }

    /// <summary>Recordings that an epoch of this shard gives.</summary>
    public int Count { get; }

    /// <summary>Batches that an epoch of this shard gives. Shards may differ by one, unless <see cref="FrameLoaderOptions.DropLast"/> is set.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>The rules as a store's keys have them.</summary>
    internal IReadOnlyList<string> RuleKeys { get; }

    internal int FreeArrays => _pool.Free;

    /// <summary>A loader of the same recordings by the same rules with other options.</summary>
    /// <param name="options">How to load.</param>
    public FrameLoader WithOptions(FrameLoaderOptions options)
        => _rule is not null ? new FrameLoader(Dataset, _rule, options) : new FrameLoader(Dataset, _rules!, options);

    /// <summary>The recordings that an epoch of this shard gives, as places in the data set, in order.</summary>
    /// <param name="epoch">The epoch's number, at least 0.</param>
    public int[] Order(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        return EpochOrder.Shard(Dataset.Count, Options, epoch)[..Count];
    }

    /// <summary>What the augmentation does to a recording in an epoch: what <see cref="Epoch"/> does to it.</summary>
    /// <param name="epoch">The epoch's number, at least 0.</param>
    /// <param name="sample">The recording's place in the data set.</param>
    public PixelMap DrawAugmentation(int epoch, int sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, Dataset.Count);
        return Draw(epoch, sample);
    }

    /// <summary>The batches of an epoch, in order. Each is the caller's to dispose. A pass that is left early stops its threads.</summary>
    /// <param name="epoch">The epoch's number, at least 0: the same number gives the same batches.</param>
    /// <param name="firstBatch">Number of the batch to begin with, to resume: 0 … <see cref="BatchesPerEpoch"/>.</param>
    /// <param name="cancellationToken">Cancels reading and waiting.</param>
    /// <exception cref="FrameLoadException">A recording cannot be loaded; thrown in place of the batch that it belongs to.</exception>
    public IEnumerable<FrameBatch> Epoch(int epoch, int firstBatch = 0, CancellationToken cancellationToken = default)
    {
        CheckEpoch(epoch, firstBatch);
        return Batches(epoch, firstBatch, cancellationToken);
    }

    /// <summary>As <see cref="Epoch"/>, waiting without a thread.</summary>
    /// <param name="epoch">The epoch's number, at least 0: the same number gives the same batches.</param>
    /// <param name="firstBatch">Number of the batch to begin with, to resume: 0 … <see cref="BatchesPerEpoch"/>.</param>
    /// <param name="cancellationToken">Cancels reading and waiting.</param>
    /// <exception cref="FrameLoadException">A recording cannot be loaded; thrown in place of the batch that it belongs to.</exception>
    public IAsyncEnumerable<FrameBatch> EpochAsync(int epoch, int firstBatch = 0, CancellationToken cancellationToken = default)
    {
        CheckEpoch(epoch, firstBatch);
        return BatchesAsync(epoch, firstBatch, cancellationToken);
    }

    internal SampleFrames[] LoadSample(int index, int epoch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EventSample sample = Dataset[index];
        SampleFrames[] blocks = BinSample(index, cancellationToken);
        bool done = false;
        try
        {
            PixelMap map = Draw(epoch, index);
            foreach (SampleFrames block in blocks)
                block.Transform(map);
            done = true;
            return blocks;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new FrameLoadException(sample.Path, index, e.Message, e);
        }
        finally
        {
            if (!done)
                Array.ForEach(blocks, b => b.Dispose());
        }
    }

    /// <summary>A recording's frames before the augmentation.</summary>
    internal SampleFrames[] BinSample(int index, CancellationToken cancellationToken)
    {
        EventSample sample = Dataset[index];
        SampleFrames[] blocks = [.. Rules.Select(r => new SampleFrames(SensorSize, r is FixedFrameBinning { Bins: var bins } ? bins : 0, Options.Element))];
        bool done = false;
        try
        {
            if (!TryTakeStored(sample, blocks))
            {
                using EventReader reader = sample.Open(Options.ReadOptions);
                CheckSize(reader);
                Read(reader, blocks, cancellationToken);
            }

            done = true;
            return blocks;
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new FrameLoadException(sample.Path, index, e.Message, e);
        }
        finally
        {
            if (!done)
                Array.ForEach(blocks, b => b.Dispose());
        }
    }

    internal FrameBatch Assemble(PendingBatch pending, SampleFrames[][] samples)
    {
        var blocks = new List<FrameBlock>(Rules.Count);
        try
        {
            for (int i = 0; i < Rules.Count; i++)
                blocks.Add(Join([.. samples.Select(s => s[i])]));
            int[] lengths = [.. samples.Select(s => s[0].Frames)];
            long[] labels = [.. pending.Indices.Select(index => (long)Dataset[index].Label)];
            return new FrameBatch(pending.Epoch, pending.Number, pending.Indices, labels, lengths, [.. blocks]);
        }
        catch
        {
            blocks.ForEach(b => b.Release());
            throw;
        }
    }

    private FrameBlock Join(SampleFrames[] samples)
    {
        int steps = samples.Max(s => s.Frames);
        FrameElement element = samples.Max(s => s.Element);
        var block = new FrameBlock(_pool, element, [samples.Length, steps, 2, FrameSize.Height, FrameSize.Width]);
        int stride = (int)(block.Length / samples.Length) * ElementKernel.SizeOf(element);
        Span<byte> all = element switch
        {
            FrameElement.Byte => block.AsSpan<byte>(),
            FrameElement.Int16 => MemoryMarshal.AsBytes(block.AsSpan<short>()),
            _ => MemoryMarshal.AsBytes(block.AsSpan<float>()),
        };
        for (int i = 0; i < samples.Length; i++)
        {
            ReadOnlySpan<byte> raw = samples[i].Raw;
            Span<byte> to = all.Slice(i * stride, stride);
            int bytes = raw.Length / ElementKernel.SizeOf(samples[i].Element) * ElementKernel.SizeOf(element);
            ElementKernel.Widen(raw, samples[i].Element, to[..bytes], element);
            to[bytes..].Clear();
        }

        return block;
    }

    // A store may hold the frames that these rules would give.
    private bool TryTakeStored(EventSample sample, SampleFrames[] blocks)
    {
        if (sample.Source is not StoredFrameSource stored)
            return false;
        stored.Check(sample, sample.ReadOptions(Options.ReadOptions));
        if (Options.SensorSize is null && stored.Entry.Size is { } own && own != SensorSize)
            return false; // as for events: the loader says what is wrong
        return stored.TryTake(RuleKeys, SensorSize, _frameOptions, blocks);
    }

    private void Read(EventReader reader, SampleFrames[] blocks, CancellationToken cancellationToken)
    {
        FrameHandler[] handlers = [.. blocks.Select(b => (FrameHandler)b.Take)];
        if (_rule is not null)
        {
            _rule.Integrate(reader, SensorSize, () =>
            {
                blocks[0].Restart();
                return handlers[0];
            }, _frameOptions, cancellationToken);
        }
        else
        {
            _rules!.Integrate(reader, SensorSize, () =>
            {
                Array.ForEach(blocks, b => b.Restart());
                return handlers;
            }, _frameOptions, cancellationToken);
        }
    }

    private PixelMap Draw(int epoch, int sample)
        => ClipAugmentation.Extend(Options.Augmentation, PixelMap.Identity(SensorSize), EpochOrder.SampleRandom(Options.AugmentationSeed ?? Options.Seed, epoch, sample));

    private void CheckSize(EventReader reader)
    {
        if (Options.SensorSize is null && reader.OrientedSensorSize is { } size && size != SensorSize)
            throw new InvalidEventDataException(reader.Name, null, $"a sensor of {size}", $"{SensorSize}, as the other recordings have; say FrameLoaderOptions.SensorSize where they differ");
    }

    private IEnumerable<FrameBatch> Batches(int epoch, int firstBatch, CancellationToken cancellationToken)
    {
        using var run = new EpochRun(this, epoch, firstBatch, cancellationToken);
        while (run.Next() is { } batch)
            yield return batch;
    }

    private async IAsyncEnumerable<FrameBatch> BatchesAsync(int epoch, int firstBatch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var run = new EpochRun(this, epoch, firstBatch, cancellationToken);
        while (await run.NextAsync().ConfigureAwait(false) is { } batch)
            yield return batch;
    }

    private void CheckEpoch(int epoch, int firstBatch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstBatch, BatchesPerEpoch);
    }

    private static SensorSize SizeOf(EventDataset dataset, FrameLoaderOptions options)
    {
        if (options.SensorSize is { } told)
            return told;
        if (dataset.Manifest?.Configure(options.ReadOptions) is { SensorSize: { } known } reading)
            return (reading.Orientation ?? Orientation.None).Apply(known);
        using EventReader first = dataset[0].Open(options.ReadOptions);
        return FrameBinning.SizeOf(first, null);
    }

    private static void Check(FrameLoaderOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.World, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(options.Rank, options.World);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Workers);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PrefetchBatches, 1);
        ArgumentNullException.ThrowIfNull(options.FrameOptions);
        if (!Enum.IsDefined(options.Element))
            throw new ArgumentOutOfRangeException(nameof(options), options.Element, "no FrameElement");
    }
}
