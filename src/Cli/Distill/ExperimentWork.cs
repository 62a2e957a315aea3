using System.Diagnostics;
using System.Globalization;
using System.Text;
using NeuroKit.Cli.Training;
using NeuroKit.Distill.Experiments;

namespace NeuroKit.Cli.Distill;

/// <summary>Carries <c>experiment</c> out.</summary>
internal static class ExperimentWork
{
    public static async Task<int> RunAsync(ToolConsole console, ExperimentRequest request, CancellationToken cancellationToken)
    {
        // Before the runs: they take hours.
        string? reading = request.Reading is null ? null : await File.ReadAllTextAsync(request.Reading, Encoding.UTF8, cancellationToken).ConfigureAwait(false);
        int code = ExitCode.Fine;
        if (request.Data is not null)
        {
            TorchStart.Prepare();
            code = await WorkAsync(console, request, cancellationToken).ConfigureAwait(false);
        }

        if (request.Report is not null)
        {
            ExperimentReport.Write([new ExperimentReportSource(request.Plan, request.Out), .. request.With], request.Report, Command(request), reading);
            console.Note($"{Path.Combine(request.Report, "distillation.md")} and results.json say what the finished runs give");
        }

        return code;
    }

    private static async Task<int> WorkAsync(ToolConsole console, ExperimentRequest request, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (request.MaxMinutes is { } minutes)
            stop.CancelAfter(TimeSpan.FromMinutes(minutes));
        ExperimentRunner opened;
        try
        {
            opened = ExperimentRunner.Open(request.Plan, request.Data!, request.Out, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            console.Note("the time was over before all recordings were read; go on with the same command and more of it");
            return ExitCode.Fine;
        }

        using ExperimentRunner runner = opened;
        console.Note(Count(runner));
        var others = new List<Process>();
        try
        {
            for (int i = 1; i < request.Jobs; i++)
                others.Add(StartOther(request));
            // Torch's pool and its number of threads belong to the thread that asks first: the work stays on one.
            runner.Work(new ExperimentLines(console, runner), stop.Token);
            foreach (Process other in others)
                await other.WaitForExitAsync(stop.Token).ConfigureAwait(false);
            // Every run is finished all the same: this process took what they left.
            foreach (Process other in others.Where(p => p.ExitCode != ExitCode.Fine))
                console.Warn(string.Create(CultureInfo.InvariantCulture, $"a process beside this one ended with exit code {other.ExitCode}"));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            // However it ends, stopped or failed: nobody works on behind the back of whoever called.
            foreach (Process other in others)
            {
                if (!other.HasExited)
                    other.Kill(entireProcessTree: true);
                other.Dispose();
            }
        }

        console.Note(Count(runner));
        if (cancellationToken.IsCancellationRequested)
        {
            console.Fail("interrupted; go on with the same command");
            return ExitCode.Interrupted;
        }

        return ExitCode.Fine;
    }

    // One thread each: two processes of one thread do more in a time than one of two.
    private static Process StartOther(ExperimentRequest request)
    {
        string[] arguments = [Environment.GetCommandLineArgs()[0], "experiment", request.Plan, "--data", request.Data!, "--out", request.Out];
        bool isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        var start = new ProcessStartInfo(Environment.ProcessPath!, isHosted ? arguments : arguments[1..]);
        return Process.Start(start) ?? throw new CommandFailedException("a further process of neurokit does not start");
    }

    private static string Count(ExperimentRunner runner)
        => string.Create(CultureInfo.InvariantCulture, $"{runner.Plan.Name}: {runner.Finished} of {runner.Runs} runs are finished");

    private static string Command(ExperimentRequest request)
        => $"neurokit experiment {request.Plan} --out {request.Out} --report {request.Report}{string.Concat(request.With.Select(w => $" --with {w.Plan}={w.Folder}"))}{(request.Reading is null ? "" : $" --reading {request.Reading}")}";

    /// <summary>A line a run.</summary>
    private sealed class ExperimentLines(ToolConsole console, ExperimentRunner runner) : IProgress<ExperimentRunResult>
    {
        public void Report(ExperimentRunResult value)
        {
            // Tests are read when all are there: a line says what validation says.
            string validation = value.ValidationAccuracy is { } share ? string.Create(CultureInfo.InvariantCulture, $"validation {100 * share:0.0} %, ") : "";
            console.Note(string.Create(CultureInfo.InvariantCulture, $"{runner.Finished}/{runner.Runs}  {value.Job}: {validation}{value.ProcessorSeconds:0} s"));
        }
    }
}
