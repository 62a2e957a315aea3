using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NeuroKit.Tests;

/// <summary>Layers and functions against values worked out by hand or by loops.</summary>
public sealed class LayerTests : TorchTest
{
    [SkippableFact]
    public void A_convolution_is_a_sum_over_its_window()
    {
        Conv2d layer = nn.Conv2d(2, 3, 3, stride: 2, padding: 1, dtype: float64);
        Assert.Equal(new long[] { 3, 2, 3, 3 }, layer.weight.shape);
        Tensor x = randn(1, 2, 6, 5, float64);
        Tensor y = layer.call(x);
        Assert.Equal(new long[] { 1, 3, 3, 3 }, y.shape);
        TensorAccessor<double> inputs = x.data<double>(), weights = layer.weight.data<double>(), outputs = y.data<double>();
        double[] bias = layer.bias!.data<double>().ToArray();
        for (int o = 0; o < 3; o++)
        {
            for (int r = 0; r < 3; r++)
            {
                for (int c = 0; c < 3; c++)
                {
                    double sum = bias[o];
                    for (int i = 0; i < 2; i++)
                    {
                        for (int k = 0; k < 9; k++)
                        {
                            int row = r * 2 + k / 3 - 1, column = c * 2 + k % 3 - 1;
                            if (row is >= 0 and < 6 && column is >= 0 and < 5)
                                sum += inputs[0, i, row, column] * weights[o, i, k / 3, k % 3];
                        }
                    }

                    Assert.Equal(sum, outputs[0, o, r, c], 10);
                }
            }
        }
    }

    [SkippableFact]
    public void Convolutions_pad_group_and_leave_out_their_bias()
    {
        Assert.Null(nn.Conv2d(4, 4, 3, bias: false).bias);
        Assert.Equal(new long[] { 4, 1, 3, 3 }, nn.Conv2d(4, 4, 3, groups: 4).weight.shape);
        Tensor x = randn(1, 2, 5, 7);
        Assert.Equal(x.shape, nn.Conv2d(2, 2, 3, Padding.Same).call(x).shape);
        Assert.Equal(new long[] { 1, 2, 5, 5 }, nn.Conv2d(2, 2, (3, 5), padding: (1, 1)).call(x).shape);
        Conv2d circular = nn.Conv2d(1, 1, 3, padding: 1, padding_mode: PaddingModes.Circular, bias: false);
        using (no_grad())
            nn.init.ones_(circular.weight);
        Close(full(1, 1, 3, 3, 36.0f), circular.call(arange(9, dtype: float32).reshape(1, 1, 3, 3)));
        Conv1d conv1d = nn.Conv1d(1, 1, 2, bias: false);
        using (no_grad())
            conv1d.weight.copy_(tensor(new[] { 1f, -1f }).reshape(1, 1, 2));
        Close([-1, -2], conv1d.call(tensor(new[] { 1f, 2f, 4f }).reshape(1, 1, 3)));
    }

    [SkippableFact]
    public void New_weights_are_drawn_within_the_published_bounds()
    {
        Linear linear = nn.Linear(25, 400);
        double bound = 1 / Math.Sqrt(25);
        Assert.InRange(linear.weight.abs().max().item<float>(), bound * 0.98, bound);
        Assert.InRange(linear.bias!.abs().max().item<float>(), bound * 0.9, bound);
        Conv2d conv = nn.Conv2d(4, 64, 3);
        Assert.InRange(conv.weight.abs().max().item<float>(), 0.98 / 6, 1.0 / 6);
        Tensor w = empty(50, 30, 3, 3);
        nn.init.kaiming_normal_(w, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
        Assert.Equal(Math.Sqrt(2.0 / 450), w.std().item<float>(), 0.002);
        nn.init.xavier_uniform_(w);
        Assert.InRange(w.max().item<float>(), 0.95 * Math.Sqrt(6.0 / 720), Math.Sqrt(6.0 / 720));
        nn.init.trunc_normal_(w, std: 1, a: -0.5, b: 0.5);
        Assert.InRange(w.abs().max().item<float>(), 0.49, 0.5);
        Assert.Equal((270, 450), nn.init.CalculateFanInAndFanOut(w));
        Assert.Equal(Math.Sqrt(2), nn.init.calculate_gain(nn.init.NonlinearityType.ReLU), 12);
    }

    [SkippableFact]
    public void Batch_norm_learns_statistics_in_training_and_uses_them_in_evaluation()
    {
        BatchNorm2d layer = nn.BatchNorm2d(2, dtype: float64);
        Tensor x = randn(4, 2, 3, 3, float64) * 3 + 5;
        Tensor y = layer.call(x);
        Close([0, 0], y.mean([0, 2, 3]));
        Close([1, 1], y.var([0, 2, 3], unbiased: false), 1e-4);
        Close(x.mean([0, 2, 3]) * 0.1, layer.running_mean!);
        Close(x.var([0, 2, 3]) * 0.1 + 0.9, layer.running_var!);
        Assert.Equal(1L, layer.num_batches_tracked!.item<long>());
        layer.eval();
        Tensor mean = layer.running_mean!.reshape(1, 2, 1, 1), variance = layer.running_var!.reshape(1, 2, 1, 1);
        Close((x - mean) / (variance + 1e-5).sqrt(), layer.call(x));
        Assert.Equal(1L, layer.num_batches_tracked.item<long>());
        Assert.ThrowsAny<ArgumentException>(() => layer.call(randn(4, 2, float64)));
        Assert.Equal(new long[] { 5, 3 }, nn.BatchNorm1d(3).call(randn(5, 3)).shape);
    }

    [SkippableFact]
    public void Layer_norm_normalises_the_last_dimensions()
    {
        Tensor y = nn.LayerNorm([3, 4], dtype: float64).call(randn(2, 3, 4, float64));
        Close([0, 0], y.mean([1, 2]));
        Close([1, 1], y.var([1, 2], unbiased: false), 1e-4);
    }

    [SkippableFact]
    public void Pools_take_maxima_and_means()
    {
        Tensor x = arange(16, dtype: float64).reshape(1, 1, 4, 4);
        Close([5, 7, 13, 15], nn.MaxPool2d(2).call(x));
        Close([2.5, 4.5, 10.5, 12.5], nn.AvgPool2d(2).call(x));
        Close([7.5], nn.AdaptiveAvgPool2d(1).call(x));
        Close([0, 2, 8, 10], nn.MaxPool2d(1, stride: 2).call(x));
        (Tensor output, Tensor indices) = F.max_pool2d_with_indices(x, [2, 2]);
        Close([5, 7, 13, 15], output);
        Assert.Equal(new long[] { 5, 7, 13, 15 }, indices.reshape(-1).data<long>().ToArray());
        // With padding, the divisor counts the zeros or not.
        Close([10.0 / 4], F.avg_pool2d(x, 2, stride: 4, padding: 0)[0, 0, 0, 0].reshape(1, 1));
        Close([0], F.avg_pool2d(x, 2, stride: 8, padding: 1)[0, 0, 0, 0].reshape(1));
    }

    [SkippableFact]
    public void Activations_have_their_closed_forms()
    {
        Tensor x = tensor(new[] { -1.0, 0.5, 2.0 });
        Close([0, 0.5, 2], nn.ReLU().call(x));
        Close(x * x.sigmoid(), nn.SiLU().call(x));
        Close(x.exp() / (x.exp() + 1), nn.Sigmoid().call(x));
        Close(x.tanh(), nn.Tanh().call(x));
        Close(0.5 * x * (1 + (x / Math.Sqrt(2)).erf()), nn.GELU().call(x));
        Close(x, nn.Identity().call(x));
        Close((x.exp() / x.exp().sum()), nn.Softmax(0).call(x));
        Close((x.exp() / x.exp().sum()).log(), nn.LogSoftmax(0).call(x));
        Tensor changed = x.clone();
        nn.ReLU(inplace: true).call(changed);
        Close([0, 0.5, 2], changed);
    }

    [SkippableFact]
    public void Dropout_drops_in_training_only_and_keeps_the_mean()
    {
        Dropout layer = nn.Dropout(0.25);
        Tensor x = ones(100_000);
        Tensor y = layer.call(x);
        Assert.Equal(0.25, (y == 0).to(float64).mean().item<double>(), 0.01);
        Assert.Equal(1.0 / 0.75, y.max().item<float>(), 5);
        layer.eval();
        Close(x, layer.call(x));
    }

    [SkippableFact]
    public void Resampling_pads_and_grids_move_pixels_as_published()
    {
        Tensor x = arange(4, dtype: float64).reshape(1, 1, 2, 2);
        Close([0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3], F.interpolate(x, scale_factor: [2, 2]));
        Close([0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3], nn.Upsample(scale_factor: [2, 2]).call(x));
        Close([0, 0.5, 1, 1, 1.5, 2, 2, 2.5, 3], F.interpolate(x, size: [3, 3], mode: InterpolationMode.Bilinear, align_corners: true));
        Close([0, 0, 1, 0, 2, 3], F.pad(x, (1, 0, 0, 0)));
        Close([9, 9, 0, 1, 2, 3], F.pad(x, [0, 0, 1, 0], PaddingModes.Constant, 9));
        Tensor identity = tensor(new double[,,] { { { 1, 0, 0 }, { 0, 1, 0 } } });
        Close(x, F.grid_sample(x, F.affine_grid(identity, x.shape, align_corners: false), align_corners: false));
        Tensor mirror = tensor(new double[,,] { { { -1, 0, 0 }, { 0, 1, 0 } } });
        Close([1, 0, 3, 2], F.grid_sample(x, F.affine_grid(mirror, x.shape), mode: GridSampleMode.Nearest, align_corners: false));
        Close([0, 1, 2, 3], F.unfold(x, 2).reshape(4));
    }

    [SkippableFact]
    public void Losses_have_their_closed_forms()
    {
        Tensor logits = tensor(new double[,] { { 1, 2, 0.5 }, { 0, -1, 3 } });
        Tensor classes = tensor(new[] { 1L, 2L });
        Tensor log = logits.log_softmax(1);
        double expected = -(log[0, 1].item<double>() + log[1, 2].item<double>()) / 2;
        Equal(expected, nn.CrossEntropyLoss().call(logits, classes));
        Equal(expected, F.nll_loss(log, classes));
        Equal(0.9 * expected - 0.1 * log.mean().item<double>(), F.cross_entropy(logits, classes, label_smoothing: 0.1));
        Close([-log[0, 1].item<double>(), -log[1, 2].item<double>()], F.cross_entropy(logits, classes, reduction: nn.Reduction.None));
        Equal(-log[1, 2].item<double>(), F.cross_entropy(logits, classes, ignore_index: 1));
        Tensor target = tensor(new double[,] { { 0.2, 0.5, 0.3 }, { 0.1, 0.1, 0.8 } });
        double divergence = (target * (target.log() - log)).sum().item<double>();
        Equal(divergence, nn.KLDivLoss(false, nn.Reduction.Sum).call(log, target));
        Equal(divergence, F.kl_div(log, target.log(), log_target: true, nn.Reduction.Sum));
        Equal((logits - target).square().mean().item<double>(), nn.MSELoss().call(logits, target));
        Equal((logits - target).abs().sum().item<double>(), nn.L1Loss(nn.Reduction.Sum).call(logits, target));
        Tensor p = logits.sigmoid();
        Equal(-(target * p.log() + (1 - target) * (1 - p).log()).mean().item<double>(), nn.BCEWithLogitsLoss().call(logits, target));
        Equal(-(target * p.log() + (1 - target) * (1 - p).log()).mean().item<double>(), nn.BCELoss().call(p, target));
        Close([1, 0, 0, 0, 0, 1], F.one_hot(tensor(new[] { 0L, 2L }), 3).to(float64));
        Close([0.6, 0.8], F.normalize(tensor(new double[,] { { 3, 4 } })));

        static void Equal(double value, Tensor loss) => Assert.Equal(value, loss.item<double>(), 9);
    }
}
