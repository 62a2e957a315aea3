using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeuroKit.Events.IO;
using NeuroKit.Training;

namespace NeuroKit.Distill.Experiments;

/// <summary>The folder of an experiment: what it was begun with, and a folder a run.</summary>
internal sealed class ExperimentFolder(string path)
{
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    private string RecordFile => System.IO.Path.Combine(Path, "experiment.json");

    public string RunFolder(string job) => System.IO.Path.Combine(Path, "runs", job);

    public string Checkpoint(string job) => System.IO.Path.Combine(RunFolder(job), "last.ckpt");

    public string Metrics(string job) => System.IO.Path.Combine(RunFolder(job), "metrics.jsonl");

    public string Seconds(string job) => System.IO.Path.Combine(RunFolder(job), "seconds");

    private string ResultFile(string job) => System.IO.Path.Combine(RunFolder(job), "result.json");

    /// <summary>Begins the folder, or makes sure that it was begun with the same.</summary>
    /// <exception cref="TrainingException">It was begun with another plan, protocol, libtorch or other data.</exception>
    public void Begin(ExperimentPlan plan, string protocol, string dataDigest, string libTorch)
    {
        var now = new ExperimentRecord(Digest(plan), plan.Protocol.Sha256, dataDigest, libTorch, DateTimeOffset.UtcNow);
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "runs"));
        if (!File.Exists(RecordFile))
        {
            now = now with { ProtocolCommit = ProtocolCommit.Find(protocol) };
            Write(RecordFile, JsonSerializer.Serialize(now, ReadableJson.Instance.ExperimentRecord));
            Write(System.IO.Path.Combine(Path, "plan.json"), plan.ToJson());
            return;
        }

        ExperimentRecord was = Check(plan);
        Same("data", was.DataSha256, now.DataSha256);
        Same("libtorch", was.LibTorch, now.LibTorch);
    }

    /// <summary>What the folder was begun with, which must be this plan and its protocol.</summary>
    /// <exception cref="TrainingException">It was never begun, or with another plan or protocol.</exception>
    public ExperimentRecord Check(ExperimentPlan plan)
    {
        if (!File.Exists(RecordFile))
            throw new TrainingException($"{Path}: no experiment was begun here; run it first (--data ROOT)");
        ExperimentRecord was;
        try
        {
            was = JsonSerializer.Deserialize(File.ReadAllText(RecordFile), ReadableJson.Instance.ExperimentRecord)!;
        }
        catch (JsonException e)
        {
            throw new TrainingException($"{RecordFile}: is damaged: {e.Message}", e);
        }

        Same("plan", was.PlanSha256, Digest(plan));
        Same("protocol", was.ProtocolSha256, plan.Protocol.Sha256);
        return was;
    }

    public bool IsFinished(string job) => File.Exists(ResultFile(job));

    public ExperimentRunResult? Read(string job)
    {
        if (!IsFinished(job))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(ResultFile(job)), ReadableJson.Instance.ExperimentRunResult);
        }
        catch (JsonException e)
        {
            throw new TrainingException($"{ResultFile(job)}: is damaged: {e.Message}", e);
        }
    }

    public void Finish(ExperimentRunResult result) => Write(ResultFile(result.Job), JsonSerializer.Serialize(result, ReadableJson.Instance.ExperimentRunResult));

    /// <summary>Takes a run for this process; null where another has it. It is free again once the stream is disposed or the process ends.</summary>
    public FileStream? TryTake(string job)
    {
        Directory.CreateDirectory(RunFolder(job));
        try
        {
            return new FileStream(System.IO.Path.Combine(RunFolder(job), ".taken"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string Digest(ExperimentPlan plan) => Sha256(Encoding.UTF8.GetBytes(plan.ToJson()));

    private void Same(string what, string before, string after)
    {
        if (before != after)
            throw new TrainingException($"{Path}: was begun with another {what} ({before}, now {after}); go on with that, or name another folder");
    }

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static void Write(string path, string text)
    {
        using var file = new AtomicFile(path);
        file.Stream.Write(Encoding.UTF8.GetBytes(text.EndsWith('\n') ? text : text + "\n"));
        file.Commit();
    }
}
