using System.Runtime.InteropServices;
using Xunit;
using static TorchSharp.torch;

namespace NeuroKit.Tests;

/// <summary>Functions whose forward and backward are written in C#.</summary>
public sealed class CustomFunctionTests : TorchTest
{
    [SkippableFact]
    public void A_function_of_one_output_has_the_gradient_of_its_backward()
    {
        Tensor x = tensor(new[] { -0.2, 0.3, 2.0 }, requires_grad: true);
        Tensor y = Spike.apply(x, 1.0);
        Close([0, 0, 1], y);
        Assert.True(y.requires_grad);
        y.backward([tensor(new[] { 1.0, 2.0, 3.0 })]);
        // A box of width 1 about the threshold 1: only the second element is within.
        Close([0, 0, 0], x.grad!);
        x.grad = null;
        Spike.apply(x, 0.5).backward([tensor(new[] { 1.0, 2.0, 3.0 })]);
        Close([0, 2, 0], x.grad!);
    }

    [SkippableFact]
    public void Gradients_agree_with_finite_differences()
    {
        CheckGradient(i => Cube.apply(i[0]), Input(2, 3));
        CheckGradient(i => Mixed.apply(i[0], 3.0, i[1])[0] + Mixed.apply(i[0], 2.0, i[1])[1], Input(2, 3), Input(2, 3));
        CheckGradient(i => Cube.apply(Cube.apply(i[0]) * i[1]).sum(), Input(2, 2), Input(2, 2));
    }

    [SkippableFact]
    public void Outputs_without_a_gradient_get_zeros_or_null()
    {
        Tensor x = Input(2), y = Input(2);
        Mixed.LastGradients = null;
        Mixed.apply(x, 3.0, y)[0].sum().backward();
        Assert.Equal(2, Mixed.LastGradients!.Length);
        Assert.Equal([true, true], Mixed.LastGradients);
        Sparing.apply(x)[0].sum().backward();
        Assert.Equal([true, false], Sparing.LastGradients!);
    }

    [SkippableFact]
    public void Nothing_is_recorded_where_no_gradient_is_asked_for()
    {
        Assert.False(Cube.apply(randn(2, float64)).requires_grad);
        Tensor x = Input(2);
        using (no_grad())
            Assert.False(Cube.apply(x).requires_grad);
        List<Tensor> outputs = WithIndices.apply(x);
        Assert.True(outputs[0].requires_grad);
        Assert.False(outputs[1].requires_grad);
    }

    [SkippableFact]
    public void Exceptions_of_forward_and_backward_reach_the_caller_as_they_are()
    {
        Tensor x = Input(2);
        var forward = Assert.Throws<TimeoutException>(() => Failing.apply(x, true));
        Assert.Equal("in forward", forward.Message);
        Tensor y = Failing.apply(x, false);
        var backward = Assert.Throws<TimeoutException>(() => (y * 2).sum().backward());
        Assert.Equal("in backward", backward.Message);
        Assert.Contains(nameof(Failing), backward.StackTrace, StringComparison.Ordinal);
        // The engine goes on working after it.
        (x * x).sum().backward();
        Close(2 * x, x.grad!);
    }

    [SkippableFact]
    public void Mistakes_in_a_function_are_exceptions()
    {
        Tensor x = Input(2);
        var count = Assert.Throws<InvalidOperationException>(() => WrongCount.apply(x, x).sum().backward());
        Assert.Contains("gradient", count.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Throws<ExternalException>(() => WrongShape.apply(x).sum().backward());
    }

    [SkippableFact]
    public void What_is_saved_goes_with_the_graph()
    {
        Tensor x = Input(2);
        Tensor y = Cube.apply(x).sum();
        y.backward();
        Assert.ThrowsAny<Exception>(() => y.backward());
    }

    [SkippableFact]
    public void Functions_are_not_held_after_their_graph()
    {
        long before = LiveTensors();
        for (int i = 0; i < 20; i++)
        {
            using (NewDisposeScope())
            {
                Tensor x = Input(8);
                Cube.apply(Mixed.apply(x, 2.0, x)[0]).sum().backward();
                // A graph that is never run backward goes too.
                Cube.apply(x);
            }
        }

        // Counted without a collection: nothing is left to the finalizers.
        Assert.Equal(before, Tensor.TotalCount);
        Assert.Equal(before, TorchSharp.Native.NativeMethods.nk_tensor_live_handles());
    }

    private sealed class Spike : autograd.SingleTensorFunction<Spike>
    {
        public override string Name => nameof(Spike);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            double threshold = (double)vars[1];
            ctx.save_data("threshold", threshold);
            ctx.save_for_backward([x]);
            return (x >= threshold).to(x.dtype);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            Tensor x = ctx.get_saved_variables()[0];
            double threshold = (double)ctx.get_data("threshold");
            return [grad_output * ((x - threshold).abs() < 0.5).to(x.dtype), null!];
        }
    }

    private sealed class Cube : autograd.SingleTensorFunction<Cube>
    {
        public override string Name => nameof(Cube);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_for_backward([(Tensor)vars[0]]);
            return ((Tensor)vars[0]).pow(3);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            [grad_output * 3 * ctx.get_saved_variables()[0].square()];
    }

    private sealed class Mixed : autograd.MultiTensorFunction<Mixed>
    {
        public static bool[]? LastGradients { get; set; }

        public override string Name => nameof(Mixed);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (x, factor, y) = ((Tensor)vars[0], (double)vars[1], (Tensor)vars[2]);
            ctx.save_for_backward([x, y]);
            ctx.save_data("factor", factor);
            return [x * y * factor, x + y];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            LastGradients = [.. grad_outputs.Select(g => g is not null)];
            List<Tensor> saved = ctx.get_saved_variables();
            double factor = (double)ctx.get_data("factor");
            return [grad_outputs[0] * saved[1] * factor + grad_outputs[1], null!, grad_outputs[0] * saved[0] * factor + grad_outputs[1]];
        }
    }

    private sealed class Sparing : autograd.MultiTensorFunction<Sparing>
    {
        public static bool[]? LastGradients { get; set; }

        public override string Name => nameof(Sparing);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.set_materialize_grads(false);
            return [(Tensor)vars[0] * 2, (Tensor)vars[0] * 3];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            LastGradients = [.. grad_outputs.Select(g => g is not null)];
            return [grad_outputs[0] * 2];
        }
    }

    private sealed class WithIndices : autograd.MultiTensorFunction<WithIndices>
    {
        public override string Name => nameof(WithIndices);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            Tensor indices = ((Tensor)vars[0]).argmax().to(float64);
            ctx.mark_non_differentiable([indices]);
            return [(Tensor)vars[0] * 2, indices];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs) => [grad_outputs[0] * 2];
    }

    private sealed class Failing : autograd.SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) =>
            (bool)vars[1] ? throw new TimeoutException("in forward") : (Tensor)vars[0] * 2;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => throw new TimeoutException("in backward");
    }

    private sealed class WrongCount : autograd.SingleTensorFunction<WrongCount>
    {
        public override string Name => nameof(WrongCount);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 2;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output];
    }

    private sealed class WrongShape : autograd.SingleTensorFunction<WrongShape>
    {
        public override string Name => nameof(WrongShape);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 2;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [zeros(5, float64)];
    }
}
