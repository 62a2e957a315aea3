using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Hdf5;

namespace NeuroKit.Cli.Doctor;

/// <summary>Looks at the machine.</summary>
internal static class DoctorChecks
{
    public static IReadOnlyList<DoctorCheck> Run() =>
    [
        new("neurokit", DoctorState.Fine, ToolVersion),
        new("runtime", DoctorState.Fine, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription} ({RuntimeInformation.ProcessArchitecture})"),
        Sdk(),
        Processor(),
        new("memory", DoctorState.Fine, string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024):0.0} GiB")),
        new("formats", DoctorState.Fine, string.Join(", ", ToolFormats.All.All.Select(f => f.Name))),
        Pictures(),
        .. TorchChecks.Run(),
        .. Hdf5(),
        Writable("artifacts folder", ToolFolders.Artifacts),
        Writable("temporary folder", Path.GetTempPath()),
    ];

    private static string ToolVersion => typeof(DoctorChecks).Assembly.GetName().Version?.ToString(3) ?? "unknown";

    private static DoctorCheck Sdk()
    {
        const string advice = "install the .NET 10 SDK (package dotnet-sdk-10.0); only building from source needs it";
        try
        {
            using Process? process = Process.Start(new ProcessStartInfo(DotnetPath(), ["--list-sdks"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            if (process is null)
                return new("SDK", DoctorState.Missing, "dotnet does not start", advice);
            string[] versions = [.. process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];
            process.WaitForExit();
            string found = versions.Length == 0 ? "none" : string.Join(", ", versions);
            return versions.Any(v => v.StartsWith("10.", StringComparison.Ordinal)) ? new("SDK", DoctorState.Fine, found) : new("SDK", DoctorState.Missing, found, advice);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return new("SDK", DoctorState.Missing, exception.Message, advice);
        }
    }

    // The host that runs us, so that a dotnet off the path is found as well.
    private static string DotnetPath()
        => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    private static DoctorCheck Processor()
    {
        int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        string vectors = bits == 0 ? "no vectors" : $"{bits}-bit vectors";
        return new("processor", DoctorState.Fine, $"{Environment.ProcessorCount} cores, {vectors}",
            bits == 0 ? "decoding is slower than it could be: this processor has no vector instructions that .NET uses" : null);
    }

    private static DoctorCheck Pictures()
        => FashionMnistPackage.IsPresent
            ? new("Fashion-MNIST", DoctorState.Fine, FashionMnistPackage.Folder)
            : new("Fashion-MNIST", DoctorState.Missing, $"nothing in {FashionMnistPackage.Folder}", $"demo and simulate use it: {DebianPackages.Command(FashionMnist.DebianPackage)}");

    private static IEnumerable<DoctorCheck> Hdf5()
    {
        if (!Hdf5Library.IsAvailable(out string details))
            return [new("HDF5", DoctorState.Missing, "no libhdf5", $"HDF5 files (.h5) need it: {DebianPackages.Command(Hdf5Library.DebianPackage)}")];
        return
        [
            new("HDF5", DoctorState.Fine, details),
            Hdf5Library.CanTryFiles()
                ? new("HDF5 helper", DoctorState.Fine, "a process of its own tries files before they are opened")
                : new("HDF5 helper", DoctorState.Missing, "no helper process can be started", "damaged HDF5 files could end the program: run it by an installed .NET runtime, not as a single file"),
        ];
    }

    private static DoctorCheck Writable(string name, string folder)
    {
        try
        {
            string there = Path.GetFullPath(folder);
            while (!Directory.Exists(there))
                there = Path.GetDirectoryName(there)!; // what is made later can be made where its parent can be written
            string probe = Path.Combine(there, $".neurokit-{Guid.NewGuid():N}.tmp");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new(name, DoctorState.Fine, folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new(name, DoctorState.Failed, exception.Message, $"make {folder} writable, or say another place with NEUROKIT_ARTIFACTS");
        }
    }
}
