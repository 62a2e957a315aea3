using System.CommandLine;
using NeuroKit.Cli.Doctor;

namespace NeuroKit.Cli.Commands;

/// <summary><c>doctor</c>: whether this machine has what the tool wants.</summary>
internal sealed class DoctorCommand : Command
{
    public DoctorCommand(ToolConsole console)
        : base("doctor", "Check what this machine offers: runtime, processor, data, places to write.")
    {
        Option<bool> json = CommonOptions.Json();
        Add(json);
        SetAction(parsed =>
        {
            IReadOnlyList<DoctorCheck> checks = DoctorChecks.Run();
            if (parsed.GetValue(json))
                WriteJson(console.Out, checks);
            else
                WriteTable(console, checks);
            return checks.Any(c => c.State == DoctorState.Failed) ? ExitCode.Failed : ExitCode.Fine;
        });
    }

    private static void WriteTable(ToolConsole console, IReadOnlyList<DoctorCheck> checks)
    {
        TableOutput.Write(console.Out, console.OutputIsTerminal, ["check", "state", "found"],
            [.. checks.Select(c => (string[])[c.Name, c.StateWord, c.Found])]);
        foreach (DoctorCheck check in checks.Where(c => c.Advice is not null))
            console.Note($"{check.Name}: {check.Advice}");
    }

    private static void WriteJson(TextWriter output, IReadOnlyList<DoctorCheck> checks)
        => JsonOutput.Write(output, json =>
        {
            json.WriteStartArray();
            foreach (DoctorCheck check in checks)
            {
                json.WriteStartObject();
                json.WriteString("check", check.Name);
                json.WriteString("state", check.StateWord);
                json.WriteString("found", check.Found);
                json.WriteString("advice", check.Advice);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
}
