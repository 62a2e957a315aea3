using System.Text.Json;

namespace NeuroKit.Training.Runs;

/// <summary>
/// The course of a training as a JSON object a line: <c>{"event":"step"|"epoch"|"test", …}</c>. Its length is in the checkpoints, so that a
/// resumed training goes on where its checkpoint was made and no step is told twice.
/// </summary>
public sealed class MetricsLog : TrainerCallback, IDisposable
{
    private readonly string _path;
    private FileStream? _file;
    private long _start;
    private long _epochStarted;

    /// <summary>Makes the log.</summary>
    /// <param name="path">The file; one that is there is begun anew, unless a checkpoint is loaded.</param>
    public MetricsLog(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
    }

    /// <inheritdoc/>
    public override string StateName => "metrics";

    /// <inheritdoc/>
    public override void OnStart(Trainer trainer)
    {
        _file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (_file.Length < _start)
            throw new TrainingException($"{_path}: holds {_file.Length} bytes, and the checkpoint was made after {_start}; it is not this run's");
        _file.SetLength(_start);
        _file.Position = _start;
        _epochStarted = Environment.TickCount64;
    }

    /// <inheritdoc/>
    public override void OnStep(Trainer trainer, StepMetrics step) => WriteLine(json =>
    {
        json.WriteString("event", "step");
        json.WriteNumber("epoch", step.Epoch);
        json.WriteNumber("step", step.Step);
        json.WriteNumber("loss", step.Loss);
        json.WriteNumber("accuracy", step.Accuracy);
        json.WriteNumber("learningRate", step.LearningRate);
    });

    /// <inheritdoc/>
    public override void OnEpoch(Trainer trainer, EpochMetrics epoch)
    {
        WriteLine(json =>
        {
            json.WriteString("event", "epoch");
            json.WriteNumber("epoch", epoch.Epoch);
            json.WriteNumber("step", epoch.Step);
            json.WriteNumber("loss", epoch.Loss);
            json.WriteNumber("accuracy", epoch.Accuracy);
            json.WriteNumber("learningRate", epoch.LearningRate);
            Write(json, "validation", epoch.Validation);
            Write(json, "test", epoch.Test);
            json.WriteBoolean("best", epoch.IsBest);
            WriteTerms(json, epoch.Terms);
            // Of this process alone: behind a resumed checkpoint it is the rest of the epoch.
            json.WriteNumber("seconds", (Environment.TickCount64 - _epochStarted) / 1000.0);
        });
        _epochStarted = Environment.TickCount64;
    }

    /// <inheritdoc/>
    public override void OnEnd(Trainer trainer, TrainingResult result)
    {
        WriteTest("last", result.Epochs - 1, result.Last, result.Steps);
        if (result.Best is { } best)
            WriteTest("best-on-validation", best.Epoch, result.BestTest, result.Steps);
        _file!.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        // A checkpoint must not know of lines that a power cut takes away.
        _file?.Flush(flushToDisk: true);
        writer.Write(_file?.Position ?? _start);
    }

    /// <inheritdoc/>
    public override void Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _start = reader.ReadInt64();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private static void WriteTerms(Utf8JsonWriter json, IReadOnlyDictionary<string, double>? terms)
    {
        if (terms is null)
            return;
        json.WriteStartObject("terms");
        foreach ((string name, double mean) in terms)
            json.WriteNumber(name, mean);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string part, EvaluationResult? result)
    {
        if (result is null)
            return;
        json.WriteNumber(part + "Loss", result.Loss);
        json.WriteNumber(part + "Accuracy", result.Accuracy);
    }

    private void WriteTest(string weights, int epoch, EvaluationResult? result, long step)
    {
        if (result is null)
            return;
        WriteLine(json =>
        {
            json.WriteString("event", "test");
            json.WriteString("weights", weights);
            json.WriteNumber("epoch", epoch);
            json.WriteNumber("step", step);
            json.WriteNumber("loss", result.Loss);
            json.WriteNumber("accuracy", result.Accuracy);
            json.WriteNumber("correct", result.Correct);
            json.WriteNumber("samples", result.Samples);
        });
    }

    private void WriteLine(Action<Utf8JsonWriter> members)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        _file!.Write(line.GetBuffer(), 0, (int)line.Length);
        _file.Flush(); // a reader sees whole lines
    }
}
