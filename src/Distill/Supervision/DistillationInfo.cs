using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Recipes;
using NeuroKit.Events.IO;
using NeuroKit.Training;

namespace NeuroKit.Distill.Supervision;

/// <summary>Who taught a run, as the <c>distillation.json</c> in its folder has it from before its first step.</summary>
public sealed partial record DistillationInfo
{
    private const string FileName = "distillation.json";

    private static readonly Json s_json = new(new JsonSerializerOptions(Json.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The loss's identifier.</summary>
    public required string Method { get; init; }

    /// <summary>The loss with every option said.</summary>
    public required DistillationLossOptions Loss { get; init; }

    /// <summary>The weights of the loss's terms by name, as they are used: that of features times its reference batch. Null until the loss is made, and where an earlier version wrote it.</summary>
    public IReadOnlyDictionary<string, double>? TermWeights { get; init; }

    /// <summary>The teacher's folder.</summary>
    public required string Teacher { get; init; }

    /// <summary>Its network.</summary>
    public required string TeacherNetwork { get; init; }

    /// <summary>Its frames a recording.</summary>
    public required int TeacherSteps { get; init; }

    /// <summary>The digest of its weights; null as long as it learns beside its students.</summary>
    public string? TeacherSha256 { get; init; }

    /// <summary>What it recognised before, on the validation part where there is one; null where it had not learnt before (joint).</summary>
    public double? TeacherAccuracy { get; init; }

    /// <summary>Whether its answers were kept.</summary>
    public required bool Cached { get; init; }

    /// <summary>How the teacher came by its knowledge.</summary>
    public SupervisionKind Supervision { get; init; }

    /// <summary>Whose weights teacher and students of a joint supervision are; null elsewhere.</summary>
    public JointWeights? Weights { get; init; }

    /// <summary>How the teacher of before was run beside its students, every switch said; null in a joint supervision, and where an earlier version wrote it.</summary>
    public TeacherPairing? Pairing { get; init; }

    /// <summary>How frames of several numbers came out of one reading; null where an earlier version wrote it.</summary>
    public BinSharing? Bins { get; init; }

    /// <summary>Where the student began; null where an earlier version wrote it.</summary>
    public StudentInitialization? Initialization { get; init; }

    /// <summary>The stage of a chain, from 1; null elsewhere, and where an earlier version wrote it.</summary>
    public int? Stage { get; init; }

    /// <summary>
    /// The run is the teacher of a joint supervision of one weight set, and learnt from the losses of the students of these numbers of frames too; null:
    /// it is a student.
    /// </summary>
    public IReadOnlyList<int>? Students { get; init; }

    /// <summary>What teacher and student knew before the first step; null in a joint supervision, and where an earlier version wrote it.</summary>
    public StudentOutlook? Outlook { get; init; }

    /// <summary>The whole distillation's recipe, that of a chain with all its stages; null where an earlier version wrote it.</summary>
    public DistillRecipe? Recipe { get; init; }

    /// <summary>Reads it; null where the run had no teacher.</summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <exception cref="TrainingException">The file is damaged.</exception>
    public static DistillationInfo? Read(string runFolder)
    {
        ArgumentNullException.ThrowIfNull(runFolder);
        string path = Path.Combine(runFolder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), s_json.DistillationInfo) ?? throw new TrainingException($"{path}: is damaged: null");
        }
        catch (JsonException e)
        {
            throw new TrainingException($"{path}: is damaged: {e.Message}", e);
        }
    }

    internal void Write(string runFolder)
    {
        using var file = new AtomicFile(Path.Combine(runFolder, FileName));
        JsonSerializer.Serialize(file.Stream, this, s_json.DistillationInfo);
        file.Stream.WriteByte((byte)'\n');
        file.Commit();
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true, WriteIndented = true, NewLine = "\n")]
    [JsonSerializable(typeof(DistillationInfo))]
    private sealed partial class Json : JsonSerializerContext;
}
