namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns.</summary>
public class Parameter : torch.Tensor
{
    /// <param name="data">A tensor that becomes the parameter and is left empty.</param>
    /// <param name="requires_grad">Whether gradients are to flow to it.</param>
    public Parameter(torch.Tensor data, bool requires_grad = true)
        : base(data.with_requires_grad(requires_grad))
    {
    }
}
