using NeuroKit.Events.Datasets;
using NeuroKit.Training.Energy;
using NeuroKit.Training.Losses;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Runs;

/// <summary>What a run has learnt, ready for use: its network with the weights chosen on validation, else the last ones.</summary>
public sealed class TrainedModel : IDisposable
{
    private TrainedModel(RunFolder folder, Recipe recipe, RunInfo info, SpikingNetwork network)
    {
        Folder = folder;
        Recipe = recipe;
        Info = info;
        Network = network;
    }

    /// <summary>The run's folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>The run's recipe.</summary>
    public Recipe Recipe { get; }

    /// <summary>What the run depended on.</summary>
    public RunInfo Info { get; }

    /// <summary>The network in evaluation mode.</summary>
    public SpikingNetwork Network { get; }

    /// <summary>Loads a run's network.</summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <param name="device">Where it computes; null: the CPU.</param>
    /// <exception cref="TrainingException">There is no run, or no checkpoint of it yet.</exception>
    public static TrainedModel Open(string runFolder, Device? device = null)
    {
        var folder = new RunFolder(runFolder);
        folder.RequireRun();
        Recipe recipe = Recipe.Load(folder.Recipe);
        RunInfo info = RunFiles.Read(folder.Run, RunFiles.Info);
        SpikingNetwork network = SpikingNetworks.Create(recipe.Network.Id, TrainingRun.Inputs(recipe, info));
        try
        {
            Load(network, folder);
        }
        catch
        {
            network.Dispose();
            throw;
        }

        if (device is not null)
            network.to(device);
        network.eval();
        return new TrainedModel(folder, recipe, info, network);
    }

    /// <summary>Measures the network on a part of the run's data set.</summary>
    /// <param name="part"><c>test</c>, <c>validation</c> or <c>train</c>.</param>
    /// <param name="dataRoot">The data set's folder; null: where it was.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="ArgumentException">The run has no such part.</exception>
    /// <exception cref="DatasetException">The data set is not there.</exception>
    public EvaluationResult Evaluate(string part = "test", string? dataRoot = null, CancellationToken cancellationToken = default)
    {
        RunData data = RunData.Open(Recipe, dataRoot ?? Info.DataRoot);
        Data.IBatchSource source = data.Batches(data.Part(part), isTraining: false, Network.parameters().First().device, cancellationToken: cancellationToken);
        using (source as IDisposable)
            return Evaluation.Measure(Network, source, cancellationToken);
    }

    /// <summary>Says what a recording shows.</summary>
    /// <param name="path">The file, in the data set's format and conventions.</param>
    /// <exception cref="Events.EventFormatException">The file cannot be read.</exception>
    public Prediction Predict(string path)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        Tensor frames = RunData.FramesOf(Recipe, path).unsqueeze(0).to(Network.parameters().First().device);
        using SpikingOutput output = Network.Forward(frames);
        float[] shares = nn.functional.softmax(TaskLoss.MeanLogits(output.Logits), 1).cpu().data<float>().ToArray();
        int label = Array.IndexOf(shares, shares.Max());
        return new Prediction(path, label, Info.Classes[label], shares);
    }

    /// <summary>Estimates the energy of the network on recordings of the run's test part.</summary>
    /// <param name="samples">The recordings to measure on, at most, taken at even distances over the part so that every class is among them; at least 1.</param>
    /// <param name="options">The conventions; null: the defaults.</param>
    /// <param name="dataRoot">The data set's folder; null: where it was.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="TrainingException">The run's rule gives recordings different numbers of frames.</exception>
    /// <exception cref="DatasetException">The data set is not there.</exception>
    public EnergyReport MeasureEnergy(int samples = 64, EnergyOptions? options = null, string? dataRoot = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (Recipe.Frames.Steps is null)
            throw new TrainingException($"{Folder.Path}: its frames are {Info.Frames}, a number that varies; energy is of one number of steps");
        RunData data = RunData.Open(Recipe, dataRoot ?? Info.DataRoot);
        Data.IBatchSource source = data.Batches(EvenSample.Of(data.Test, samples), isTraining: false, Network.parameters().First().device, cancellationToken: cancellationToken);
        using (source as IDisposable)
            return MeasureEnergy(Network, source, cancellationToken).Report(options);
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    internal static EnergyMeter MeasureEnergy(SpikingNetwork network, Data.IBatchSource source, CancellationToken cancellationToken)
    {
        var meter = new EnergyMeter(network);
        foreach (Data.TensorBatch batch in source.Epoch(0, 0, cancellationToken))
        {
            using (batch)
                meter.Measure(batch.Frames);
        }

        return meter;
    }

    private static void Load(SpikingNetwork network, RunFolder folder)
    {
        if (File.Exists(folder.BestCheckpoint))
        {
            network.load(folder.BestCheckpoint);
            return;
        }

        if (!File.Exists(folder.LastCheckpoint))
            throw new TrainingException($"{folder.Path}: has no checkpoint yet; train it, or resume it, first");
        CheckpointFile.ReadWeights(folder.LastCheckpoint, network);
    }
}
