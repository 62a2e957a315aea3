using System.Diagnostics;

namespace NeuroKit.Cli.Tests;

/// <summary>The verbs of recordings neither load nor need the training library; the verbs of networks do.</summary>
public sealed class TrainingApartTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly string[] s_training = ["NeuroKit.Training.dll", "NeuroKit.Bindings.TorchSharp.dll", "TorchSharp.dll", "libneurokit_torch.so"];
    private readonly TemporaryFolder _folder = new();

    public TrainingApartTests()
    {
        // A copy of the program without it. The list of dependencies would have the host look for the files before anything runs.
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory))
        {
            string name = Path.GetFileName(file);
            if (!s_training.Contains(name) && !name.EndsWith(".deps.json", StringComparison.Ordinal))
                File.Copy(file, _folder[name]);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void VerbsOfRecordingsRunWithoutTheTrainingLibrary()
    {
        string recording = _folder.WriteTen();
        Assert.Equal(0, Run("info", recording).Code);
        Assert.Equal(0, Run("frames", recording, _folder["frames.npy"], "--bins", "4").Code);
        Assert.Equal(0, Run("convert", recording, _folder["events.npz"]).Code);
        Assert.Equal(0, Run("formats").Code);
        Assert.Equal(0, Run("--help").Code);
        Assert.Equal(2, Run("describe", "sew-small").Code); // wrong usage is told before anything is loaded
    }

    [Fact]
    public void VerbsOfNetworksDoNot()
    {
        (int code, string error) = Run("describe", "sew-small", "--input", "8,2,34,34");
        Assert.NotEqual(0, code);
        Assert.Contains("NeuroKit.Training", error, StringComparison.Ordinal);
    }

    private (int Code, string Error) Run(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [_folder["neurokit.dll"], .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(s_limit));
        _ = output.Result;
        return (process.ExitCode, error.Result);
    }
}
