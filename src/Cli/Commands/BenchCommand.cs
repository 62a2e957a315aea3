using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NeuroKit.Cli.Bench;
using NeuroKit.SideBySide;

namespace NeuroKit.Cli.Commands;

/// <summary><c>bench …</c>: speed and memory on this machine.</summary>
internal sealed class BenchCommand : Command
{
    public BenchCommand(ToolConsole console)
        : base("bench", "Measure speed and memory on this machine: decoding beside a floor in C, stores and loading, training steps, what a teacher adds to them.")
    {
        Add(new DecodeBenchCommand(console));
        Add(new BenchDataCommand(console));
        Add(new BenchTrainCommand(console));
        Add(new BenchDistillCommand(console));
        Add(new StreamCommand(console));
        Add(new BenchTrainCommand.CaseCommand(console));
        Add(new BenchDistillCommand.CaseCommand(console));
        Add(new BenchDistillCommand.PeakCommand(console));
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
                rows = DecodeBench.Run(folder, MeasurePeak, parsed.GetValue(_only), new BenchNotes(_console));
            }
            catch (BenchUnavailableException exception)
            {
                _console.Fail(exception.Message);
                return ExitCode.Failed;
            }

            if (rows.Count == 0)
                throw new UsageException($"--only: no case's name contains '{parsed.GetValue(_only)}'");
            if (parsed.GetValue(_json))
                BenchOutput.WriteJson(_console.Out, rows);
            else
                BenchOutput.WriteTable(_console, rows);
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
}
