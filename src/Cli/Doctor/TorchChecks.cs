using System.Globalization;
using System.Runtime.CompilerServices;
using NeuroKit.Training.Runtime;

namespace NeuroKit.Cli.Doctor;

/// <summary>Looks at what the verbs of networks need. The only class of <c>doctor</c> that touches the training library.</summary>
internal static class TorchChecks
{
    // Not inlined, so that the training library is loaded when the checks are made and not with the class that lists them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<DoctorCheck> Run()
    {
        string advice = $"describe, train and the other verbs of networks need it: {DebianPackages.Command("libtorch-dev cmake g++")}, then run the verb through the launcher, which builds the binding";
        // The same settings as a training's, so that what is said is what it will have.
        DoctorCheck memory = new("memory reuse", TorchMemory.Reuse() is { IsReused: true } ? DoctorState.Fine : DoctorState.Missing, TorchMemory.State.Description);
        if (!TorchRuntime.IsAvailable(out string reason))
            return [new("libtorch", DoctorState.Missing, FirstSentence(reason), advice), memory];
        TorchRuntimeState state = TorchRuntime.Prepare();
        string devices = state.CudaDevices == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", CUDA devices: {state.CudaDevices}");
        return
        [
            new("libtorch", DoctorState.Fine, $"{state.Version}{(state.LibraryPath is { } path ? ", " + path : "")}{devices}"),
            memory,
            new("torch threads", DoctorState.Fine, string.Create(CultureInfo.InvariantCulture, $"{state.Threads} an operation{(TorchRuntime.DefaultThreads is null ? " (OMP_NUM_THREADS)" : "")}")),
        ];
    }

    private static string FirstSentence(string text) => text.IndexOf(". ", StringComparison.Ordinal) is var end and > 0 ? text[..end] : text;
}
