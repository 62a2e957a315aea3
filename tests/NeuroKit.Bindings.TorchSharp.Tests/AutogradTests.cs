using System.Runtime.InteropServices;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NeuroKit.Tests;

public sealed class AutogradTests : TorchTest
{
    [SkippableFact]
    public void Gradients_accumulate_and_are_cleared()
    {
        Tensor x = tensor(3.0, requires_grad: true);
        (x * x).backward();
        (x * x).backward();
        Assert.Equal(12.0, x.grad!.item<double>());
        x.grad.zero_();
        (2 * x).backward();
        Assert.Equal(2.0, x.grad.item<double>());
        x.grad = null;
        Assert.Null(x.grad);
        Assert.True(x.is_leaf);
        Assert.False((x * x).is_leaf);
    }

    [SkippableFact]
    public void Backward_starts_from_a_given_gradient_and_keeps_the_graph_if_asked()
    {
        Tensor x = ones(2, float64, requires_grad: true);
        Tensor y = x * x;
        y.backward([tensor(new[] { 1.0, 10.0 })], retain_graph: true);
        Close([2, 20], x.grad!);
        y.backward([tensor(new[] { 1.0, 1.0 })]);
        Close([4, 22], x.grad!);
        var error = Assert.Throws<ExternalException>(() => y.backward([ones(2, float64)]));
        Assert.Contains("second time", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Second_derivatives_are_taken_through_a_created_graph()
    {
        Tensor x = tensor(2.0, requires_grad: true);
        Tensor first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        Assert.Equal(12.0, first.item<double>(), 12);
        Tensor second = autograd.grad([first], [x])[0];
        Assert.Equal(12.0, second.item<double>(), 12);
        Tensor other = tensor(1.0, requires_grad: true);
        Assert.Null(autograd.grad([x * 2], [x, other], allow_unused: true)[1]);
    }

    [SkippableFact]
    public void Grad_mode_is_a_scope()
    {
        Tensor x = tensor(2.0, requires_grad: true);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * x).requires_grad);
            using (enable_grad())
                Assert.True((x * x).requires_grad);
            Assert.False((x * x).requires_grad);
        }

        Assert.True(is_grad_enabled());
        using (inference_mode())
            Assert.False((x * x).requires_grad);
        Assert.True((x * x).requires_grad);
        Assert.False((x * x).detach().requires_grad);
        using (set_grad_enabled(false))
            Assert.False(is_grad_enabled());
    }

    [SkippableFact]
    public void Gradients_of_layers_agree_with_finite_differences()
    {
        CheckGradient(i => F.conv2d(i[0], i[1], i[2], strides: [2, 1], padding: [1, 1]), Input(2, 3, 5, 4), Input(4, 3, 3, 3), Input(4));
        CheckGradient(i => F.conv2d(i[0], i[1], groups: 2, dilation: [2, 2]), Input(1, 4, 5, 5), Input(4, 2, 2, 2));
        CheckGradient(i => F.conv1d(i[0], i[1], padding: 1), Input(2, 2, 5), Input(3, 2, 3));
        CheckGradient(i => F.linear(i[0], i[1], i[2]), Input(3, 4), Input(2, 4), Input(2));
        CheckGradient(
            i => F.batch_norm(i[0], zeros(3, float64), ones(3, float64), i[1], i[2], training: true), Input(4, 3, 2, 2), Input(3), Input(3));
        CheckGradient(i => F.layer_norm(i[0], [4], i[1], i[2]), Input(3, 4), Input(4), Input(4));
        CheckGradient(i => F.max_pool2d(i[0], 2), Input(2, 2, 4, 4));
        CheckGradient(i => F.avg_pool2d(i[0], 2, stride: 1), Input(2, 2, 3, 3));
        CheckGradient(i => F.adaptive_avg_pool2d(i[0], 2), Input(1, 2, 5, 4));
        CheckGradient(i => F.interpolate(i[0], size: [5, 6], mode: InterpolationMode.Bilinear, align_corners: false), Input(1, 2, 3, 3));
        CheckGradient(i => F.pad(i[0], (1, 2, 0, 1), PaddingModes.Reflect), Input(1, 1, 3, 3));
        CheckGradient(i => F.grid_sample(i[0], i[1], align_corners: false), Input(1, 2, 4, 4), (rand(1, 3, 3, 2, dtype: float64) - 0.5).requires_grad_());
    }

    [SkippableFact]
    public void Gradients_of_functions_and_losses_agree_with_finite_differences()
    {
        Tensor classes = tensor(new[] { 0L, 2L, 1L });
        CheckGradient(i => F.cross_entropy(i[0], classes, label_smoothing: 0.1), Input(3, 4));
        CheckGradient(i => F.cross_entropy(i[0], i[1].softmax(1)), Input(3, 4), Input(3, 4));
        CheckGradient(i => F.kl_div(i[0].log_softmax(1), i[1].log_softmax(1)), Input(3, 4), Input(3, 4));
        CheckGradient(i => F.kl_div(i[0].log_softmax(1), i[1].softmax(1), log_target: false, reduction: nn.Reduction.Sum), Input(3, 4), Input(3, 4));
        CheckGradient(i => F.mse_loss(i[0], i[1]), Input(3, 4), Input(3, 4));
        CheckGradient(i => F.smooth_l1_loss(i[0], i[1]), Input(3, 4), Input(3, 4));
        CheckGradient(i => F.normalize(i[0]), Input(3, 4));
        CheckGradient(i => i[0].softmax(0) * i[0].sigmoid() + i[0].tanh() - F.gelu(i[0]) / (1 + i[0].exp()), Input(3, 4));
        CheckGradient(i => i[0].matmul(i[1]).bmm(i[1]), Input(2, 3, 3), Input(2, 3, 3));
        CheckGradient(i => cat([i[0], i[1]], 1).max(1).values + stack([i[0], i[1]]).mean([0, 2]), Input(3, 4), Input(3, 4));
        CheckGradient(i => i[0].var(1) + i[0].std(1) + i[0].norm(1), Input(3, 4));
        CheckGradient(i => where(i[0] > 0, i[0], i[1] * 2) / (i[0].abs() + 1), Input(3, 4), Input(3, 4));
        CheckGradient(i => i[0].permute(1, 0).reshape(2, 6).unsqueeze(1).expand(-1, 2, -1), Input(3, 4));
        CheckGradient(i => i[0][1.., 2] * i[0][TensorIndex.Tensor(tensor(new[] { 0L, 2L })), 0], Input(3, 4));
    }
}
