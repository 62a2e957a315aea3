using System.Diagnostics;
using System.Globalization;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Cli.Datasets;

/// <summary>
/// How far work on recordings is: a count that grows in place on a terminal, else a line now and then. Quick work stays silent. Thread-safe.
/// </summary>
internal sealed class DatasetProgressLines(ToolConsole console, string title)
    : IProgress<DatasetProgress>, IProgress<ImportProgress>, IProgress<FashionDvsProgress>, IDisposable
{
    private const int FirstMilliseconds = 500;
    private const int InPlaceMilliseconds = 100;
    private const int LineMilliseconds = 10_000;

    private readonly Lock _gate = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _nextMilliseconds = console.ErrorIsTerminal ? FirstMilliseconds : LineMilliseconds;
    private bool _shown;

    public void Report(DatasetProgress value) => Show(value.Done, value.Total);

    public void Report(FashionDvsProgress value) => Show(value.Done, value.Total);

    public void Report(ImportProgress value)
    {
        if (value.WaitingFor is { } owner)
        {
            lock (_gate)
            {
                Clear();
                console.Note($"waiting: {owner} is importing the same");
            }

            return;
        }

        Show(value.Done, value.Total);
    }

    public void Dispose()
    {
        lock (_gate)
            Clear();
    }

    private void Show(int done, int total)
    {
        lock (_gate)
        {
            if (_watch.ElapsedMilliseconds < _nextMilliseconds)
                return;
            string text = string.Create(CultureInfo.InvariantCulture, $"{title}: {done:N0}{(total > 0 ? string.Create(CultureInfo.InvariantCulture, $" of {total:N0}") : "")} recordings");
            _nextMilliseconds = _watch.ElapsedMilliseconds + (console.ErrorIsTerminal ? InPlaceMilliseconds : LineMilliseconds);
            if (!console.ErrorIsTerminal)
            {
                console.Note(text);
                return;
            }

            _shown = true;
            console.Error.Write($"\r{text}\e[K");
        }
    }

    private void Clear()
    {
        if (_shown)
            console.Error.Write("\r\e[K");
        _shown = false;
    }
}
