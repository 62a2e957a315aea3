namespace NeuroKit.Events.Archives;

/// <summary>A file in a tar archive.</summary>
/// <param name="Name">Its path in the archive: relative, with <c>/</c> between folders, without <c>.</c> or <c>..</c>.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record TarMember(string Name, long Length);
