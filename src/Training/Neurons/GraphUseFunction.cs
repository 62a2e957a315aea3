using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>The identity; its backward notes that it ran. Arguments: the tensor, the <see cref="GraphUse"/>.</summary>
internal sealed class GraphUseFunction : autograd.SingleTensorFunction<GraphUseFunction>
{
    public override string Name => nameof(GraphUseFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        ctx.save_data("use", vars[1]);
        return ((Tensor)vars[0]).clone();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        ((GraphUse)ctx.get_data("use")).IsSpent = true;
        return [grad_output, null!];
    }
}
