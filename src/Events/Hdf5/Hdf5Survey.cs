using System.Globalization;
using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>
/// Finds the recordings of a file by looking at what its groups and datasets hold, wherever they are and whatever the groups are called:
/// columns t, x, y, p of a group; times beside a table of positions; a table of records. The library's lock is held.
/// </summary>
internal sealed class Hdf5Survey
{
    private const int MaxDepth = 32;
    private const int MaxObjects = 1_000_000;
    private const int MaxSeen = 20;

    private readonly Hdf5File _file;
    private readonly HashSet<ulong> _visited = [];
    private readonly List<Hdf5Recording> _found = [];
    private readonly List<string> _seen = [];
    private readonly SensorSize? _fileSize;
    private readonly Hdf5TimeUnit _fileUnit;

    private Hdf5Survey(Hdf5File file)
    {
        _file = file;
        using Hdf5ObjectHandle root = file.Open("/");
        _fileSize = Hdf5Attributes.Size(root.Id, file.At("/"));
        _fileUnit = Hdf5Attributes.Unit(root.Id, file.At("/"), "t_unit", "time_unit", "time");
    }

    /// <summary>The recordings under a path, in order of their names.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Where to look.</param>
    /// <param name="seen">Datasets that are no part of one, for messages.</param>
    public static IReadOnlyList<Hdf5Recording> Run(Hdf5File file, string path, out IReadOnlyList<string> seen)
    {
        var survey = new Hdf5Survey(file);
        using Hdf5ObjectHandle start = file.OpenWished(path);
        survey.Visit(start, path, 0);
        seen = survey._seen;
        return survey._found;
    }

    private void Visit(Hdf5ObjectHandle obj, string path, int depth)
    {
        (H5O.type_t kind, ulong address) = _file.Identify(obj, path);
        if (!_visited.Add(address))
            return; // a group can be a member of itself
        if (_visited.Count > MaxObjects || depth > MaxDepth)
            throw new InvalidEventDataException(_file.Name, null, $"object {path} after {_visited.Count} others, {depth} groups deep", $"at most {MaxObjects} objects, {MaxDepth} groups deep");
        if (kind == H5O.type_t.DATASET)
            Take(_file.Describe(obj, path), obj);
        else if (kind == H5O.type_t.GROUP)
            VisitGroup(obj, path, depth);
    }

    private void VisitGroup(Hdf5ObjectHandle group, string path, int depth)
    {
        var datasets = new Dictionary<string, Hdf5DatasetInfo>();
        var others = new List<string>();
        IReadOnlyList<string> names = _file.Members(group, path);
        foreach (string name in names)
        {
            Hdf5Progress.Step();
            string childPath = Hdf5Text.Join(path, name);
            using Hdf5ObjectHandle child = _file.Open(childPath);
            (H5O.type_t kind, ulong address) = _file.Identify(child, childPath);
            if (kind == H5O.type_t.DATASET && _visited.Add(address))
                datasets.Add(name, _file.Describe(child, childPath));
            else if (kind == H5O.type_t.GROUP)
                others.Add(childPath);
        }

        if (Columns(datasets) is { } columns)
        {
            Add(group, path, columns, datasets);
        }
        else
        {
            foreach (Hdf5DatasetInfo dataset in datasets.Values)
            {
                using Hdf5ObjectHandle handle = _file.Open(dataset.Path);
                Take(dataset, handle);
            }
        }

        foreach (string child in others)
        {
            using Hdf5ObjectHandle handle = _file.Open(child);
            Visit(handle, child, depth + 1);
        }
    }

    // A dataset by itself: a table of records.
    private void Take(Hdf5DatasetInfo dataset, Hdf5ObjectHandle handle)
    {
        if (dataset.AsColumn(Hdf5Names.IsTime) is { } t && dataset.AsColumn(Hdf5Names.IsX) is { } x
            && dataset.AsColumn(Hdf5Names.IsY) is { } y && dataset.AsColumn(Hdf5Names.IsPolarity) is { } p)
        {
            Add(handle, dataset.Path, (t, x, y, p, dataset.Unit), []);
        }
        else if (_seen.Count < MaxSeen)
        {
            _seen.Add(dataset.ToString());
        }
    }

    private static (Hdf5Column T, Hdf5Column X, Hdf5Column Y, Hdf5Column P, Hdf5TimeUnit Unit)? Columns(Dictionary<string, Hdf5DatasetInfo> datasets)
    {
        Hdf5DatasetInfo? Find(Func<string, bool> isName, Func<Hdf5DatasetInfo, bool> fits)
        {
            Hdf5DatasetInfo[] found = [.. datasets.Where(d => isName(d.Key) && fits(d.Value)).Select(d => d.Value)];
            return found.Length == 1 ? found[0] : null;
        }

        Hdf5DatasetInfo? times = Find(Hdf5Names.IsTime, d => d.AsColumn() is not null);
        if (times is null)
            return null;
        Hdf5Column t = times.AsColumn()!;
        Hdf5Column? p = Find(Hdf5Names.IsPolarity, d => d.AsColumn() is not null)?.AsColumn();
        if (Find(Hdf5Names.IsX, d => d.AsColumn() is not null)?.AsColumn() is { } x && Find(Hdf5Names.IsY, d => d.AsColumn() is not null)?.AsColumn() is { } y && p is not null)
            return (t, x, y, p, times.Unit);
        if (Find(Hdf5Names.IsPosition, d => d.AsColumn(1) is not null) is { } positions && (p ?? positions.AsColumn(2)) is { } polarity)
            return (t, positions.AsColumn(0)!, positions.AsColumn(1)!, polarity, times.Unit);
        return null;
    }

    private void Add(
        Hdf5ObjectHandle owner, string path, (Hdf5Column T, Hdf5Column X, Hdf5Column Y, Hdf5Column P, Hdf5TimeUnit Unit) columns,
        Dictionary<string, Hdf5DatasetInfo> siblings)
    {
        Hdf5Place place = _file.At(path);
        Hdf5TimeUnit unit = columns.Unit != Hdf5TimeUnit.Unsaid ? columns.Unit : Hdf5Attributes.Unit(owner.Id, place, "t_unit", "time_unit", "unit");
        if (unit == Hdf5TimeUnit.Unsaid)
            unit = _fileUnit;
        var layout = new Hdf5Layout(columns.T, columns.X, columns.Y, columns.P, unit, TimeOffset(path, siblings));
        long? label = Label(owner, path, siblings);
        _found.Add(new Hdf5Recording(path, layout.Columns.Min(c => c.Rows), layout)
        {
            Label = label,
            ClassName = label is { } number ? ClassName(number) : null,
            Subject = Hdf5Attributes.Read(owner.Id, "subject", place),
            SensorSize = Hdf5Attributes.Size(owner.Id, place) ?? _fileSize,
        });
    }

    // DSEC: times count from a moment that stands beside the group of events.
    private long TimeOffset(string path, Dictionary<string, Hdf5DatasetInfo> siblings)
        => siblings.ContainsKey("t_offset")
            ? _file.ReadNumber(Hdf5Text.Join(path, "t_offset")) ?? 0
            : path == "/" ? 0 : _file.ReadNumber(Hdf5Text.Join(Hdf5Text.Parent(path), "t_offset")) ?? 0;

    private long? Label(Hdf5ObjectHandle owner, string path, Dictionary<string, Hdf5DatasetInfo> siblings)
    {
        foreach (string name in (ReadOnlySpan<string>)["label", "target", "class"])
        {
            if (siblings.TryGetValue(name, out Hdf5DatasetInfo? dataset) && dataset.IsScalar)
                return _file.ReadNumber(dataset.Path);
            if (Hdf5Attributes.Read(owner.Id, name, _file.At(path)) is { } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
                return number;
        }

        // tonic's cache: /data/0 is what /target/0 belongs to.
        string parent = Hdf5Text.Parent(path);
        return parent.EndsWith("/data", StringComparison.Ordinal) ? _file.ReadNumber(parent[..^"data".Length] + "target" + path[parent.Length..]) : null;
    }

    private string? ClassName(long label)
    {
        using Hdf5ObjectHandle root = _file.Open("/");
        return Hdf5Attributes.Read(root.Id, label.ToString(CultureInfo.InvariantCulture), _file.At("/"))?.Trim();
    }
}
