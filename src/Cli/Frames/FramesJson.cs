namespace NeuroKit.Cli.Frames;

/// <summary>Writes <c>frames --json</c>: an object a file that was written.</summary>
internal static class FramesJson
{
    public static void Write(TextWriter output, IEnumerable<WrittenFrames> written)
        => JsonOutput.Write(output, json =>
        {
            json.WriteStartArray();
            foreach (WrittenFrames each in written)
            {
                json.WriteStartObject();
                json.WriteString("file", each.File);
                json.WritePropertyName("shape");
                json.WriteRawValue($"[{string.Join(", ", each.Shape)}]"); // on one line
                json.WriteString("type", each.ElementType);
                json.WriteNumber("events", each.Events);
                json.WriteNumber("dropped", each.Dropped);
                json.WriteString("rule", each.Rule);
                if (each.Window is { } window)
                {
                    json.WriteNumber("row", window.Row);
                    json.WriteNumber("class", window.Class);
                    json.WriteNumber("startMicroseconds", window.StartMicroseconds);
                    json.WriteNumber("endMicroseconds", window.EndMicroseconds);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
}
