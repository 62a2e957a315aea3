using NeuroKit.Training.Recipes;

namespace NeuroKit.Distill.Recipes;

/// <summary>Everything that a distillation depends on but the recordings themselves: a training's keys, and who teaches whom. Immutable; read from JSON, where a wrong key is an error.</summary>
/// <param name="Name">The name; that of a shipped recipe is also its identifier.</param>
/// <param name="Dataset">What is learnt from.</param>
/// <param name="Frames">The frames, without <c>steps</c>: teacher and students say theirs.</param>
/// <param name="Network">The students' network, and the teacher's unless it says its own.</param>
/// <param name="Optimizer">The optimiser.</param>
/// <param name="Training">The course.</param>
/// <param name="Distillation">Who teaches whom.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Source">Where its figures are from.</param>
/// <param name="Unsaid">What the source leaves open or does otherwise, and what was decided, one a line.</param>
/// <param name="Augmentation">How training frames are varied, the same way for teacher and students; null: not at all.</param>
/// <param name="Schedule">The schedule of the learning rate; null: it stays.</param>
/// <param name="Checkpoint">When the training is put by; null: after each epoch.</param>
public sealed record DistillRecipe(
    string Name,
    DatasetRecipe Dataset,
    FramesRecipe Frames,
    NetworkRecipe Network,
    OptimizerRecipe Optimizer,
    TrainingRecipe Training,
    DistillationRecipe Distillation,
    string Description = "",
    string Source = "",
    IReadOnlyList<string>? Unsaid = null,
    AugmentationRecipe? Augmentation = null,
    ScheduleRecipe? Schedule = null,
    CheckpointRecipe? Checkpoint = null)
{
    /// <summary>What the source leaves open or does otherwise, and what was decided.</summary>
    public IReadOnlyList<string> Unsaid { get; init; } = Unsaid ?? [];

    /// <summary>How training frames are varied.</summary>
    public AugmentationRecipe Augmentation { get; init; } = Augmentation ?? new AugmentationRecipe();

    /// <summary>The schedule of the learning rate.</summary>
    public ScheduleRecipe Schedule { get; init; } = Schedule ?? new ScheduleRecipe();

    /// <summary>When the training is put by.</summary>
    public CheckpointRecipe Checkpoint { get; init; } = Checkpoint ?? new CheckpointRecipe();

    /// <summary>Whether a recording looks the same in every epoch, so that a teacher's answer can be kept.</summary>
    public bool RepeatsInputs => Augmentation.Clip is null && Augmentation.Mixup is null;

    /// <summary>The identifiers of the recipes that come with the library, sorted.</summary>
    public static IReadOnlyList<string> Ids => ShippedDistillRecipes.Ids;

    /// <summary>A shipped recipe by its identifier, or one of one's own by its path.</summary>
    /// <param name="idOrPath">For example <c>bkd-sew-small-n-mnist</c> or <c>my/recipe.json</c>.</param>
    /// <exception cref="RecipeException">There is no such recipe, or the file is none; the message says the key and the nearest known one.</exception>
    public static DistillRecipe Load(string idOrPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(idOrPath);
        if (ShippedDistillRecipes.TryRead(idOrPath) is { } shipped)
            return shipped;
        if (File.Exists(idOrPath))
            return Parse(File.ReadAllBytes(idOrPath), idOrPath);
        string hint = Events.Datasets.NearestName.Of(idOrPath, Ids) is { } nearest ? $"; did you mean {nearest}?" : string.Empty;
        throw new RecipeException(idOrPath, null, $"is neither a file nor one of the recipes {string.Join(", ", Ids)}{hint}");
    }

    /// <summary>The JSON of a shipped recipe or of a file, as it is written there.</summary>
    /// <param name="idOrPath">As for <see cref="Load"/>.</param>
    /// <exception cref="RecipeException">There is no such recipe, or it is none.</exception>
    internal static string ReadJson(string idOrPath)
    {
        Load(idOrPath);
        return Ids.Contains(idOrPath) ? ShippedDistillRecipes.ReadJson(idOrPath) : File.ReadAllText(idOrPath);
    }

    /// <summary>Reads a recipe.</summary>
    /// <param name="json">The JSON as UTF-8.</param>
    /// <param name="name">What errors call it: its path.</param>
    /// <exception cref="RecipeException">It is no recipe; the message says the key and the nearest known one.</exception>
    public static DistillRecipe Parse(ReadOnlyMemory<byte> json, string name) => DistillRecipeReader.Read(json, name);

    /// <summary>The recipe as JSON with every default and every option of the loss said.</summary>
    public string ToJson() => DistillRecipeReader.Write(this);

    /// <summary>The JSON schema of such recipes, for editors.</summary>
    public static string ReadSchema() => ShippedDistillRecipes.ReadText(ShippedDistillRecipes.SchemaName);

    /// <summary>What trains a student by itself, as its run's folder has it.</summary>
    /// <param name="steps">The frames a recording.</param>
    public Recipe ToStudent(int steps) => ToTraining($"{Name}-t{steps}", steps, Network);

    /// <summary>A stage of a chain as a distillation by a frozen teacher.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such stage.</exception>
    public DistillRecipe ToStage(int index)
    {
        IReadOnlyList<DistillationStage> stages = Distillation.Stages ?? [];
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, stages.Count);
        DistillationStage stage = stages[index];
        return this with
        {
            Name = $"{Name}-stage{index + 1}",
            Distillation = Distillation with
            {
                Supervision = SupervisionKind.Frozen,
                Stages = null,
                Students = stage.Students,
                Loss = stage.Loss ?? Distillation.Loss,
                Initialization = stage.Initialization ?? Distillation.Initialization,
            },
        };
    }

    /// <summary>What trains the teacher where none is given.</summary>
    /// <exception cref="RecipeException">The recipe that it names is none.</exception>
    public Recipe ToTeacher()
    {
        TeacherRecipe teacher = Distillation.Teacher;
        if (teacher.Recipe is { } named)
            return Recipe.Load(named);
        Recipe own = ToTraining($"{Name}-teacher", teacher.Steps!.Value, teacher.Network ?? Network);
        return own with
        {
            Optimizer = teacher.Optimizer ?? Optimizer,
            Schedule = teacher.Schedule ?? Schedule,
            Training = teacher.Training is { } course ? course with { Threads = course.Threads ?? Training.Threads } : Training,
            Augmentation = teacher.Augmentation ?? Augmentation,
        };
    }

    private Recipe ToTraining(string name, int steps, NetworkRecipe network) => new(
        name, Dataset, Frames with { Steps = steps }, network, Optimizer, Training, Description, Source, Unsaid, Augmentation,
        new LossRecipe(IsTaskPerStep ? LossKind.TemporalEfficient : LossKind.CrossEntropy, Distillation.Loss.LabelSmoothing), Schedule, Checkpoint);

    // Whoever learns without a teacher has the task as the loss takes it.
    private bool IsTaskPerStep => Distillation.Loss.Id.Split('+').Contains("tet");
}
