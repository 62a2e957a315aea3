using NeuroKit.Training.Layers;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Neurons;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Training.Energy;

/// <summary>Measures a network on frames: runs it in evaluation mode and notes what each layer is given.</summary>
/// <example><code>var meter = new EnergyMeter(network); meter.Measure(frames); EnergyReport report = meter.Report();</code></example>
public sealed class EnergyMeter
{
    private readonly SpikingNetwork _network;
    private readonly Recorder _recorder = new();
    private long _samples;
    private long _steps;

    /// <summary>Makes a meter.</summary>
    /// <param name="network">The network.</param>
    public EnergyMeter(SpikingNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
    }

    /// <summary>Runs the network on a batch.</summary>
    /// <param name="x">Frames, [N, T, C, H, W]; T is the same for all batches.</param>
    /// <exception cref="ArgumentException">Another T than before, or frames that the network does not take.</exception>
    public void Measure(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.dim() == 5 && _samples > 0 && x.shape[1] != _steps)
            throw new ArgumentException($"found {x.shape[1]} steps after batches of {_steps}; expected the same", nameof(x));
        bool wasTraining = _network.training;
        _network.eval();
        try
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable quiet = no_grad();
            _network.Forward(x, ForwardRequest.Plain, _recorder).Dispose();
        }
        finally
        {
            _network.train(wasTraining);
        }

        _samples += x.shape[0];
        _steps = x.shape[1];
    }

    /// <summary>The energy by layer, of all batches measured so far.</summary>
    /// <param name="options">The conventions; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">Nothing was measured yet.</exception>
    public EnergyReport Report(EnergyOptions? options = null)
    {
        if (_samples == 0)
            throw new InvalidOperationException("nothing was measured yet: call Measure with frames first");
        options ??= new EnergyOptions();
        var layers = new List<EnergyLayer>();
        bool isFirst = true;
        foreach (Entry entry in _recorder.Entries)
        {
            layers.Add(entry.Count(options, _steps, isFirst));
            isFirst &= entry.MacsPerStep == 0;
        }

        return new EnergyReport(_network.Identifier, _steps, _samples, options, layers);
    }

    /// <summary>A layer, or an attention's products, over all passes.</summary>
    private sealed class Entry(string name, string kind, long macsPerStep)
    {
        private double _elementsPerStep;
        private bool _isNorm;
        private bool _leaks;
        private bool _isNeuron;
        private (double AsComputed, double KeyValueFirst) _attentionSizes;

        public long MacsPerStep => macsPerStep;

        private LayerTally Input { get; } = new();

        private LayerTally Second { get; } = new();

        private LayerTally Third { get; } = new();

        public void Add(in LayerCall call)
        {
            Input.Add(call.Input);
            _elementsPerStep = call.Output.numel() / (double)call.Output.shape[0];
            _isNorm = call.Module is NormBase;
            _isNeuron = call.Module is SpikingNeuron;
            _leaks = _isNeuron && call.Module is not IFNeuron;
            if (_isNeuron)
                Second.Add(call.Output);
        }

        public void Add(in AttentionCall call)
        {
            Input.Add(call.Query);
            Second.Add(call.Key);
            Third.Add(call.Value);
            double perHead = (double)call.Heads * call.Tokens * call.HeadWidth;
            _attentionSizes = (perHead * call.Tokens, perHead * call.HeadWidth);
        }

        public EnergyLayer Count(EnergyOptions options, long steps, bool isFirst)
        {
            double macs = 0;
            double accumulates = 0;
            double sops = Input.Rate * steps * macsPerStep;
            double elements = _elementsPerStep * steps;
            if (_attentionSizes.AsComputed > 0 && options.RealInputs == InputCounting.Macs && (Input.Values, Second.Values, Third.Values) is not (not InputValues.Real, not InputValues.Real, not InputValues.Real))
            {
                // Products of real numbers, as of a network without spikes.
                macs = 2 * steps * (options.Attention == AttentionCounting.AsComputed ? _attentionSizes.AsComputed : _attentionSizes.KeyValueFirst);
                sops = macs;
            }
            else if (_attentionSizes.AsComputed > 0)
            {
                (double q, double k, double v) = (Input.Rate, Second.Rate, Third.Rate);
                accumulates = steps * (options.Attention == AttentionCounting.AsComputed
                    ? _attentionSizes.AsComputed * (Math.Min(q, k) + v)
                    : _attentionSizes.KeyValueFirst * (Math.Min(k, v) + q));
                sops = accumulates;
            }
            else if (macsPerStep > 0)
            {
                if (isFirst && options.FirstLayer != FirstLayerCounting.Accumulates)
                    macs = (double)macsPerStep * (options.FirstLayer == FirstLayerCounting.MacsOnce ? 1 : steps);
                else if (IsCountedAsMacs(options, isFirst))
                    macs = (double)macsPerStep * steps;
                else
                    accumulates = sops;
            }
            else if (_isNorm && !options.FoldNormalisation)
            {
                macs = elements;
            }
            else if (_isNeuron && options.CountNeurons)
            {
                (accumulates, macs) = (elements, _leaks ? elements : 0);
            }

            return new EnergyLayer(
                name, kind, macsPerStep, Input.Values, Input.Rate, Input.Density, _isNeuron ? Second.Rate : null,
                sops, macs, accumulates, (macs * options.MacPicojoules) + (accumulates * options.AccumulatePicojoules));
        }

        // What the first layer is counted as is said for itself.
        private bool IsCountedAsMacs(EnergyOptions options, bool isFirst) => !isFirst && Input.Values switch
        {
            InputValues.Whole => options.WholeInputs == InputCounting.Macs,
            InputValues.Real => options.RealInputs == InputCounting.Macs,
            _ => false,
        };
    }

    private sealed class Recorder : ILayerObserver
    {
        private readonly Dictionary<string, Entry> _byName = [];

        public List<Entry> Entries { get; } = [];

        public void OnLayer(in LayerCall call) => Of(call.Name, call.Kind, call.MacsPerStep).Add(call);

        public void OnAttention(in AttentionCall call) => Of(call.Name, "attention", call.MacsPerStep).Add(call);

        private Entry Of(string name, string kind, long macsPerStep)
        {
            if (!_byName.TryGetValue(name, out Entry? entry))
            {
                entry = new Entry(name, kind, macsPerStep);
                _byName.Add(name, entry);
                Entries.Add(entry);
            }

            return entry;
        }
    }
}
