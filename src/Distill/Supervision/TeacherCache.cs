using NeuroKit.Distill.Losses;
using NeuroKit.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>A teacher's logits and features of every recording, computed once: for inputs that repeat from epoch to epoch.</summary>
public sealed class TeacherCache : DistillationTeacher, IDisposable
{
    private readonly Tensor _logits;
    private readonly Dictionary<string, Tensor> _features;

    private TeacherCache(Tensor logits, Dictionary<string, Tensor> features)
    {
        _logits = logits.DetachFromDisposeScope();
        _features = features.ToDictionary(entry => entry.Key, entry => entry.Value.DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public override bool NeedsFrames => false;

    /// <summary>The recordings.</summary>
    public int Count => (int)_logits.shape[0];

    /// <summary>The bytes that it holds.</summary>
    public long Bytes => _features.Values.Append(_logits).Sum(tensor => tensor.numel() * tensor.element_size());

    internal Tensor Logits => _logits;

    internal IReadOnlyDictionary<string, Tensor> Features => _features;

    /// <summary>Runs the teacher over all recordings of a source.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="source">The recordings, as the students see them, none left out and in any order; one epoch of it.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="ArgumentException">The source leaves recordings out.</exception>
    public static TeacherCache Build(FrozenTeacher teacher, IBatchSource source, CancellationToken cancellationToken = default)
        => TryBuild(teacher, source, long.MaxValue, out _, cancellationToken)!;

    /// <summary>Runs the teacher over all recordings of a source, unless its answers would take too much memory: that is known after one batch.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="source">The recordings, as the students see them, none left out and in any order; one epoch of it.</param>
    /// <param name="limitBytes">The most that the answers may take.</param>
    /// <param name="bytes">What they take, or would take.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>The answers; null where they would take more.</returns>
    /// <exception cref="ArgumentException">The source leaves recordings out.</exception>
    public static TeacherCache? TryBuild(FrozenTeacher teacher, IBatchSource source, long limitBytes, out long bytes, CancellationToken cancellationToken = default)
    {
        bytes = 0;
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(source);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        int count = source.Samples;
        bool[] seen = new bool[count];
        Tensor? logits = null;
        var features = new Dictionary<string, Tensor>();
        foreach (TensorBatch batch in source.Epoch(0, 0, cancellationToken))
        {
            using (batch)
            using (NewDisposeScope())
            {
                DistillationSide side = teacher.Observe(batch, batch);
                if (Array.Exists(batch.Indices, i => i >= count || seen[i]))
                    throw new ArgumentException($"found recording {batch.Indices.Max()} among {count}; expected each once, none left out", nameof(source));
                if (logits is null)
                {
                    bytes = side.Features.Values.Append(side.Logits).Sum(answer => answer.numel() * answer.element_size()) / batch.Indices.Length * count;
                    if (bytes > limitBytes)
                        return null;
                }

                Tensor rows = tensor(Array.ConvertAll(batch.Indices, i => (long)i), device: side.Logits.device);
                logits = Put(logits, side.Logits.transpose(0, 1), rows, count);
                foreach ((string name, Tensor feature) in side.Features)
                    features[name] = Put(features.GetValueOrDefault(name), feature, rows, count);
                foreach (int index in batch.Indices)
                    seen[index] = true;
            }
        }

        return logits is not null && Array.TrueForAll(seen, s => s)
            ? new TeacherCache(logits, features)
            : throw new ArgumentException($"found {seen.Count(s => s)} of {count} recordings; expected all", nameof(source));
    }

    /// <inheritdoc/>
    public override DistillationSide Observe(TensorBatch plain, TensorBatch mixed)
    {
        ArgumentNullException.ThrowIfNull(plain);
        if (!ReferenceEquals(plain, mixed))
            throw new InvalidOperationException("mixed batches are not in the cache: each is seen once");
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = tensor(Array.ConvertAll(plain.Indices, i => (long)i), device: _logits.device);
        Tensor logits = _logits.index_select(0, rows).transpose(0, 1).contiguous().MoveToOuterDisposeScope();
        var features = _features.ToDictionary(entry => entry.Key, entry => entry.Value.index_select(0, rows).MoveToOuterDisposeScope());
        return new DistillationSide(logits, features);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _logits.Dispose();
        foreach (Tensor feature in _features.Values)
            feature.Dispose();
    }

    internal static TeacherCache Of(Tensor logits, Dictionary<string, Tensor> features) => new(logits, features);

    private static Tensor Put(Tensor? all, Tensor part, Tensor rows, int count)
    {
        // Of the whole pass, and nobody's if that fails.
        all ??= zeros([count, .. part.shape[1..]], part.dtype, part.device).MoveToOuterDisposeScope();
        all.index_copy_(0, rows, part);
        return all;
    }
}
