using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NeuroKit.SideBySide;

namespace NeuroKit.Cli.Commands;

/// <summary><c>bench …</c>: speed and memory on this machine.</summary>
internal sealed class BenchCommand : Command
{
    public BenchCommand(ToolConsole console)
        : base("bench", "Measure speed and memory on this machine: decoding beside a floor in C, training steps.")
    {
        Add(new DecodeBenchCommand(console));
        Add(new BenchTrainCommand(console));
        Add(new StreamCommand(console));
        Add(new BenchTrainCommand.CaseCommand(console));
    }

    private sealed class DecodeBenchCommand : Command
    {
        private readonly ToolConsole _console;
        private readonly Option<bool> _json = CommonOptions.Json();
        private readonly Option<string?> _only = new("--only") { Description = "Measure the cases whose name contains TEXT.", HelpName = "TEXT" };
        private readonly Option<string?> _folder = new("--data") { Description = "Where inputs (about 1 GB, made once) and the floor's program go.", HelpName = "DIR" };

        public DecodeBenchCommand(ToolConsole console)
            : base("decode", "Bytes in the page cache to events and frames: medians of one run, ours and C's turn about. Some minutes.")
        {
            _console = console;
            Add(_json);
            Add(_only);
            Add(_folder);
            SetAction(Run);
        }

        private int Run(ParseResult parsed)
        {
            string folder = parsed.GetValue(_folder) ?? Path.Combine(ToolFolders.Artifacts, "bench");
            IReadOnlyList<BenchRow> rows;
            try
            {
                rows = DecodeBench.Run(folder, MeasurePeak, parsed.GetValue(_only), new Notes(_console));
            }
            catch (BenchUnavailableException exception)
            {
                _console.Fail(exception.Message);
                return ExitCode.Failed;
            }

            if (rows.Count == 0)
                throw new UsageException($"--only: no case's name contains '{parsed.GetValue(_only)}'");
            if (parsed.GetValue(_json))
                WriteJson(_console.Out, rows);
            else
                WriteTable(_console, rows);
            return ExitCode.Fine;
        }

        // The same program in a process of its own, which tells its peak resident memory.
        private static long MeasurePeak(string path)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "neurokit.dll"), "bench", StreamCommand.Verb, path])
            {
                RedirectStandardOutput = true,
            };
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 && long.TryParse(output, NumberStyles.Integer, CultureInfo.InvariantCulture, out long bytes)
                ? bytes
                : throw new BenchUnavailableException($"The process that streams {path} failed with exit code {process.ExitCode}.");
        }

        private static void WriteTable(ToolConsole console, IReadOnlyList<BenchRow> rows)
            => TableOutput.Write(console.Out, console.OutputIsTerminal, ["case", "kind", ">ours ms", ">floor ms", ">ratio", ">peak MB", "target"],
                [.. rows.Select(r => (string[])[r.Case, Word(r.Kind), Number(r.OursMilliseconds), Number(r.FloorMilliseconds), Number(r.Ratio, "0.00"), Number(r.PeakMegabytes, "0.####"), Target(r)])]);

        private static string Target(BenchRow row)
            => row.Target is not { } target ? "" : (row.Kind == BenchKind.Memory ? "≤ " + Number(target, "0.####") : "≥ " + Number(target, "0.00")) + (row.MeetsTarget ? "" : "  missed");

        private static string Number(double? value, string format = "0.000") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

        private static string Word(BenchKind kind) => kind switch
        {
            BenchKind.Floor => "floor",
            BenchKind.Scaling => "scaling",
            _ => "memory",
        };

        private static void WriteJson(TextWriter output, IReadOnlyList<BenchRow> rows)
            => JsonOutput.Write(output, json =>
            {
                json.WriteStartArray();
                foreach (BenchRow row in rows)
                {
                    json.WriteStartObject();
                    json.WriteString("case", row.Case);
                    json.WriteString("kind", Word(row.Kind));
                    WriteNumber("ours_ms", row.OursMilliseconds);
                    WriteNumber("floor_ms", row.FloorMilliseconds);
                    WriteNumber("ratio", row.Ratio);
                    WriteNumber("peak_mb", row.PeakMegabytes);
                    json.WriteEndObject();
                }

                json.WriteEndArray();

                void WriteNumber(string name, double? value)
                {
                    if (value is { } number)
                        json.WriteNumber(name, number);
                    else
                        json.WriteNull(name);
                }
            });
    }

    /// <summary>Streams a recording to frames and prints the process's peak resident bytes: run by <c>bench decode</c>.</summary>
    private sealed class StreamCommand : Command
    {
        public const string Verb = "stream-peak";

        private readonly Argument<string> _file = new("FILE");

        public StreamCommand(ToolConsole console)
            : base(Verb, "Stream a recording to frames and print this process's peak resident bytes.")
        {
            Hidden = true;
            Add(_file);
            SetAction(parsed =>
            {
                DecodeBench.StreamToFrames(parsed.GetRequiredValue(_file));
                using Process self = Process.GetCurrentProcess();
                console.Out.WriteLine(self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
                return ExitCode.Fine;
            });
        }
    }

    private sealed class Notes(ToolConsole console) : IProgress<string>
    {
        public void Report(string value) => console.Note("measuring " + value);
    }
}
