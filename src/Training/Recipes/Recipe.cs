namespace NeuroKit.Training.Recipes;

/// <summary>Everything that a training depends on but the recordings themselves. Immutable; read from JSON, where a wrong key is an error.</summary>
/// <param name="Name">The name; that of a shipped recipe is also its identifier.</param>
/// <param name="Dataset">What is learnt from.</param>
/// <param name="Frames">The frames.</param>
/// <param name="Network">The network.</param>
/// <param name="Optimizer">The optimiser.</param>
/// <param name="Training">The course.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Source">Where its figures are from.</param>
/// <param name="Unsaid">What the source leaves open or does otherwise, and what was decided, one a line.</param>
/// <param name="Augmentation">How training frames are varied; null: not at all.</param>
/// <param name="Loss">The loss; null: cross entropy.</param>
/// <param name="Schedule">The schedule of the learning rate; null: it stays.</param>
/// <param name="Checkpoint">When the training is put by; null: after each epoch.</param>
public sealed record Recipe(
    string Name,
    DatasetRecipe Dataset,
    FramesRecipe Frames,
    NetworkRecipe Network,
    OptimizerRecipe Optimizer,
    TrainingRecipe Training,
    string Description = "",
    string Source = "",
    IReadOnlyList<string>? Unsaid = null,
    AugmentationRecipe? Augmentation = null,
    LossRecipe? Loss = null,
    ScheduleRecipe? Schedule = null,
    CheckpointRecipe? Checkpoint = null)
{
    /// <summary>What the source leaves open or does otherwise, and what was decided.</summary>
    public IReadOnlyList<string> Unsaid { get; init; } = Unsaid ?? [];

    /// <summary>How training frames are varied.</summary>
    public AugmentationRecipe Augmentation { get; init; } = Augmentation ?? new AugmentationRecipe();

    /// <summary>The loss.</summary>
    public LossRecipe Loss { get; init; } = Loss ?? new LossRecipe();

    /// <summary>The schedule of the learning rate.</summary>
    public ScheduleRecipe Schedule { get; init; } = Schedule ?? new ScheduleRecipe();

    /// <summary>When the training is put by.</summary>
    public CheckpointRecipe Checkpoint { get; init; } = Checkpoint ?? new CheckpointRecipe();

    /// <summary>The identifiers of the recipes that come with the library, sorted.</summary>
    public static IReadOnlyList<string> Ids => ShippedRecipes.Ids;

    /// <summary>A shipped recipe by its identifier, or one of one's own by its path.</summary>
    /// <param name="idOrPath">For example <c>sew-small-fashion-dvs</c> or <c>my/recipe.json</c>.</param>
    /// <exception cref="RecipeException">There is no such recipe, or the file is none; the message says the key and the nearest known one.</exception>
    public static Recipe Load(string idOrPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(idOrPath);
        if (ShippedRecipes.TryRead(idOrPath) is { } shipped)
            return shipped;
        if (File.Exists(idOrPath))
            return Parse(File.ReadAllBytes(idOrPath), idOrPath);
        string hint = Events.Datasets.NearestName.Of(idOrPath, Ids) is { } nearest ? $"; did you mean {nearest}?" : string.Empty;
        throw new RecipeException(idOrPath, null, $"is neither a file nor one of the recipes {string.Join(", ", Ids)}{hint}");
    }

    /// <summary>Reads a recipe.</summary>
    /// <param name="json">The JSON as UTF-8.</param>
    /// <param name="name">What errors call it: its path.</param>
    /// <exception cref="RecipeException">It is no recipe; the message says the key and the nearest known one.</exception>
    public static Recipe Parse(ReadOnlyMemory<byte> json, string name) => RecipeReader.Read(json, name);

    /// <summary>The recipe as JSON with every default said.</summary>
    public string ToJson() => RecipeReader.Write(this);

    /// <summary>The JSON schema of recipes, for editors.</summary>
    public static string ReadSchema() => ShippedRecipes.ReadText(ShippedRecipes.SchemaName);
}
