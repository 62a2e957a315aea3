namespace NeuroKit.Events.Tests.Mutation;

/// <summary>A valid file of a format.</summary>
internal sealed record CorpusFile(EventFormat Format, string Description, byte[] Bytes)
{
    public override string ToString() => $"{Format.Name} ({Description})";
}
