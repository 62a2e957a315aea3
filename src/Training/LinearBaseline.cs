using NeuroKit.Training.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Training;

/// <summary>
/// What a linear classifier makes of the same recordings: softmax regression on their frames' sum over time, on the same parts. A network that
/// does no better has learnt nothing from time or from its depth.
/// </summary>
/// <remarks>Counts are divided by their root mean square over the train part. It starts from zeros and draws its order by the seed alone.</remarks>
public sealed class LinearBaseline
{
    private const int Epochs = 60;
    private const int BatchSize = 64;
    private const double LearningRate = 1e-3;

    private static readonly double[] s_decays = [1e-3, 1e-1, 1];

    private LinearBaseline(double weightDecay, EvaluationResult? validation, EvaluationResult test)
    {
        WeightDecay = weightDecay;
        Validation = validation;
        Test = test;
    }

    /// <summary>The weight decay, chosen on validation; the middle one where there is no validation part.</summary>
    public double WeightDecay { get; }

    /// <summary>On the validation part; null where there is none.</summary>
    public EvaluationResult? Validation { get; }

    /// <summary>On the test part.</summary>
    public EvaluationResult Test { get; }

    /// <summary>Trains the classifier.</summary>
    /// <param name="train">The train part.</param>
    /// <param name="validation">The validation part, which chooses the weight decay and the epoch; null: the last epoch with the middle one.</param>
    /// <param name="test">The test part.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="seed">The seed of the order.</param>
    /// <param name="cancellationToken">Stops between epochs.</param>
    public static LinearBaseline Fit(
        IBatchSource train, IBatchSource? validation, IBatchSource test, int classes, long seed = 1, CancellationToken cancellationToken = default)
    {
        using DisposeScope scope = NewDisposeScope();
        using Part trainPart = Part.Of(train, cancellationToken);
        using Part testPart = Part.Of(test, cancellationToken);
        using Part? validationPart = validation is null ? null : Part.Of(validation, cancellationToken);
        using Tensor scale = trainPart.Features.square().mean().sqrt().clamp(min: 1e-12);
        foreach (Part? part in new[] { trainPart, testPart, validationPart })
            part?.Features.div_(scale);
        LinearBaseline? best = null;
        foreach (double decay in validationPart is null ? [s_decays[1]] : s_decays)
        {
            LinearBaseline found = Fit(trainPart, validationPart, testPart, classes, decay, seed, cancellationToken);
            if (best is null || EpochScore.IsBetter(found.Validation!, new EpochScore(0, best.Validation!.Accuracy, best.Validation.Loss)))
                best = found;
        }

        return best!;
    }

    private static LinearBaseline Fit(Part train, Part? validation, Part test, int classes, double decay, long seed, CancellationToken cancellationToken)
    {
        using Linear layer = nn.Linear(train.Features.shape[1], classes);
        layer.to(train.Features.device);
        using (no_grad())
        {
            layer.weight.zero_();
            layer.bias!.zero_();
        }

        using AdamW optimizer = optim.AdamW(layer.parameters(), LearningRate, weight_decay: decay);
        int[] order = [.. Enumerable.Range(0, train.Labels.Length)];
        EvaluationResult? chosen = null;
        EvaluationResult? chosenTest = null;
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SeededDraw.For(seed, DrawPurpose.Baseline, epoch, 0).Shuffle(order.AsSpan());
            foreach (int[] rows in order.Chunk(BatchSize))
                Step(layer, optimizer, train, rows);
            EvaluationResult? found = validation is null ? null : Measure(layer, validation, classes);
            bool better = found is not null && EpochScore.IsBetter(found, chosen is null ? null : new EpochScore(0, chosen.Accuracy, chosen.Loss));
            if (better || (validation is null && epoch == Epochs - 1))
                (chosen, chosenTest) = (found, Measure(layer, test, classes));
        }

        return new LinearBaseline(decay, chosen, chosenTest!);
    }

    private static void Step(Linear layer, AdamW optimizer, Part part, int[] rows)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor chosen = tensor(Array.ConvertAll(rows, r => (long)r), device: part.Features.device);
        optimizer.zero_grad();
        nn.functional.cross_entropy(layer.call(part.Features.index_select(0, chosen)), part.Targets.index_select(0, chosen)).backward();
        optimizer.step();
    }

    private static EvaluationResult Measure(Linear layer, Part part, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        Tensor logits = layer.call(part.Features);
        (Tensor shares, Tensor predicted) = nn.functional.softmax(logits, 1).max(1);
        float[] probability = shares.cpu().data<float>().ToArray();
        long[] taken = predicted.cpu().data<long>().ToArray();
        return new EvaluationResult(
            nn.functional.cross_entropy(logits, part.Targets).ToDouble(), classes,
            [.. part.Labels.Select((label, i) => new SamplePrediction(part.Indices[i], (int)label, (int)taken[i], probability[i]))]);
    }

    /// <summary>A part's summed frames.</summary>
    private sealed class Part(Tensor features, Tensor targets, long[] labels, int[] indices) : IDisposable
    {
        public Tensor Features { get; } = features;

        public Tensor Targets { get; } = targets;

        public long[] Labels { get; } = labels;

        public int[] Indices { get; } = indices;

        public static Part Of(IBatchSource source, CancellationToken cancellationToken)
        {
            using DisposeScope scope = NewDisposeScope();
            var sums = new List<Tensor>();
            var labels = new List<long>();
            var indices = new List<int>();
            foreach (TensorBatch batch in source.Epoch(0, 0, cancellationToken))
            {
                using (batch)
                    sums.Add(batch.Frames.sum(dim: 1).flatten(1));
                labels.AddRange(batch.Labels);
                indices.AddRange(batch.Indices);
            }

            Tensor features = cat(sums).MoveToOuterDisposeScope();
            Tensor targets = tensor([.. labels], device: features.device).MoveToOuterDisposeScope();
            return new Part(features, targets, [.. labels], [.. indices]);
        }

        public void Dispose()
        {
            Features.Dispose();
            Targets.Dispose();
        }
    }
}
