using NeuroKit.Events.Formats.Npy;

namespace NeuroKit.Events.Hdf5;

/// <summary>What a dataset is, without its values.</summary>
/// <param name="Path">Path in the file.</param>
/// <param name="Shape">Its lengths; empty for a single value.</param>
/// <param name="ElementBytes">Bytes of an element.</param>
/// <param name="Type">The elements' type; null where they are no plain numbers.</param>
/// <param name="Members">The fields of a compound; empty otherwise.</param>
/// <param name="Unit">Unit of its numbers where an attribute says it.</param>
internal sealed record Hdf5DatasetInfo(string Path, long[] Shape, long ElementBytes, NpyScalar? Type, IReadOnlyList<Hdf5Member> Members, Hdf5TimeUnit Unit)
{
    /// <summary>Whether it holds one number only.</summary>
    public bool IsScalar => Type is not null && Shape.All(length => length == 1);

    /// <summary>The numbers as a column, where they are one.</summary>
    public Hdf5Column? AsColumn() => Type is { } type && Shape.Length == 1 ? new Hdf5Column(Path, 0, type, Shape[0]) : null;

    /// <summary>A column of a table of numbers <c>[rows, columns]</c>.</summary>
    public Hdf5Column? AsColumn(int index)
        => Type is { } type && Shape.Length == 2 && index < Shape[1] ? new Hdf5Column(Path, index * type.Size, type, Shape[0]) : null;

    /// <summary>A field of a table of records, where there is exactly one of the names.</summary>
    public Hdf5Column? AsColumn(Func<string, bool> isName)
    {
        Hdf5Member[] found = [.. Members.Where(m => m.Type is not null && isName(m.Name))];
        return Shape.Length == 1 && found is [{ Type: { } type } member] ? new Hdf5Column(Path, member.Offset, type, Shape[0]) : null;
    }

    public override string ToString() => $"{Path} [{string.Join(", ", Shape)}]";
}
