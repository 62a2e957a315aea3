namespace NeuroKit.Events;

/// <summary>
/// An archive or a member of it cannot be used: truncated, of a wrong checksum, missing, encrypted, beyond the limits, or made so as to harm
/// (names that leave the folder, links, overlapping members). <see cref="EventFormatException.ByteOffset"/> is in the archive, for a
/// <c>.tar.gz</c> in the tar that it inflates to.
/// </summary>
public sealed class ArchiveException : EventFormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="archive">The archive's path or name.</param>
    /// <param name="member">The member's name, where it is about one.</param>
    /// <param name="byteOffset">Offset in bytes in the archive, where there is one.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public ArchiveException(string archive, string? member, long? byteOffset, string found, string expected, Exception? innerException = null)
        : base(member is null ? archive : $"{archive}!/{member}", byteOffset, found, expected, innerException)
    {
        Archive = archive;
        Member = member;
    }

    /// <summary>The archive's path or name.</summary>
    public string Archive { get; }

    /// <summary>The member's name, where it is about one.</summary>
    public string? Member { get; }
}
