using NeuroKit.Training.Layers;
using NeuroKit.Training.Neurons;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Training.Networks;

/// <summary>A spiking network over event frames: [N, T, C, H, W] in, logits of each step out.</summary>
/// <remarks>
/// Every pass begins at rest and leaves nothing behind, unless <see cref="ForwardRequest.Streaming"/> is asked for: then the neurons' state
/// goes from pass to pass, until <see cref="ResetState"/>.
/// </remarks>
public sealed class SpikingNetwork : nn.Module<Tensor, ForwardRequest, SpikingOutput>
{
    private readonly nn.Module[] _parts;

    // Channels as the last in memory: convolution, normalisation and pooling are faster so on the CPU, and what they give stays so. Not
    // where tokens are convolved, for which everything would be turned round again.
    private readonly bool _takesChannelsLast;
    private readonly Dictionary<nn.Module, string> _names = new(ReferenceEqualityComparer.Instance);

    internal SpikingNetwork(string identifier, NetworkOptions options, IEnumerable<(string Name, nn.Module Part)> parts)
        : base(identifier)
    {
        Identifier = identifier;
        Options = options;
        var list = new List<nn.Module>();
        foreach ((string name, nn.Module part) in parts)
        {
            register_module(name, part);
            list.Add(part);
        }

        _parts = [.. list];
        foreach ((string name, nn.Module module) in named_modules())
        {
            if (name.Length > 0)
                _names.TryAdd(module, name);
        }

        _takesChannelsLast = !_names.Keys.OfType<Conv1d>().Any();
        FeatureNames = [.. _names.Values.Select(name => name + ".out")];
    }

    /// <summary>The network's identifier, for example <c>wide-7b-net</c>.</summary>
    public string Identifier { get; }

    /// <summary>What it was made for.</summary>
    public NetworkOptions Options { get; }

    /// <summary>The features that can be asked for: each part's output.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The names of the layers of neurons with their neurons, in the order of registration.</summary>
    public IEnumerable<(string Name, SpikingNeuron Neuron)> Neurons
        => _names.Where(entry => entry.Key is SpikingNeuron).Select(entry => (entry.Value, (SpikingNeuron)entry.Key));

    /// <summary>Computes the logits and what else is asked for.</summary>
    /// <param name="x">Frames, [N, T, C, H, W]; whole numbers are converted on the device they are on.</param>
    /// <param name="request">What else; null for the logits alone.</param>
    /// <returns>The output, which the caller disposes; its tensors join the dispose scope of the call as well.</returns>
    /// <exception cref="ArgumentException">The frames are of another shape than the network was made for, or a feature is unknown.</exception>
    /// <exception cref="NeuronStateException">A streaming pass does not go with the one before.</exception>
    public SpikingOutput Forward(Tensor x, ForwardRequest? request = null) => call(x, request ?? ForwardRequest.Plain);

    /// <inheritdoc/>
    public override SpikingOutput forward(Tensor input1, ForwardRequest input2) => Forward(input1, input2, observer: null);

    /// <summary>Forgets the state of streaming passes.</summary>
    public void ResetState()
    {
        foreach ((_, SpikingNeuron neuron) in Neurons)
            neuron.Reset();
    }

    /// <summary>Cuts the state of streaming passes off from their graph: to be called after each backward that another piece follows.</summary>
    public void DetachState()
    {
        foreach ((_, SpikingNeuron neuron) in Neurons)
            neuron.Detach();
    }

    /// <summary>Describes the network layer by layer: runs it once on an empty frame.</summary>
    public NetworkDescription Describe()
    {
        var recorder = new DescriptionRecorder();
        bool wasTraining = training;
        eval(); // the statistics of normalisation stay as they are
        try
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable quiet = no_grad();
            using Tensor x = zeros((long[])[1, 1, Options.Channels, Options.Height, Options.Width], ParameterType(), ParameterDevice());
            using SpikingOutput output = Forward(x, ForwardRequest.Plain, recorder);
        }
        finally
        {
            train(wasTraining);
        }

        return recorder.Describe(this, _names);
    }

    internal SpikingOutput Forward(Tensor x, ForwardRequest request, ILayerObserver? observer)
    {
        Check(x, request);
        using DisposeScope scope = NewDisposeScope();
        long samples = x.shape[0];
        long steps = x.shape[1];
        var pass = new SpikingPass(_names, request, steps, samples, observer);
        Tensor merged = x.to_type(ParameterType()).transpose(0, 1).reshape(samples * steps, x.shape[2], x.shape[3], x.shape[4]);
        if (_takesChannelsLast && merged.device.type == DeviceType.CPU)
            merged = merged.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        Tensor logits = LayerSequence.Run(_parts, merged, pass).reshape(steps, samples, -1);
        foreach (Tensor feature in pass.Features.Values)
        {
            scope.Attach(feature);
            feature.MoveToOuterDisposeScope();
        }

        return new SpikingOutput(logits.MoveToOuterDisposeScope(), pass.Features, pass.FiringRates);
    }

    private void Check(Tensor x, ForwardRequest request)
    {
        ArgumentNullException.ThrowIfNull(x);
        long[] shape = x.shape;
        if (shape.Length != 5 || shape[0] < 1 || shape[1] < 1 || shape[2] != Options.Channels || shape[3] != Options.Height || shape[4] != Options.Width)
            throw new ArgumentException($"found frames of shape [{string.Join(", ", shape)}]; expected [N, T, {Options.Channels}, {Options.Height}, {Options.Width}]", nameof(x));
        foreach (string feature in request.Features)
        {
            if (!FeatureNames.Contains(feature))
                throw new ArgumentException($"{Identifier} has no feature '{feature}'; it has {string.Join(", ", FeatureNames.Take(8))} and so on (FeatureNames)", nameof(request));
        }
    }

    // Conversions move the network as a whole: any parameter tells.
    private ScalarType ParameterType() => parameters().First().dtype;

    private Device ParameterDevice() => parameters().First().device;

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
    }
}
