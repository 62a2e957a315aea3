using NeuroKit.Training.Losses;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Losses;

public class TaskLossTests : TrainingTest
{
    private readonly Tensor _logits = tensor([1, 0.8, -0.2, 0.2, 1.4, -0.5], ScalarType.Float64).reshape(2, 1, 3); // T = 2, N = 1, K = 3

    private readonly Tensor _target = tensor((long[])[0]);

    [SkippableFact]
    public void Cross_entropy_is_of_the_mean_logits() => Assert.Equal(1.110364, TaskLoss.CrossEntropy.Compute(_logits, _target).item<double>(), 6);

    [SkippableFact]
    public void Tet_is_the_mean_of_the_steps() => Assert.Equal(1.161735, new TaskLoss { PerStep = true }.Compute(_logits, _target).item<double>(), 6);

    [SkippableFact]
    public void Tet_blends_in_the_squared_distance()
    {
        double squares = new[] { 1, 0.8, -0.2, 0.2, 1.4, -0.5 }.Average(z => (z - 1) * (z - 1));
        var loss = new TaskLoss { PerStep = true, MeanSquaredWeight = 0.05 };
        Assert.Equal((0.95 * 1.161735) + (0.05 * squares), loss.Compute(_logits, _target).item<double>(), 6);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Smoothing_classes_is_the_same_as_smoothing_shares(bool perStep)
    {
        Tensor logits = randn((long[])[3, 4, 5], ScalarType.Float64);
        Tensor classes = tensor((long[])[0, 4, 2, 2]);
        Tensor hot = zeros((long[])[4, 5], ScalarType.Float64).scatter(1, classes.unsqueeze(1), ones((long[])[4, 1], ScalarType.Float64));
        var smooth = new TaskLoss { PerStep = perStep, LabelSmoothing = 0.1 };
        var plain = new TaskLoss { PerStep = perStep };
        Close(smooth.Compute(logits, classes), smooth.Compute(logits, hot), 1e-12);
        Close(smooth.Compute(logits, classes), plain.Compute(logits, (hot * 0.9) + 0.02), 1e-12);
    }

    [SkippableTheory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 0.3)]
    public void Padding_changes_nothing(bool perStep, double squares)
    {
        var loss = new TaskLoss { PerStep = perStep, MeanSquaredWeight = squares };
        Tensor first = randn((long[])[2, 1, 5], ScalarType.Float64);
        Tensor second = randn((long[])[4, 1, 5], ScalarType.Float64);
        Tensor padded = cat([cat([first, randn((long[])[2, 1, 5], ScalarType.Float64)]), second], 1);
        Tensor expected = (loss.Compute(first, tensor((long[])[3])) + loss.Compute(second, tensor((long[])[1]))) / 2;
        Close(expected, loss.Compute(padded, tensor((long[])[3, 1]), [2, 4]), 1e-6);
        Close(cat([first.mean([0]), second.mean([0])]), TaskLoss.MeanLogits(padded, [2, 4]), 1e-6);
    }

    [SkippableFact]
    public void Padded_steps_get_no_gradient()
    {
        Tensor logits = randn((long[])[3, 2, 4]);
        logits.requires_grad = true;
        new TaskLoss { PerStep = true, MeanSquaredWeight = 0.5 }.Compute(logits, tensor((long[])[1, 2]), [1, 3]).backward();
        Assert.Equal(0, logits.grad![1, 0].abs().sum().item<float>() + logits.grad![2, 0].abs().sum().item<float>());
        Assert.NotEqual(0, logits.grad![2, 1].abs().sum().item<float>());
    }

    [SkippableFact]
    public void Full_lengths_are_no_lengths()
    {
        Tensor logits = randn((long[])[3, 2, 4]);
        Assert.True(BitEqual(TaskLoss.MeanLogits(logits), TaskLoss.MeanLogits(logits, [3, 3])));
    }

    [SkippableFact]
    public void Wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TaskLoss.CrossEntropy.Compute(_logits, tensor((long[])[0, 1])));
        Assert.Throws<ArgumentException>(() => TaskLoss.CrossEntropy.Compute(_logits[0], _target));
        Assert.Throws<ArgumentException>(() => TaskLoss.CrossEntropy.Compute(_logits, _target, [0]));
        Assert.Throws<ArgumentException>(() => TaskLoss.CrossEntropy.Compute(_logits, _target, [3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TaskLoss { LabelSmoothing = 1 });
    }
}
