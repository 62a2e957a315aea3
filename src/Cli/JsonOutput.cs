using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NeuroKit.Cli;

/// <summary>Writes JSON to standard output: indented, text as it is rather than escaped, one line end behind it.</summary>
internal static class JsonOutput
{
    public static void Write(TextWriter output, Action<Utf8JsonWriter> content)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            content(json);
        output.WriteLine(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }
}
