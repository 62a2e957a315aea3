namespace NeuroKit.Training.Runs;

/// <summary>What a run depended on besides its recipe, as its <c>run.json</c> has it.</summary>
public sealed record RunInfo
{
    /// <summary>The version of NeuroKit that began it.</summary>
    public required string NeuroKit { get; init; }

    /// <summary>The version of libtorch.</summary>
    public required string LibTorch { get; init; }

    /// <summary>The runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>The system.</summary>
    public required string System { get; init; }

    /// <summary>The processor's architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The folder of the data set.</summary>
    public required string DataRoot { get; init; }

    /// <summary>The data set's identifier.</summary>
    public required string Dataset { get; init; }

    /// <summary>The rule that divided it, in full.</summary>
    public required string Split { get; init; }

    /// <summary>SHA-256 of the list of parts, names and labels of the recordings used: equal lists, equal digests.</summary>
    public required string IndexDigest { get; init; }

    /// <summary>SHA-256 of the recipe as it lies in the folder.</summary>
    public required string RecipeDigest { get; init; }

    /// <summary>The classes' names by label.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The recordings trained on.</summary>
    public required int TrainSamples { get; init; }

    /// <summary>The recordings of the validation part.</summary>
    public required int ValidationSamples { get; init; }

    /// <summary>The recordings of the test part.</summary>
    public required int TestSamples { get; init; }

    /// <summary>The rule by which events became frames, in words.</summary>
    public required string Frames { get; init; }

    /// <summary>The frames' channels: 2 of events, OFF and ON; 1 of still images.</summary>
    public int Channels { get; init; } = 2;

    /// <summary>The frames' height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The frames' width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>The network's identifier.</summary>
    public required string Network { get; init; }

    /// <summary>Its trained parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The threads that torch computed with.</summary>
    public required int Threads { get; init; }

    /// <summary>Whether the test part is looked at after every epoch (<see cref="TrainingRunOptions.ReportBestOnTest"/>).</summary>
    public bool ReportBestOnTest { get; init; }

    /// <summary>Where torch computed.</summary>
    public required string Device { get; init; }

    /// <summary>Reads a run's.</summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <exception cref="TrainingException">It is missing or damaged.</exception>
    public static RunInfo Read(string runFolder) => RunFiles.Read(new RunFolder(runFolder).Run, RunFiles.Info);
}
