namespace NeuroKit.Training.Runs;

/// <summary>The folder of a run and the places of its files.</summary>
/// <param name="path">The folder.</param>
public sealed class RunFolder(string path)
{
    private const string LockName = ".lock";

    // Who teaches the run, where somebody does: written by who drives its steps, before the first.
    private const string TaughtName = "distillation.json";

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The recipe with every default said.</summary>
    public string Recipe => At("recipe.json");

    /// <summary>What else the run depended on: data, versions, threads.</summary>
    public string Run => At("run.json");

    /// <summary>The course of the training, a JSON object a line.</summary>
    public string Metrics => At("metrics.jsonl");

    /// <summary>The state of the training, to resume it.</summary>
    public string LastCheckpoint => At("checkpoints", "last.ckpt");

    /// <summary>The weights of the epoch that is best on validation, in TorchSharp's format.</summary>
    public string BestCheckpoint => At("checkpoints", "best.ckpt");

    /// <summary>The weights to use, for other programs.</summary>
    public string Weights => At("weights.safetensors");

    /// <summary>What each test recording was taken for, a JSON object a line.</summary>
    public string Predictions => At("predictions.jsonl");

    /// <summary>The figures at the end.</summary>
    public string Result => At("result.json");

    /// <summary>Energy and rates by layer.</summary>
    public string Energy => At("energy.json");

    /// <summary>The page to look at.</summary>
    public string Report => At("report.html");

    /// <summary>Whether a run was begun here.</summary>
    public bool Exists => File.Exists(Recipe) && File.Exists(Run);

    /// <summary>What a process holds as long as it trains here.</summary>
    internal string Lock => At(LockName);

    /// <summary>
    /// Requires that a run may begin here: nothing is there, or only what a process left that was killed before its first checkpoint, of
    /// which there is nothing to go on from.
    /// </summary>
    /// <exception cref="TrainingException">It holds a run, or something else.</exception>
    internal void RequireFree()
    {
        if (File.Exists(Path))
            throw new TrainingException($"{Path}: is a file; expected the name of a folder to make");
        if (!Directory.Exists(Path))
            return;
        bool hasCheckpoint = Directory.Exists(Checkpoints) && Directory.EnumerateFileSystemEntries(Checkpoints).Any(entry => !IsAbandoned(entry));
        if (Exists && (hasCheckpoint || File.Exists(Result)))
            throw new TrainingException($"{Path}: holds a run already; resume it (--resume), or name another folder");
        if (hasCheckpoint || Directory.EnumerateFileSystemEntries(Path).Any(entry => !IsOfBeginning(entry)))
            throw new TrainingException($"{Path}: is not empty and holds no run; name another folder");
        if (File.Exists(Run))
            RunFiles.Read(Run, RunFiles.Info); // another program's file of that name is not ours to replace
    }

    /// <summary>Makes the folder empty for a new run. The caller has it to itself.</summary>
    /// <exception cref="TrainingException">It holds a run, or something else.</exception>
    internal void Clear()
    {
        RequireFree();
        Directory.CreateDirectory(Checkpoints);
        // The recipe first: without it the folder holds no run.
        foreach (string file in new[] { Recipe, Run, Metrics, At(TaughtName) })
            File.Delete(file);
        RemoveAbandoned();
    }

    /// <summary>Requires that a run was begun here.</summary>
    /// <exception cref="TrainingException">None was.</exception>
    public void RequireRun()
    {
        if (!Exists)
            throw new TrainingException($"{Path}: holds no run (no recipe.json); name the folder that a training wrote");
    }

    /// <summary>Removes what a process left half-written when it was killed: files that were never put in their place.</summary>
    internal void RemoveAbandoned()
    {
        Directory.CreateDirectory(Checkpoints);
        foreach (string folder in new[] { Path, Checkpoints })
        {
            foreach (string file in Directory.EnumerateFiles(folder).Where(IsAbandoned))
                File.Delete(file);
        }
    }

    private string Checkpoints => At("checkpoints");

    private static bool IsAbandoned(string entry)
        => System.IO.Path.GetFileName(entry) is ['.', ..] name && name.EndsWith(".tmp", StringComparison.Ordinal);

    // What is there before the first checkpoint.
    private bool IsOfBeginning(string entry)
        => IsAbandoned(entry) || System.IO.Path.GetFileName(entry) is var name && new[] { Checkpoints, Run, Recipe, Metrics, At(TaughtName), Lock }.Any(own => System.IO.Path.GetFileName(own) == name);

    private string At(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);
}
