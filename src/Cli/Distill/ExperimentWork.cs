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
        int code = ExitCode.Fine;
        if (request.Data is not null)
        {
            TorchStart.Prepare();
            code = await WorkAsync(console, request, cancellationToken).ConfigureAwait(false);
        }

        if (request.Report is not null)
        {
            string? reading = request.Reading is null ? null : await File.ReadAllTextAsync(request.Reading, Encoding.UTF8, CancellationToken.None).ConfigureAwait(false);
            ExperimentReport.Write(request.Plan, request.Out, request.Report, Command(request), reading);
            console.Note($"{Path.Combine(request.Report, "distillation.md")} and results.json say what the finished runs give");
        }

        return code;
    }

    private static async Task<int> WorkAsync(ToolConsole console, ExperimentRequest request, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (request.MaxMinutes is { } minutes)
            stop.CancelAfter(TimeSpan.FromMinutes(minutes));
        using ExperimentRunner runner = ExperimentRunner.Open(request.Plan, request.Data!, request.Out, stop.Token);
        console.Note(Count(runner));
        Process[] others = [.. Enumerable.Range(1, request.Jobs - 1).Select(_ => StartOther(request))];
        try
        {
            // Torch's pool and its number of threads belong to the thread that asks first: the work stays on one.
            runner.Work(new ExperimentLines(console, runner), stop.Token);
            foreach (Process other in others)
                await other.WaitForExitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            foreach (Process other in others.Where(p => !p.HasExited))
                other.Kill();
        }
        finally
        {
            foreach (Process other in others)
                other.Dispose();
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
        => $"neurokit experiment {request.Plan} --out {request.Out} --report {request.Report}{(request.Reading is null ? "" : $" --reading {request.Reading}")}";

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
