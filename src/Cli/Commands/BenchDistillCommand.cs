using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NeuroKit.Cli.Bench;

namespace NeuroKit.Cli.Commands;

/// <summary><c>bench distill</c>: what a teacher adds to a student's step.</summary>
internal sealed class BenchDistillCommand : Command
{
    private const int DefaultSteps = 10;
    private const int MaximumSteps = 10_000;
    private readonly ToolConsole _console;
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _yes = CommonOptions.Yes();
    private readonly Option<long?> _steps = CommonOptions.Number("--steps", $"The pairs of steps to measure, after two that warm up ({DefaultSteps}).", "N");

    public BenchDistillCommand(ToolConsole console)
        : base("distill", "A student's step of Wide-7B-Net at T = 4 beside a teacher of T = 16, against the step without one: time and peak memory. Some minutes.")
    {
        _console = console;
        Add(_json);
        Add(_steps);
        Add(_yes);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        long steps = parsed.GetValue(_steps) ?? DefaultSteps;
        if (steps > MaximumSteps)
            throw new UsageException($"--steps: found {steps}; expected at most {MaximumSteps:N0}");
        IReadOnlyList<DistillBenchRow> rows = DistillBench.Measure(DistillBench.Network, (int)steps, _console);
        if (parsed.GetValue(_json))
            _console.Out.WriteLine(JsonSerializer.Serialize(rows, DistillBenchJson.Default.IReadOnlyListDistillBenchRow));
        else
            WriteTable(rows);
        return ExitCode.Fine;
    }

    private void WriteTable(IReadOnlyList<DistillBenchRow> rows)
        => TableOutput.Write(_console.Out, _console.OutputIsTerminal,
            ["case", ">undistilled ms", ">distilled ms", ">ratio", ">teacher ms", ">ratio with teacher", ">peak MB", ">peak ratio", ">threads"],
            [.. rows.Select(r => (string[])
            [
                r.Case, Number(r.UndistilledMilliseconds, "N0"), Number(r.DistilledMilliseconds, "N0"), Number(r.Ratio, "0.000"), Number(r.TeacherMilliseconds, "N0"),
                Number(r.RatioWithTeacher, "0.000"), Number(r.DistilledPeakMegabytes, "N0"), Number(r.PeakRatio, "0.000"), Number(r.Threads, "N0"),
            ])]);

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Times one case and prints its row: run by <c>bench distill</c>.</summary>
    internal sealed class CaseCommand : Command
    {
        private readonly Argument<string> _network = new("NETWORK");
        private readonly Argument<string> _loss = new("LOSS");
        private readonly Argument<string> _teacher = new("TEACHER");
        private readonly Argument<int> _steps = new("STEPS");

        public CaseCommand(ToolConsole console)
            : base(DistillBench.CaseVerb, "Time one case of 'bench distill' in this process.")
        {
            Hidden = true;
            foreach (Argument argument in new Argument[] { _network, _loss, _teacher, _steps })
                Add(argument);
            SetAction(parsed =>
            {
                DistillBenchRow row = DistillCase.Measure(
                    parsed.GetRequiredValue(_network), parsed.GetRequiredValue(_loss), parsed.GetRequiredValue(_teacher) == DistillCase.Online, parsed.GetRequiredValue(_steps));
                console.Out.WriteLine(JsonSerializer.Serialize(row, DistillBenchJson.Default.DistillBenchRow));
                return ExitCode.Fine;
            });
        }
    }

    /// <summary>Takes steps of one loss and prints the process's peak of memory: run by <c>bench distill</c>.</summary>
    internal sealed class PeakCommand : Command
    {
        private readonly Argument<string> _network = new("NETWORK");
        private readonly Argument<string> _loss = new("LOSS");

        public PeakCommand(ToolConsole console)
            : base(DistillBench.PeakVerb, "Take steps of one loss and print this process's peak resident memory in 10^6 bytes.")
        {
            Hidden = true;
            Add(_network);
            Add(_loss);
            SetAction(parsed =>
            {
                console.Out.WriteLine(DistillCase.PeakMegabytes(parsed.GetRequiredValue(_network), parsed.GetRequiredValue(_loss)).ToString("R", CultureInfo.InvariantCulture));
                return ExitCode.Fine;
            });
        }
    }
}
