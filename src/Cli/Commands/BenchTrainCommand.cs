using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NeuroKit.Cli.Bench;

namespace NeuroKit.Cli.Commands;

/// <summary><c>bench train</c>: time and memory of a training step.</summary>
internal sealed class BenchTrainCommand : Command
{
    private const int DefaultSteps = 5;
    private const int MaximumSteps = 10_000;
    private readonly ToolConsole _console;
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _yes = CommonOptions.Yes();
    private readonly Option<long?> _steps = CommonOptions.Number("--steps", $"The steps to measure, after two that warm up ({DefaultSteps}).", "N");

    public BenchTrainCommand(ToolConsole console)
        : base("train", "A training step of Wide-7B-Net on frames of 128x128, batch 2: time and peak memory, each case in a process of its own.")
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
        var rows = new List<TrainBenchRow>();
        foreach ((string network, int frames) in TrainBench.Cases)
        {
            _console.Note($"measuring {network} at T = {frames}");
            rows.Add(TrainBench.MeasureApart(network, frames, (int)steps, _console));
        }

        if (parsed.GetValue(_json))
            _console.Out.WriteLine(JsonSerializer.Serialize(rows, TrainBenchJson.Default.IReadOnlyListTrainBenchRow));
        else
            WriteTable(rows);
        return ExitCode.Fine;
    }

    private void WriteTable(IReadOnlyList<TrainBenchRow> rows)
        => TableOutput.Write(_console.Out, _console.OutputIsTerminal, ["case", ">steps", ">composite ms", ">least ms", ">peak MB", ">outside kernels", ">threads"],
            [.. rows.Select(r => (string[])[r.Case, Number(r.Steps), Number(r.CompositeMilliseconds), Number(r.LeastMilliseconds), Number(r.CompositePeakMegabytes), "≤ " + Number(r.OutsidePercent, "0.00") + " %", Number(r.Threads)])]);

    private static string Number(double value, string format = "N0") => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Measures one case and prints its row: run by <c>bench train</c>.</summary>
    internal sealed class CaseCommand : Command
    {
        private readonly Argument<string> _network = new("NETWORK");
        private readonly Argument<int> _frames = new("T");
        private readonly Argument<int> _steps = new("STEPS");

        public CaseCommand(ToolConsole console)
            : base(TrainBench.CaseVerb, "Measure one case of 'bench train' in this process.")
        {
            Hidden = true;
            Add(_network);
            Add(_frames);
            Add(_steps);
            SetAction(parsed =>
            {
                TrainBenchRow row = TrainCase.Measure(parsed.GetRequiredValue(_network), parsed.GetRequiredValue(_frames), parsed.GetRequiredValue(_steps));
                console.Out.WriteLine(JsonSerializer.Serialize(row, TrainBenchJson.Default.TrainBenchRow));
                return ExitCode.Fine;
            });
        }
    }
}
