using System.Diagnostics;
using System.Globalization;

namespace NeuroKit.Cli;

/// <summary>
/// A count that grows in place while a person watches a long step; nothing where error output is not a terminal, and nothing in the first
/// half second, so that quick steps stay silent.
/// </summary>
internal sealed class ProgressLine(ToolConsole console, string unit) : IProgress<long>, IDisposable
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _nextMilliseconds = 500;
    private bool _shown;

    public void Report(long value)
    {
        if (!console.ErrorIsTerminal || _watch.ElapsedMilliseconds < _nextMilliseconds)
            return;
        _nextMilliseconds = _watch.ElapsedMilliseconds + 100;
        _shown = true;
        console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value:N0} {unit}\e[K"));
    }

    public void Dispose()
    {
        if (_shown)
            console.Error.Write("\r\e[K");
        _shown = false;
    }
}
