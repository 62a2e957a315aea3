using NeuroKit.Training.Runtime;
using static TorchSharp.torch;

namespace NeuroKit.Cli.Training;

/// <summary>Makes libtorch ready for a verb, or says what is missing.</summary>
internal static class TorchStart
{
    /// <summary>Prepares libtorch.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <returns>The device.</returns>
    /// <exception cref="CommandFailedException">libtorch or the device is not there; the message says which command mends it.</exception>
    public static Device Prepare(string device = "cpu")
    {
        try
        {
            TorchRuntime.Prepare();
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
