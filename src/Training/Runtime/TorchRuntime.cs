using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Runtime;

/// <summary>libtorch as this process has it: whether it is there, its version, its threads.</summary>
public static class TorchRuntime
{
    /// <summary>
    /// The threads that an operation takes unless told otherwise: one for each core, or, as null, whatever the environment says
    /// (<c>OMP_NUM_THREADS</c>). libtorch's own choice is one thread on processors that it does not know.
    /// </summary>
    public static int? DefaultThreads => Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is { Length: > 0 } ? null : ProcessorCores.Count();

    /// <summary>Whether libtorch can be used; loads it where it is not loaded yet.</summary>
    /// <param name="reason">Where not: what is missing and how to get it; else empty.</param>
    public static bool IsAvailable(out string reason)
    {
        try
        {
            TorchWaiting.Shorten();
            // Any call loads it.
            using Tensor probe = empty(0);
            reason = "";
            return true;
        }
        catch (Exception exception) when (Absence(exception) is { } absence)
        {
            reason = absence;
            return false;
        }
    }

    /// <summary>Makes the process ready for training: memory is reused (<see cref="TorchMemory"/>), threads and seed are set.</summary>
    /// <param name="threads">The threads of an operation; null takes <see cref="DefaultThreads"/>.</param>
    /// <param name="seed">The seed of torch's generator; null leaves it.</param>
    /// <returns>What holds from then on.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread.</exception>
    /// <exception cref="NotSupportedException">libtorch is not there; the message says how to get it.</exception>
    public static TorchRuntimeState Prepare(int? threads = null, long? seed = null)
    {
        if (threads is { } number)
            ArgumentOutOfRangeException.ThrowIfLessThan(number, 1, nameof(threads));
        TorchMemory.Reuse();
        if (!IsAvailable(out string reason))
            throw new NotSupportedException(reason);
        if ((threads ?? DefaultThreads) is { } wanted && wanted != get_num_threads())
            set_num_threads(wanted);
        if (seed is { } start)
            manual_seed(start);
        return Describe();
    }

    /// <summary>What holds now.</summary>
    /// <exception cref="NotSupportedException">libtorch is not there; the message says how to get it.</exception>
    public static TorchRuntimeState Describe()
    {
        if (!IsAvailable(out string reason))
            throw new NotSupportedException(reason);
        return new TorchRuntimeState(__version__, LibraryPath(), get_num_threads(), get_num_interop_threads(), cuda.is_available() ? cuda.device_count() : 0, TorchMemory.State);
    }

    /// <summary>Whether training on a device repeats to the bit with equal seed, threads and libtorch, and why not where it does not.</summary>
    /// <param name="device">The device.</param>
    /// <param name="reason">Why not; empty where it does.</param>
    public static bool IsDeterministic(Device device, out string reason)
    {
        ArgumentNullException.ThrowIfNull(device);
        // Every operation of the networks splits its work by shape and thread count alone on the CPU.
        reason = device.type == DeviceType.CPU
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{device}: convolution and pooling may add up in another order each time; only the CPU repeats to the bit");
        return reason.Length == 0;
    }

    // The binding's loader, called by a type's initializer, speaks through two layers.
    private static string? Absence(Exception exception) => exception switch
    {
        TypeInitializationException { InnerException: { } inner } => Absence(inner),
        NotSupportedException or DllNotFoundException => exception.Message,
        _ => null,
    };

    private static string? LibraryPath()
    {
        using Process self = Process.GetCurrentProcess();
        foreach (ProcessModule module in self.Modules)
        {
            if (module.ModuleName.StartsWith("libtorch_cpu.", StringComparison.Ordinal) || module.ModuleName.StartsWith("torch_cpu.", StringComparison.OrdinalIgnoreCase))
                return module.FileName;
        }

        return null;
    }
}
