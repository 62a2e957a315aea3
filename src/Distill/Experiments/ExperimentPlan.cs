using NeuroKit.Training.Recipes;

namespace NeuroKit.Distill.Experiments;

/// <summary>An experiment as it is declared beforehand: data, network, cells, seeds, tuning, hypotheses. Immutable; read from JSON, where a wrong key is an error.</summary>
/// <param name="Name">The name.</param>
/// <param name="Protocol">The document that declares it in words, and its digest: no test recording is looked at while it is another.</param>
/// <param name="Dataset">The recordings and how they are divided.</param>
/// <param name="TeacherSteps">The teacher's frames a recording, T.</param>
/// <param name="StudentSteps">The students'.</param>
/// <param name="Network">The network, the same on both sides.</param>
/// <param name="Optimizer">The optimiser.</param>
/// <param name="Training">The course; its seed is not looked at.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Methods">The cells, each at every number of steps.</param>
/// <param name="Hypotheses">What is tested.</param>
/// <param name="Schedule">The schedule of the learning rate; null: it stays.</param>
/// <param name="Description">What it is for.</param>
public sealed record ExperimentPlan(
    string Name,
    ExperimentProtocol Protocol,
    ExperimentDataset Dataset,
    int TeacherSteps,
    IReadOnlyList<int> StudentSteps,
    NetworkRecipe Network,
    OptimizerRecipe Optimizer,
    TrainingRecipe Training,
    ExperimentSeeds Seeds,
    IReadOnlyList<ExperimentMethod> Methods,
    IReadOnlyList<ExperimentHypothesis> Hypotheses,
    ScheduleRecipe? Schedule = null,
    string Description = "")
{
    /// <summary>The schedule of the learning rate.</summary>
    public ScheduleRecipe Schedule { get; init; } = Schedule ?? new ScheduleRecipe();

    /// <summary>Reads a plan.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RecipeException">It is no plan; the message says the key.</exception>
    public static ExperimentPlan Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new RecipeException(path, null, "there is no such plan");
        return ExperimentPlanReader.Read(File.ReadAllBytes(path), path);
    }

    /// <summary>The plan as JSON with every default said.</summary>
    public string ToJson() => ExperimentPlanReader.Write(this);
}
