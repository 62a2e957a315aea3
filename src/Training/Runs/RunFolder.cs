namespace NeuroKit.Training.Runs;

/// <summary>The folder of a run and the places of its files.</summary>
/// <param name="path">The folder.</param>
public sealed class RunFolder(string path)
{
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
    public bool Exists => File.Exists(Recipe);

    /// <summary>Makes the folder for a new run.</summary>
    /// <exception cref="TrainingException">It holds a run, or something else.</exception>
    public void Create()
    {
        if (Exists)
            throw new TrainingException($"{Path}: holds a run already; resume it (--resume), or name another folder");
        if (File.Exists(Path))
            throw new TrainingException($"{Path}: is a file; expected the name of a folder to make");
        if (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any())
            throw new TrainingException($"{Path}: is not empty and holds no run; name another folder");
        Directory.CreateDirectory(At("checkpoints"));
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
        foreach (string folder in new[] { Path, At("checkpoints") })
        {
            foreach (string file in Directory.EnumerateFiles(folder, ".*.tmp"))
                File.Delete(file);
        }
    }

    private string At(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);
}
