using NeuroKit.Training.Data;
using static TorchSharp.torch;

namespace NeuroKit.Cli.Bench;

/// <summary>One batch of made-up frames over and over, a tenth of the pixels with an event, of two numbers of steps: the student's and the teacher's.</summary>
internal sealed class BenchFrames : IBatchSource, IDisposable
{
    private readonly Tensor[] _frames;
    private readonly Tensor _targets;
    private readonly long[] _labels;

    public BenchFrames(int batch, int side, int classes, params int[] steps)
    {
        _frames = [.. steps.Select(t => rand((long[])[batch, t, 2, side, side]).lt(0.1).to_type(ScalarType.Float32).DetachFromDisposeScope())];
        _targets = randint(classes, (long[])[batch], dtype: ScalarType.Int64).DetachFromDisposeScope();
        _labels = _targets.data<long>().ToArray();
    }

    public int BatchesPerEpoch => 1;

    public int Samples => _labels.Length;

    public IEnumerable<TensorBatch> Epoch(int epoch, int firstBatch = 0, CancellationToken cancellationToken = default)
    {
        if (firstBatch == 0)
            yield return new TensorBatch([.. _frames.Select(f => f.alias())], _targets.alias(), _labels, [.. Enumerable.Range(0, Samples)]);
    }

    public void Dispose()
    {
        foreach (Tensor frames in _frames)
            frames.Dispose();
        _targets.Dispose();
    }
}
