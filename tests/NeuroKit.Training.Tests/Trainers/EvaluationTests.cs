using NeuroKit.Training.Analysis;
using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Reports;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Trainers;

public sealed class EvaluationTests : TrainingTest
{
    [SkippableFact]
    public void The_accuracy_of_each_step_is_that_of_its_logits()
    {
        using SpikingNetwork network = TinyTask.Network();
        using MemoryBatchSource source = TinyTask.Source(21, shuffle: false);
        EvaluationResult result = Evaluation.Measure(network, source);
        Assert.Equal([1, 2, 3, 4], result.BySteps.Select(s => s.Step));
        Assert.Equal(result.Accuracy, result.BySteps[^1].SoFar);
        Assert.Equal(result.BySteps[0].Alone, result.BySteps[0].SoFar);

        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        network.eval();
        int[] alone = new int[4];
        int[] soFar = new int[4];
        foreach (TensorBatch batch in source.Epoch(0))
        {
            using (batch)
            using (SpikingOutput output = network.Forward(batch.Frames))
            {
                float[] logits = output.Logits.contiguous().data<float>().ToArray();
                for (int n = 0; n < batch.Count; n++)
                {
                    float[] sum = new float[TinyTask.Classes];
                    for (int t = 0; t < 4; t++)
                    {
                        float[] step = logits.AsSpan(((t * batch.Count) + n) * TinyTask.Classes, TinyTask.Classes).ToArray();
                        for (int k = 0; k < sum.Length; k++)
                            sum[k] += step[k];
                        alone[t] += Array.IndexOf(step, step.Max()) == batch.Labels[n] ? 1 : 0;
                        soFar[t] += Array.IndexOf(sum, sum.Max()) == batch.Labels[n] ? 1 : 0;
                    }
                }
            }
        }

        Assert.Equal(alone.Select(n => n / 21.0), result.BySteps.Select(s => s.Alone));
        Assert.Equal(soFar.Select(n => n / 21.0), result.BySteps.Select(s => s.SoFar));
    }

    [SkippableFact]
    public void Recordings_of_different_lengths_have_no_accuracy_by_step()
    {
        using SpikingNetwork network = TinyTask.Network();
        using var source = new Padded(TinyTask.Source(6, shuffle: false));
        EvaluationResult result = Evaluation.Measure(network, source);
        Assert.Empty(result.BySteps);
        Assert.Equal(6, result.Samples);
        Assert.Empty(AnalysisPage.StepCharts([("one", result.BySteps)]));
    }

    [Fact]
    public void One_network_has_both_curves_in_a_chart_and_several_a_chart_of_each()
    {
        StepAccuracy[] steps = [new(1, 0.25, 0.25), new(2, 0.5, 0.75)];
        ReportChart single = Assert.Single(AnalysisPage.StepCharts([("one", steps)]));
        Assert.Equal(["each step", "mean so far"], single.Curves.Select(c => c.Name));
        Assert.Equal([(1, 25), (2, 75)], single.Curves[1].Points);
        IReadOnlyList<ReportChart> both = AnalysisPage.StepCharts([("one", steps), ("two", steps), ("of one step", steps[..1])]);
        Assert.Equal(2, both.Count);
        Assert.All(both, chart => Assert.Equal(["one", "two"], chart.Curves.Select(c => c.Name)));
    }

    /// <summary>The same recordings, the last one said to be a frame shorter.</summary>
    private sealed class Padded(MemoryBatchSource inner) : IBatchSource, IDisposable
    {
        public int BatchesPerEpoch => inner.BatchesPerEpoch;

        public int Samples => inner.Samples;

        public IEnumerable<TensorBatch> Epoch(int epoch, int firstBatch = 0, CancellationToken cancellationToken = default)
        {
            foreach (TensorBatch batch in inner.Epoch(epoch, firstBatch, cancellationToken))
            {
                int[] lengths = [.. Enumerable.Repeat(4, batch.Count - 1), 3];
                yield return new TensorBatch([.. batch.AllFrames.Select(f => f.alias())], batch.Targets.alias(), batch.Labels, batch.Indices, lengths);
                batch.Dispose();
            }
        }

        public void Dispose() => inner.Dispose();
    }
}
