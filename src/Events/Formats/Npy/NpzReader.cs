using System.Globalization;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>Reads events from the arrays of an <c>.npz</c>, all four side by side: memory does not depend on their length.</summary>
internal sealed class NpzReader : NpyColumnReader
{
    private const string Suffix = ".npy";

    private readonly NpzMember[] _members = new NpzMember[NpyEventFields.Count];

    public NpzReader(NpzFormat format, EventSource source, EventReadOptions options)
        : base(format, source, options)
    {
        try
        {
            OpenMembers();
            long shortest = _members.Min(m => m.Count);
            if (_members.Any(m => m.Count != shortest))
            {
                Reject(_members[0].DataOffset, "arrays of different lengths: " + string.Join(", ", _members.Select(
                    m => string.Create(CultureInfo.InvariantCulture, $"{m.Name} {m.Count}"))), "equal ones");
            }

            Remaining = shortest;
            Header = new EventHeader(format.Name, options.SensorSize);
        }
        catch
        {
            DisposeMembers();
            throw;
        }
    }

    public override EventHeader Header { get; }

    public override EventTotals Totals
    {
        get
        {
            long claimed = _members.Min(m => m.Count);
            long count = Math.Min(claimed, _members.Min(m => m.Room));
            bool exact = count == claimed && Options.Policy == EventReadPolicy.Strict; // else bad events may be left out
            return count == 0 ? new EventTotals(0, Exact: exact) : new EventTotals(count, TimeAt(0), TimeAt(count - 1), exact);
        }
    }

    /// <summary>Whether a file's first bytes are those of an <c>.npz</c>: a zip member whose name ends in <c>.npy</c>.</summary>
    public static bool IsNpz(ReadOnlySpan<byte> start)
    {
        const int LocalBytes = 30;
        if (start.Length < LocalBytes || !start.StartsWith("PK\u0003\u0004"u8))
            return false;
        int nameBytes = start[26] | (start[27] << 8);
        return start.Length >= LocalBytes + nameBytes && start.Slice(LocalBytes, nameBytes).EndsWith(".npy"u8);
    }

    protected override int FetchEvents(int wanted)
    {
        int count = wanted;
        foreach (NpzMember member in _members)
            count = Math.Min(count, member.Fetch(wanted));
        if (count == 0)
            RejectEnd(_members.First(m => m.Fetch(1) == 0));
        return count;
    }

    protected override NpyColumn Column(NpyEventField field) => _members[(int)field].Column;

    protected override void Advance(int events)
    {
        foreach (NpzMember member in _members)
            member.Advance(events);
    }

    protected override long? OffsetOf(NpyEventField field, int index) => _members[(int)field].OffsetOf(Index + index);

    protected override string NameOf(NpyEventField field) => _members[(int)field].Name;

    protected override void OnLastTaken()
    {
        foreach (NpzMember member in _members)
        {
            // Longer arrays were reported when they were opened, and are not read on.
            if (Index < member.Count)
                continue;
            if (member.HasMore())
                Diagnostics.Note(member.OffsetOf(Index), $"bytes after the {member.Count} elements of member {member.Name}; not read, nor its checksum compared");
            else if (member.Fault is { } fault)
                Reject(member.DataOffset, $"member {member.Name} with {fault}", "a member that is whole");
        }
    }

    // All that is read comes from members, which read synchronously; nothing need be awaited at the source's front.
    protected override ValueTask PrefetchAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    protected override void Dispose(bool disposing) => DisposeMembers();

    private void OpenMembers()
    {
        foreach (ZipEntry entry in ZipDirectory.Find(Source, name => FieldOf(name) is not null))
        {
            NpyEventField field = FieldOf(entry.Name)!.Value;
            if (_members[(int)field] is { } other)
                ThrowInvalid(entry.DataOffset, $"members {other.Name} and {entry.Name}", $"one member for {NpyEventFields.NameOf(field)}");
            _members[(int)field] = new NpzMember(Source, entry, Options.MaxHeaderBytes);
        }

        string missing = string.Join(", ", Enum.GetValues<NpyEventField>().Where(f => _members[(int)f] is null).Select(f => NpyEventFields.NameOf(f) + Suffix));
        if (missing.Length > 0)
            ThrowInvalid(null, $"no member {missing}", $"arrays {NpyEventFields.Expected}");
    }

    private static NpyEventField? FieldOf(string member)
        => member.EndsWith(Suffix, StringComparison.Ordinal) ? NpyEventFields.Find(member.AsSpan(..^Suffix.Length)) : null;

    private long? TimeAt(long index)
    {
        NpzMember t = _members[(int)NpyEventField.T];
        if (t.StoredOffsetOf(index) is not { } offset)
            return null;
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes = bytes[..t.Type.Size];
        Source.ReadAt(offset, bytes);
        return TimeOf(bytes, t.Type);
    }

    private void RejectEnd(NpzMember member)
    {
        string found = $"member {member.Name} with {member.Fault ?? "the end"}, after {Index} elements";
        RejectTruncation(member.OffsetOf(Index), found, $"{member.Count} elements, as its header says");
    }

    private void DisposeMembers()
    {
        foreach (NpzMember? member in _members)
            member?.Dispose();
    }
}
