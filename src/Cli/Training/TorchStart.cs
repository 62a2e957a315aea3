using NeuroKit.Training.Runs;
using NeuroKit.Training.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Cli.Training;

/// <summary>Makes libtorch ready for a verb, or says what is missing.</summary>
internal static class TorchStart
{
    /// <summary>Opens what a run has learnt, to compute with as many threads as the run did.</summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <exception cref="NeuroKit.Training.TrainingException">There is no run, or nothing learnt yet.</exception>
    /// <exception cref="CommandFailedException">libtorch or the device is not there.</exception>
    public static TrainedModel Open(string runFolder, string device = "cpu")
    {
        new RunFolder(runFolder).RequireRun();
        Device place = Prepare(device, RunInfo.Read(runFolder).Threads);
        return TrainedModel.Open(runFolder, place.type == DeviceType.CPU ? null : place);
    }

    /// <summary>Prepares libtorch.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="threads">The threads of an operation; null: one for each core, or what the environment says.</param>
    /// <returns>The device.</returns>
    /// <exception cref="CommandFailedException">libtorch or the device is not there; the message says which command mends it.</exception>
    public static Device Prepare(string device = "cpu", int? threads = null)
    {
        try
        {
            TorchRuntime.Prepare(threads);
        }
        catch (NotSupportedException exception)
        {
            throw new CommandFailedException(exception.Message);
        }

        if (device == "cuda" && !cuda.is_available())
            throw new CommandFailedException("--device cuda: this libtorch sees no CUDA device (neurokit doctor says which libtorch it is)");
        return device == "cuda" ? CUDA : CPU;
    }
}
