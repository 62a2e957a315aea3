using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NeuroKit.Events.IO;

namespace NeuroKit.Training.Runs;

/// <summary>Reads and writes a run's JSON files, whole or not at all.</summary>
internal static class RunFiles
{
    private static readonly RunJson s_readable = new(new JsonSerializerOptions(RunJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static JsonTypeInfo<RunInfo> Info => s_readable.RunInfo;

    public static JsonTypeInfo<RunResult> Result => s_readable.RunResult;

    public static void Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        using var file = new AtomicFile(path);
        JsonSerializer.Serialize(file.Stream, value, type);
        file.Stream.WriteByte((byte)'\n');
        file.Commit();
    }

    /// <exception cref="TrainingException">The file is missing or damaged.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, type) ?? throw new TrainingException($"{path}: holds null");
        }
        catch (FileNotFoundException e)
        {
            throw new TrainingException($"{path}: is missing; the run is not whole", e);
        }
        catch (JsonException e)
        {
            throw new TrainingException($"{path}: is damaged: {e.Message}", e);
        }
    }
}
