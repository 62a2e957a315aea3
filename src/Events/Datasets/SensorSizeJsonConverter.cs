using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeuroKit.Events.Datasets;

/// <summary>Sizes in JSON as on the command line: <c>"128x128"</c>.</summary>
internal sealed class SensorSizeJsonConverter : JsonConverter<SensorSize>
{
    public override SensorSize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String && SensorSize.TryParse(reader.GetString(), out SensorSize size)
            ? size
            : throw new JsonException("A size is written \"WxH\", for example \"128x128\".");

    public override void Write(Utf8JsonWriter writer, SensorSize value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToString());
}
