using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>The step function forward, a surrogate's derivative backward. Arguments: u, the surrogate.</summary>
internal sealed class FireFunction : autograd.SingleTensorFunction<FireFunction>
{
    public override string Name => nameof(FireFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var u = (Tensor)vars[0];
        ctx.save_for_backward([u]);
        ctx.save_data("surrogate", vars[1]);
        using Tensor fires = u.ge(0);
        return fires.to_type(u.dtype);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using Tensor u = ctx.get_saved_variables()[0];
        using Tensor slope = ((SurrogateFunction)ctx.get_data("surrogate")).Gradient(u);
        return [grad_output * slope, null!];
    }
}
