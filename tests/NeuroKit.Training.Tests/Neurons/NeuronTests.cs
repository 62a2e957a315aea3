using System.Globalization;
using System.Text.RegularExpressions;
using NeuroKit.Tests;
using NeuroKit.Training.Neurons;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Neurons;

public sealed partial class NeuronTests : TrainingTest
{
    /// <summary>Every case of the recorded figures: IF, LIF, PLIF × decay × surrogate × detach × reset.</summary>
    [SkippableFact]
    public void EqualsTheRecordedFigures()
    {
        string[] files = Directory.GetFiles(SharedData.PathOf("golden/neuron"), "*.npz");
        Assert.True(files.Length >= 40);
        foreach (string file in files)
        {
            using DisposeScope scope = NewDisposeScope();
            Match name = CaseName().Match(Path.GetFileNameWithoutExtension(file));
            Assert.True(name.Success, file);
            SurrogateFunction surrogate = name.Groups["surrogate"].Value == "atan" ? SurrogateFunction.ATan(Number(name, "alpha")) : SurrogateFunction.Sigmoid(Number(name, "alpha"));
            var options = new LeakyNeuronOptions
            {
                Surrogate = surrogate,
                Tau = name.Groups["tau"].Success ? Number(name, "tau") : 2,
                DecayInput = !name.Groups["nodecay"].Success,
                DetachReset = name.Groups["detach"].Value == "1",
                ResetPotential = name.Groups["reset"].Value == "None" ? null : Number(name, "reset"),
            };
            using SpikingNeuron neuron = Make(name.Groups["kind"].Value, options);
            var golden = new NpzFile(file);
            Tensor x = golden["x"].requires_grad_();
            Tensor spikes = neuron.call(x);
            Close(golden["spike"], spikes, 0);
            spikes.backward([golden["g"]]);
            Close(golden["grad_x"], x.grad!, 1e-5);
            if (neuron is ParametricLifNeuron parametric)
            {
                Close(golden["w"].reshape([]), parametric.W, 1e-6);
                Close(golden["grad_w"].reshape([]), parametric.W.grad!, 1e-5);
            }

            using IDisposable quiet = no_grad();
            Tensor[] potentials = [.. x.unbind(0).Select(step =>
            {
                neuron.Step(step);
                return neuron.Potential!.clone();
            })];
            Close(golden["v_seq"], stack(potentials, 0), 1e-6);
        }
    }

    [SkippableTheory]
    [InlineData("IF", 2, true, true, 0.0, "sigmoid", "0 1 0 1 0", ".606981 .047925 .961314 .000271 .103558", null)]
    [InlineData("LIF", 2, true, true, 0.0, "sigmoid", "0 0 0 1 0", ".481977 .747801 .534560 .108076 .042805", null)]
    [InlineData("LIF", 2, true, false, 0.0, "sigmoid", "0 0 0 1 0", ".348144 .513428 .487289 .100212 .042805", null)]
    [InlineData("LIF", 1.75, true, true, 0.0, "sigmoid", "0 1 0 1 0", ".388401 .571390 .313840 .147623 .050274", null)]
    [InlineData("LIF", 2, false, true, 0.0, "atan", "0 1 0 1 0", ".456065 .136676 .923147 .025954 .111181", null)]
    [InlineData("PLIF", 2, true, true, 0.0, "atan", "0 0 0 1 0", ".437696 .704046 .497922 .085674 .050468", .624799)]
    [InlineData("LIF", 2, true, true, null, "sigmoid", "0 0 0 1 0", ".491509 .766865 .572687 .184331 .152510", null)]
    public void EqualsTheFiguresWorkedOutByHand(string kind, double tau, bool decay, bool detach, double? reset, string surrogate, string spikes, string gradient, double? gradientOfW)
    {
        using SpikingNeuron neuron = Make(kind, new LeakyNeuronOptions
        {
            Tau = tau,
            DecayInput = decay,
            DetachReset = detach,
            ResetPotential = reset,
            Surrogate = surrogate == "atan" ? SurrogateFunction.ATan() : SurrogateFunction.Sigmoid(),
        });
        Tensor x = tensor(new[] { 0.6, 1.5, 0.9, 2.5, 0.1 }).requires_grad_();
        Tensor fired = neuron.call(x);
        Close(Numbers(spikes), fired, 0);
        fired.sum().backward();
        Close(Numbers(gradient), x.grad!, 1e-6);
        if (gradientOfW is { } expected)
            Close([expected], ((ParametricLifNeuron)neuron).W.grad!, 1e-6);
    }

    [SkippableTheory]
    [CombinatorialCases]
    public void TheGradientIsThatOfTheSmoothNeuron(string kind, bool decay, bool hard)
    {
        // Without detach: a detached reset has no function whose gradient it were.
        using SpikingNeuron neuron = Make(kind, new LeakyNeuronOptions
        {
            Tau = 1.75,
            DecayInput = decay,
            DetachReset = false,
            ResetPotential = hard ? -0.25 : null,
            Surrogate = new SmoothSurrogate(SurrogateFunction.Sigmoid(2)),
        });
        neuron.@double();
        Tensor x = (randn(4, 2, 3, dtype: ScalarType.Float64) + 0.5).requires_grad_();
        Tensor[] inputs = neuron is ParametricLifNeuron parametric ? [x, parametric.W] : [x];
        CheckGradient(() => neuron.call(x), inputs);
    }

    [SkippableTheory]
    [CombinatorialCases]
    public void StepModesAreEqualToTheBit(string kind, bool decay, bool hard)
    {
        using SpikingNeuron neuron = Make(kind, new LeakyNeuronOptions { Tau = 1.5, DecayInput = decay, ResetPotential = hard ? 0.1 : null, DetachReset = false });
        Tensor x = (randn(7, 2, 3, 5) + 0.7).requires_grad_();
        Tensor whole = neuron.call(x);
        Tensor gradient = autograd.grad([whole.sum()], [x])[0];
        Assert.Null(neuron.Potential);

        Tensor single = stack(x.unbind(0).Select(neuron.Step), 0);
        Assert.True(BitEqual(whole, single));
        Assert.True(BitEqual(gradient, autograd.grad([single.sum()], [x])[0]));
        Tensor after = neuron.Potential!.clone();

        neuron.Reset();
        Tensor pieces = cat([neuron.Continue(x.narrow(0, 0, 3)), neuron.Continue(x.narrow(0, 3, 4))], 0);
        Assert.True(BitEqual(whole, pieces));
        Assert.True(BitEqual(after, neuron.Potential!));
        Assert.True(BitEqual(whole, neuron.call(x))); // the carried state does not reach a plain call
    }

    [SkippableFact]
    public void AnotherBatchSizeSaysWhatToDo()
    {
        using var neuron = new LifNeuron();
        neuron.Step(ones(4, 3));
        var error = Assert.Throws<NeuronStateException>(() => neuron.Step(ones(2, 3)));
        Assert.Contains("[4, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("Reset()", error.Message, StringComparison.Ordinal);
        neuron.Reset();
        neuron.Step(ones(2, 3));
    }

    [SkippableFact]
    public void ASecondBackwardSaysWhatToDo()
    {
        using var neuron = new LifNeuron();
        Tensor weight = ones(3).requires_grad_();
        neuron.Continue(ones(2, 1, 3) * weight).sum().backward();
        var error = Assert.Throws<NeuronStateException>(() => neuron.Continue(ones(2, 1, 3) * weight));
        Assert.Contains("Detach()", error.Message, StringComparison.Ordinal);
        Tensor before = neuron.Potential!.clone();
        using (no_grad())
            neuron.Continue(ones(1, 1, 3)); // without gradients there is nothing to run through
        neuron.Detach();
        Assert.False(neuron.Potential!.requires_grad);
        Assert.False(BitEqual(before, neuron.Potential));
        neuron.Continue(ones(2, 1, 3) * weight).sum().backward();
        neuron.Reset();
        neuron.Continue(ones(2, 1, 3) * weight).sum().backward();
    }

    [SkippableFact]
    public void BackwardThroughSeveralPiecesAtOnceIsFine()
    {
        using var neuron = new LifNeuron();
        Tensor x = (randn(6, 2, 3) + 1).requires_grad_();
        Tensor whole = autograd.grad([neuron.call(x).sum()], [x])[0];
        Tensor pieces = neuron.Continue(x.narrow(0, 0, 2)).sum() + neuron.Continue(x.narrow(0, 2, 4)).sum();
        Assert.True(BitEqual(whole, autograd.grad([pieces], [x])[0]));
    }

    [SkippableFact]
    public void HalfInputKeepsItsStateInFloat32()
    {
        using var neuron = new LifNeuron();
        // A state in bfloat16 would stop growing long before: 8 bits of fraction.
        Tensor x = full([2000, 1], 0.0039, dtype: ScalarType.BFloat16);
        Tensor spikes = neuron.Continue(x);
        Assert.Equal(ScalarType.BFloat16, spikes.dtype);
        Assert.Equal(ScalarType.Float32, neuron.Potential!.dtype);
    }

    [SkippableFact]
    public void AWeightOfAParametricNeuronIsAParameter()
    {
        using var neuron = new ParametricLifNeuron(new LeakyNeuronOptions { Tau = 3 });
        (string name, TorchSharp.Modules.Parameter parameter) = Assert.Single(neuron.named_parameters());
        Assert.Equal("w", name);
        Assert.Equal(-Math.Log(2), parameter.item<float>(), 6);
        Assert.Empty(neuron.named_buffers());
        neuron.Step(ones(1, 2));
        Assert.Equal(["w"], neuron.state_dict().Keys); // the carried state is no buffer
    }

    [Fact]
    public void WrongOptionsAreRejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LifNeuron(new LeakyNeuronOptions { Tau = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParametricLifNeuron(new LeakyNeuronOptions { Tau = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IFNeuron(new NeuronOptions { Threshold = 0 }));
    }

    private static SpikingNeuron Make(string kind, LeakyNeuronOptions options) => kind switch
    {
        "IF" => new IFNeuron(options),
        "LIF" => new LifNeuron(options),
        "PLIF" => new ParametricLifNeuron(options),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "found an unknown neuron"),
    };

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static double[] Numbers(string text) => [.. text.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"^(?<kind>IF|LIF|PLIF)(_tau(?<tau>[\d.]+))?(?<nodecay>_nodecay)?_(?<surrogate>atan|sigmoid)(?<alpha>\d+)_detach(?<detach>[01])_vreset(?<reset>.+)$")]
    private static partial Regex CaseName();
}
