using NeuroKit.Training.Neurons;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Neurons;

public sealed class SurrogateTests : TrainingTest
{
    private static readonly Dictionary<string, SurrogateFunction> s_all = new()
    {
        ["sigmoid"] = SurrogateFunction.Sigmoid(),
        ["atan"] = SurrogateFunction.ATan(),
        ["quadratic"] = SurrogateFunction.PiecewiseQuadratic(),
        ["softsign"] = SurrogateFunction.SoftSign(),
        ["erf"] = SurrogateFunction.Erf(),
        ["exp"] = SurrogateFunction.PiecewiseExp(),
        ["superspike"] = SurrogateFunction.SuperSpike(),
        ["triangle"] = SurrogateFunction.Triangle(),
        ["narrow"] = SurrogateFunction.Triangle(0.5),
        ["steep"] = SurrogateFunction.PiecewiseQuadratic(3),
    };

    public static TheoryData<string> Names => [.. s_all.Keys];

    /// <summary>g(0) and g(0.5) by the formulas, worked out by hand.</summary>
    [SkippableTheory]
    [InlineData("sigmoid", 1, 0.41997434161402614)]
    [InlineData("atan", 1, 0.288400439142001)]
    [InlineData("quadratic", 1, 0.5)]
    [InlineData("softsign", 1, 0.25)]
    [InlineData("erf", 1.1283791670955126, 0.41510749742059466)]
    [InlineData("exp", 0.5, 0.30326532985631671)]
    [InlineData("superspike", 1, 0.44444444444444442)]
    [InlineData("triangle", 1, 0.5)]
    [InlineData("narrow", 2, 0)]
    public void GradientAtZeroAndAHalf(string name, double atZero, double atHalf)
    {
        Tensor found = s_all[name].Gradient(tensor(new[] { 0, 0.5, -0.5 }));
        Close([atZero, atHalf, atHalf], found, 1e-12);
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void TheGradientIsThePrimitives(string name)
    {
        SurrogateFunction surrogate = s_all[name];
        // Away from the corners at 0 and ±1/α, where a difference sees both sides.
        Tensor u = (linspace(-3, 3, 41, dtype: ScalarType.Float64) + 0.0123).requires_grad_();
        CheckGradient(() => surrogate.Primitive(u), u);
        Tensor gradient = autograd.grad([surrogate.Primitive(u).sum()], [u])[0];
        Close(gradient, surrogate.Gradient(u.detach()), 1e-12);
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void FiresAtEqualityAndLearnsByTheSurrogate(string name)
    {
        SurrogateFunction surrogate = s_all[name];
        Tensor u = tensor(new[] { -1.5, -1e-9, 0, 1e-9, 0.7 }).requires_grad_();
        Tensor fires = surrogate.Fire(u);
        Assert.Equal([0, 0, 1, 1, 1], fires.data<double>().ToArray());
        fires.backward([tensor(new[] { 1.0, 2, 3, 4, 5 })]);
        Close(surrogate.Gradient(u.detach()) * tensor(new[] { 1.0, 2, 3, 4, 5 }), u.grad!, 1e-12);
    }

    [SkippableFact]
    public void HugeInputsGiveFiniteValues()
    {
        Tensor u = tensor(new[] { -1e4f, 1e4f }).requires_grad_();
        foreach (SurrogateFunction surrogate in s_all.Values)
        {
            Assert.True(surrogate.Gradient(u.detach()).isfinite().all().item<bool>(), surrogate.ToString());
            Tensor gradient = autograd.grad([surrogate.Primitive(u).sum()], [u])[0];
            Assert.True(gradient.isfinite().all().item<bool>(), surrogate.ToString());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void ASteepnessIsAboveZero(double alpha)
        => Assert.Throws<ArgumentOutOfRangeException>(() => SurrogateFunction.Sigmoid(alpha));
}
