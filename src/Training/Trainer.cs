using NeuroKit.Training.Data;
using NeuroKit.Training.Losses;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Optimization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Training;

/// <summary>
/// Trains a network: epochs of steps, a validation after each, one test at the end. Everything else is a <see cref="TrainerCallback"/>.
/// </summary>
/// <remarks>
/// The best epoch is chosen on the validation part alone. The state of a training is wholly in <see cref="Save"/>: loaded into a trainer made
/// alike, it goes on as if nothing had been, to the bit, as long as torch computes with as many threads. A trainer belongs to one thread.
/// </remarks>
public sealed partial class Trainer : IDisposable
{
    private readonly IBatchSource _train;
    private readonly IBatchSource? _validation;
    private readonly IBatchSource? _test;
    private readonly LearningRateSchedule _schedule;
    private TrainingPosition _position;
    private EpochSums _sums;
    private Dictionary<string, Tensor>? _bestWeights;
    private int? _begunEpoch;

    /// <summary>Makes a trainer.</summary>
    /// <param name="network">The network, on its device already; it stays the caller's.</param>
    /// <param name="options">How to train.</param>
    /// <param name="train">What is trained on.</param>
    /// <param name="validation">What chooses the best epoch; null: none is chosen.</param>
    /// <param name="test">What is measured at the end; null: nothing.</param>
    /// <exception cref="TrainingException">There is not a single batch to train on.</exception>
    public Trainer(SpikingNetwork network, TrainerOptions options, IBatchSource train, IBatchSource? validation = null, IBatchSource? test = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Epochs, 1);
        if (train.BatchesPerEpoch == 0)
            throw new TrainingException($"there is no whole batch to train on: {train.Samples} recordings left; take a smaller batch, or keep the last one (dropLast)");
        Network = network;
        Options = options;
        _train = train;
        _validation = validation;
        _test = test;
        _schedule = new LearningRateSchedule(options.Schedule, options.Optimizer.LearningRate, options.Epochs);
        Optimizer = Optimizers.Create(options.Optimizer, options.Objective?.Module is { } module ? [network, module] : [network]);
    }

    /// <summary>The network.</summary>
    public SpikingNetwork Network { get; }

    /// <summary>How it is trained.</summary>
    public TrainerOptions Options { get; }

    /// <summary>The optimiser.</summary>
    public OptimizerHelper Optimizer { get; }

    /// <summary>Where the training stands.</summary>
    public TrainingPosition Position => _position;

    /// <summary>The batches of an epoch.</summary>
    public int BatchesPerEpoch => _train.BatchesPerEpoch;

    /// <summary>The epoch that is best on validation so far; null before the first, and where there is no validation part.</summary>
    public EpochScore? Best { get; private set; }

    /// <summary>The epoch that is best on the test part so far; null unless that was asked for.</summary>
    public EpochScore? BestOnTest { get; private set; }

    /// <summary>The mean loss of the epoch under way.</summary>
    public double RunningLoss => _sums.Loss;

    /// <summary>The share recognised in the epoch under way.</summary>
    public double RunningAccuracy => _sums.Accuracy;

    /// <summary>Trains, from where the training stands to its end.</summary>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>What it gave. The network has the weights of the epoch that is best on validation, where there is one, else the last ones.</returns>
    /// <exception cref="TrainingException">The loss is no number any more.</exception>
    public TrainingResult Fit(CancellationToken cancellationToken = default)
    {
        Begin();
        while (_position.Epoch < Options.Epochs)
        {
            foreach (TensorBatch batch in _train.Epoch(_position.Epoch, _position.Batch, cancellationToken))
            {
                using (batch)
                    Step(batch);
                cancellationToken.ThrowIfCancellationRequested();
            }

            EndEpoch(cancellationToken);
        }

        return End(cancellationToken);
    }

    /// <summary>Begins, for who drives the steps himself: before the first <see cref="Step"/>, after the state was loaded.</summary>
    public void Begin()
    {
        foreach (TrainerCallback callback in Options.Callbacks)
            callback.OnStart(this);
    }

    /// <summary>Makes the next step, for who drives the steps himself.</summary>
    /// <param name="batch">The batch at <see cref="Position"/>; it stays the caller's.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="TrainingException">The loss is no number any more.</exception>
    public StepMetrics Step(TensorBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        double rate = _schedule.At(_position.Epoch);
        if (_begunEpoch != _position.Epoch)
        {
            Optimizers.SetLearningRate(Optimizer, rate);
            Network.train();
            _begunEpoch = _position.Epoch;
        }

        StepMetrics step = RunStep(batch, rate);
        foreach (TrainerCallback callback in Options.Callbacks)
            callback.OnStep(this, step);
        return step;
    }

    /// <summary>Ends the epoch whose batches are all done: validates and goes to the next one.</summary>
    /// <param name="cancellationToken">Stops between batches.</param>
    public void EndEpoch(CancellationToken cancellationToken = default)
    {
        int epoch = _position.Epoch;
        EvaluationResult? validation = Measure(_validation, cancellationToken);
        EvaluationResult? test = Options.ReportBestOnTest ? Measure(_test, cancellationToken) : null;
        bool isBest = validation is not null && EpochScore.IsBetter(validation, Best);
        if (isBest)
        {
            Best = new EpochScore(epoch, validation!.Accuracy, validation.Loss);
            KeepBest();
        }

        if (test is not null && EpochScore.IsBetter(test, BestOnTest))
            BestOnTest = new EpochScore(epoch, test.Accuracy, test.Loss);
        var metrics = new EpochMetrics(epoch, _position.Step, _sums.Loss, _sums.Accuracy, _schedule.At(epoch), validation, test, isBest) { Terms = Options.Objective?.TakeTermMeans() };
        _position = new TrainingPosition(epoch + 1, 0, _position.Step);
        _sums = default;
        foreach (TrainerCallback callback in Options.Callbacks)
            callback.OnEpoch(this, metrics);
    }

    /// <summary>Ends the training: tests, and takes the best weights where an epoch was chosen.</summary>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>What it gave.</returns>
    public TrainingResult End(CancellationToken cancellationToken = default)
    {
        EvaluationResult? last = Measure(_test, cancellationToken);
        EvaluationResult? bestTest = null;
        if (_bestWeights is not null)
        {
            Network.load_state_dict(_bestWeights);
            bestTest = Best!.Epoch == Options.Epochs - 1 ? last : Measure(_test, cancellationToken);
        }

        var result = new TrainingResult(_position.Epoch, _position.Step, last, Best, bestTest, BestOnTest);
        foreach (TrainerCallback callback in Options.Callbacks)
            callback.OnEnd(this, result);
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Optimizer.Dispose();
        DisposeBest();
    }

    /// <summary>The weights of the epoch that is best on validation; null where there is none. They stay the trainer's.</summary>
    internal IReadOnlyDictionary<string, Tensor>? BestWeights => _bestWeights;

    private EvaluationResult? Measure(IBatchSource? part, CancellationToken cancellationToken)
        => part is null ? null : Evaluation.Measure(Network, part, cancellationToken);

    private StepMetrics RunStep(TensorBatch batch, double rate)
    {
        using DisposeScope scope = NewDisposeScope();
        (int epoch, int number) = (_position.Epoch, _position.Batch);
        TensorBatch mixed = Options.Mixup is { } mixup ? mixup.Apply(batch, Network.Options.Classes, epoch, number) : batch;
        try
        {
            Optimizer.zero_grad();
            Tensor frames = mixed.AllFrames[Options.TrainingBlock];
            if (Options.TrainSteps is { } steps)
                frames = TakeSteps(frames, steps, epoch, number);
            using SpikingOutput output = Network.Forward(frames, Options.Objective?.Request);
            Tensor loss = Options.Objective is { } objective ? objective.Compute(output, mixed) : Options.Loss.Compute(output.Logits, mixed.Targets, mixed.Lengths);
            double value = loss.ToDouble();
            if (!double.IsFinite(value))
                throw new TrainingException($"epoch {epoch}, batch {number}: the loss is {value}; a smaller learning rate than {rate} may help") { IsDivergence = true };
            loss.backward();
            Optimizer.step();
            long[] predicted = TaskLoss.MeanLogits(output.Logits, mixed.Lengths).argmax(1).cpu().data<long>().ToArray();
            int correct = predicted.Zip(batch.Labels).Count(pair => pair.First == pair.Second);
            _sums = _sums.Plus(value, correct, batch.Count);
            _position = new TrainingPosition(epoch, number + 1, _position.Step + 1);
            return new StepMetrics(epoch, number, _position.Step, batch.Count, value, (double)correct / batch.Count, rate);
        }
        finally
        {
            if (!ReferenceEquals(mixed, batch))
                mixed.Dispose();
        }
    }

    private Tensor TakeSteps(Tensor frames, int steps, int epoch, int number)
    {
        int all = (int)frames.shape[1];
        if (steps >= all)
            return frames;
        long[] chosen = SeededDraw.Subset(SeededDraw.For(Options.Seed, DrawPurpose.Steps, epoch, number), all, steps);
        using Tensor indices = tensor(chosen, device: frames.device);
        return frames.index_select(1, indices);
    }

    private void KeepBest()
    {
        using IDisposable quiet = no_grad();
        DisposeBest();
        _bestWeights = Network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone().DetachFromDisposeScope());
    }

    private void DisposeBest()
    {
        foreach (Tensor tensor in _bestWeights?.Values ?? Enumerable.Empty<Tensor>())
            tensor.Dispose();
        _bestWeights = null;
    }

    /// <summary>The sums of the epoch under way.</summary>
    private readonly record struct EpochSums(double LossSum, long Correct, long Samples)
    {
        public double Loss => Samples == 0 ? 0 : LossSum / Samples;

        public double Accuracy => Samples == 0 ? 0 : (double)Correct / Samples;

        public EpochSums Plus(double loss, int correct, int samples) => new(LossSum + (loss * samples), Correct + correct, Samples + samples);
    }
}
