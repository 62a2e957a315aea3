namespace NeuroKit.Cli.Bench;

/// <summary>Says what is being measured.</summary>
internal sealed class BenchNotes(ToolConsole console) : IProgress<string>
{
    public void Report(string value) => console.Note("measuring " + value);
}
