using NeuroKit.Distill.Losses;
using NeuroKit.Training;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>One number of steps in a joint training: its network, which may be the others' too, its run's files, and what is known of its course.</summary>
internal sealed class JointMember : IDisposable
{
    private readonly MetricsLog _metrics;
    private readonly TermMeans _terms = new();
    private Dictionary<string, Tensor>? _bestWeights;
    private double _lossSum;
    private long _correct;
    private long _samples;
    private (double Loss, double Accuracy) _lastStep;

    /// <summary>Makes a member.</summary>
    /// <param name="run">Its run.</param>
    /// <param name="session">Its run under way, which measures and writes; nothing is trained in it.</param>
    /// <param name="network">The network that is trained.</param>
    /// <param name="block">Which of a batch's frames it sees.</param>
    /// <param name="loss">Its loss beside the teacher; null: it is the teacher.</param>
    public JointMember(TrainingRun run, TrainingSession session, SpikingNetwork network, int block, DistillationLoss? loss)
    {
        Run = run;
        Session = session;
        Network = network;
        Block = block;
        Loss = loss;
        _metrics = session.Trainer.Options.Callbacks.OfType<MetricsLog>().Single();
    }

    public TrainingRun Run { get; }

    public TrainingSession Session { get; }

    public SpikingNetwork Network { get; }

    public int Block { get; }

    public DistillationLoss? Loss { get; }

    public int Steps => Run.Recipe.Frames.Steps!.Value;

    /// <summary>The epoch whose weights are kept; null before the first, and where there is no validation part.</summary>
    public EpochScore? Best { get; private set; }

    /// <summary>Notes what a batch gave.</summary>
    /// <param name="loss">Its loss.</param>
    /// <param name="logits">[T, N, K].</param>
    /// <param name="labels">The classes.</param>
    public void Note(double loss, Tensor logits, long[] labels)
    {
        using DisposeScope scope = NewDisposeScope();
        long[] predicted = logits.detach().mean([0]).argmax(1).cpu().data<long>().ToArray();
        int correct = predicted.Zip(labels).Count(pair => pair.First == pair.Second);
        _lossSum += loss * labels.Length;
        _correct += correct;
        _samples += labels.Length;
        _lastStep = (loss, (double)correct / labels.Length);
    }

    /// <summary>Notes what its loss beside the teacher was made of.</summary>
    public void Note(DistillationTerms terms) => _terms.Add(terms);

    public void OnStart() => _metrics.OnStart(Session.Trainer);

    public void OnStep(StepMetrics step) => _metrics.OnStep(Session.Trainer, step with { Loss = _lastStep.Loss, Accuracy = _lastStep.Accuracy });

    public void OnEpoch(EpochMetrics epoch, EvaluationResult? validation, bool isBest)
    {
        if (isBest)
        {
            Best = new EpochScore(epoch.Epoch, validation!.Accuracy, validation.Loss);
            DisposeBest();
            using IDisposable quiet = no_grad();
            _bestWeights = Network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone().DetachFromDisposeScope());
        }

        double samples = Math.Max(1, _samples);
        _metrics.OnEpoch(Session.Trainer, epoch with { Loss = _lossSum / samples, Accuracy = _correct / samples, Validation = validation, IsBest = isBest, Terms = Loss is null ? null : _terms.Take() });
        (_lossSum, _correct, _samples) = (0, 0, 0);
    }

    public void OnEnd(TrainingResult result) => _metrics.OnEnd(Session.Trainer, result);

    /// <summary>Gives the run's own network the trained one's weights, where it is another.</summary>
    public void TakeLast()
    {
        if (!ReferenceEquals(Run.Network, Network))
            Run.Network.load_state_dict(Network.state_dict());
    }

    /// <summary>Gives the run's own network the weights of the epoch that was chosen; none chosen: those that it has.</summary>
    public void TakeBest()
    {
        if (_bestWeights is not null)
            Run.Network.load_state_dict(_bestWeights);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_lossSum);
        writer.Write(_correct);
        writer.Write(_samples);
        _terms.Save(writer);
        _metrics.Save(writer);
        writer.Write(Best is not null);
        if (Best is null)
            return;
        writer.Write(Best.Epoch);
        writer.Write(Best.Accuracy);
        writer.Write(Best.Loss);
        foreach ((_, Tensor tensor) in _bestWeights!.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            tensor.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        _lossSum = reader.ReadDouble();
        _correct = reader.ReadInt64();
        _samples = reader.ReadInt64();
        _terms.Load(reader);
        _metrics.Load(reader);
        Best = null;
        DisposeBest();
        if (!reader.ReadBoolean())
            return;
        Best = new EpochScore(reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble());
        _bestWeights = Network.state_dict().Keys.Order(StringComparer.Ordinal).ToDictionary(name => name, _ => Tensor.Load(reader).DetachFromDisposeScope());
    }

    public void Dispose()
    {
        DisposeBest();
        Session.Dispose();
        Loss?.Dispose();
        Run.Dispose();
    }

    private void DisposeBest()
    {
        foreach (Tensor tensor in _bestWeights?.Values ?? Enumerable.Empty<Tensor>())
            tensor.Dispose();
        _bestWeights = null;
    }
}
