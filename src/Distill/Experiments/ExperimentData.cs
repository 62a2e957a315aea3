using System.Security.Cryptography;
using System.Text;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Simulation;
using NeuroKit.Frames;
using NeuroKit.Frames.Loading;
using NeuroKit.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Experiments;

/// <summary>All recordings of an experiment as frames in memory, each read once for every number of steps, and its folds.</summary>
internal sealed class ExperimentData : IDisposable
{
    private const int ReadBatch = 50;

    private readonly Dictionary<int, Tensor> _frames;
    private readonly long[] _labels;

    private ExperimentData(Dictionary<int, Tensor> frames, long[] labels, IReadOnlyList<string> classes, ExperimentFold[] folds, string digest)
    {
        _frames = frames;
        _labels = labels;
        Classes = classes;
        Folds = folds;
        Digest = digest;
        long[] shape = frames.Values.First().shape;
        (Height, Width) = ((int)shape[3], (int)shape[4]);
    }

    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<ExperimentFold> Folds { get; }

    /// <summary>SHA-256 of the recordings' names, labels and frames, and of the folds.</summary>
    public string Digest { get; }

    public int Height { get; }

    public int Width { get; }

    public static ExperimentData Load(ExperimentPlan plan, string root, CancellationToken cancellationToken)
    {
        EventDataset dataset = Catalog.Get(plan.Dataset.Id).Open(root);
        ExperimentFold[] folds = ExperimentFold.Divide(dataset, plan.Dataset);
        IReadOnlyList<int> steps = plan.FrameSteps;
        var loader = new FrameLoader(
            dataset, MultiFrameBinning.Exact([.. steps.Select(t => (FixedFrameBinning)FrameBinning.ByCount(t))]), new FrameLoaderOptions { BatchSize = ReadBatch, Workers = 1 });
        var parts = steps.Select(_ => new List<Tensor>()).ToArray();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (EventSample sample in dataset)
            hash.AppendData(Encoding.UTF8.GetBytes($"{sample.Id}\t{sample.Label}\n"));
        foreach (ExperimentFold fold in folds)
            hash.AppendData(Encoding.UTF8.GetBytes($"{string.Join(",", fold.Train)};{string.Join(",", fold.Validation)};{string.Join(",", fold.Test)}\n"));
        using DisposeScope scope = NewDisposeScope();
        foreach (TensorBatch batch in new FrameTensorSource(loader).Epoch(0, 0, cancellationToken))
        {
            using (batch)
            {
                for (int i = 0; i < steps.Count; i++)
                {
                    // Whole counts, in the smallest type that holds them.
                    bool fits = batch.AllFrames[i].max().ToSingle() <= byte.MaxValue;
                    parts[i].Add(batch.AllFrames[i].to_type(fits ? ScalarType.Byte : ScalarType.Int16));
                }
            }
        }

        var frames = new Dictionary<int, Tensor>();
        for (int i = 0; i < steps.Count; i++)
        {
            Tensor all = cat(parts[i]);
            hash.AppendData(all.bytes);
            frames.Add(steps[i], all.DetachFromDisposeScope());
        }

        return new ExperimentData(frames, [.. dataset.Select(s => (long)s.Label)], dataset.Classes, folds, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Recordings as batches.</summary>
    /// <param name="steps">The frames a recording.</param>
    /// <param name="indices">Which recordings.</param>
    /// <param name="options">How.</param>
    public MemoryBatchSource Batches(int steps, int[] indices, MemoryBatchOptions options)
    {
        using Tensor rows = tensor(Array.ConvertAll(indices, i => (long)i));
        return new MemoryBatchSource(_frames[steps].index_select(0, rows), [.. indices.Select(i => _labels[i])], options);
    }

    /// <summary>Recordings as batches, each recording's frames in an order of its own that depends on the recording alone.</summary>
    /// <param name="steps">The frames a recording.</param>
    /// <param name="indices">Which recordings.</param>
    /// <param name="options">How; the seed is that of the orders.</param>
    public MemoryBatchSource ShuffledBatches(int steps, int[] indices, MemoryBatchOptions options)
    {
        using DisposeScope scope = NewDisposeScope();
        var clips = new List<Tensor>(indices.Length);
        foreach (int index in indices)
        {
            long[] order = [.. Enumerable.Range(0, steps).Select(t => (long)t)];
            new DeterministicRandom(DeterministicRandom.Derive(unchecked((ulong)options.Seed), (ulong)index)).Shuffle<long>(order);
            clips.Add(_frames[steps][index].index_select(0, tensor(order)));
        }

        return new MemoryBatchSource(stack(clips), [.. indices.Select(i => _labels[i])], options with { Shuffle = false });
    }

    public void Dispose()
    {
        foreach (Tensor frames in _frames.Values)
            frames.Dispose();
    }
}
