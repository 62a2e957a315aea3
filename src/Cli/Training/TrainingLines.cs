using System.Diagnostics;
using System.Globalization;
using NeuroKit.Training;

namespace NeuroKit.Cli.Training;

/// <summary>A training's progress: a line that changes in place at a terminal, else a line an epoch, so that a log stays short.</summary>
internal sealed class TrainingLines(ToolConsole console) : IProgress<TrainingProgress>, IDisposable
{
    private const int RefreshMilliseconds = 200;
    private const int BarWidth = 24;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _next;
    private bool _shown;
    private int _epoch = -1;

    public void Report(TrainingProgress value)
    {
        // After an epoch's validation the position is at the next epoch's beginning; before the first step there is nothing to tell.
        bool isFirst = _epoch < 0;
        bool endsEpoch = !isFirst && value.Batch == 0 && value.Epoch > _epoch;
        if (isFirst || endsEpoch)
            _epoch = value.Epoch;
        else if (console.ErrorIsTerminal)
            Show(value);
        if (!endsEpoch)
            return;
        Clear();
        console.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {value.Epoch}/{value.Epochs}  loss {value.Loss:0.0000}  train {100 * value.Accuracy:0.00} %{Validation(value)}  rate {value.LearningRate:g3}  {Time(value.Elapsed)}{Left(value)}"));
    }

    public void Dispose() => Clear();

    private void Show(TrainingProgress value)
    {
        if (_watch.ElapsedMilliseconds < _next)
            return;
        _next = _watch.ElapsedMilliseconds + RefreshMilliseconds;
        _shown = true;
        int done = (int)((long)BarWidth * value.Batch / Math.Max(1, value.Batches));
        console.Error.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"\repoch {value.Epoch + 1}/{value.Epochs} [{new string('#', done)}{new string('.', BarWidth - done)}] {value.Batch}/{value.Batches}  loss {value.Loss:0.0000}  train {100 * value.Accuracy:0.0} %{Left(value)}\e[K"));
    }

    private void Clear()
    {
        if (_shown)
            console.Error.Write("\r\e[K");
        _shown = false;
    }

    private static string Validation(TrainingProgress value)
        => value.ValidationAccuracy is { } share ? string.Create(CultureInfo.InvariantCulture, $"  validation {100 * share:0.00} %") : "";

    private static string Left(TrainingProgress value) => value.Remaining is { } left ? $"  {Time(left)} left" : "";

    private static string Time(TimeSpan time)
        => time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss} h")
            : string.Create(CultureInfo.InvariantCulture, $"{time:m\\:ss} min");
}
