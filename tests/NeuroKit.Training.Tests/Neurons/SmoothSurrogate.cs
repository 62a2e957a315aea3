using NeuroKit.Training.Neurons;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Neurons;

/// <summary>Fires by the smooth function itself, so that differences of values see the gradient that a surrogate stands for.</summary>
internal sealed class SmoothSurrogate(SurrogateFunction inner) : SurrogateFunction("smooth", inner.Alpha)
{
    public override Tensor Primitive(Tensor u) => inner.Primitive(u);

    public override Tensor Gradient(Tensor u) => inner.Gradient(u);

    public override Tensor Fire(Tensor u) => inner.Primitive(u);
}
