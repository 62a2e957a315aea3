using System.Runtime.InteropServices;
using HDF.PInvoke;
using NeuroKit.Events.Formats.Npy;

namespace NeuroKit.Events.Hdf5;

/// <summary>An open HDF5 file, for reading. The library's lock is held by whoever calls a method, except for <see cref="Dispose"/>.</summary>
internal sealed class Hdf5File : IDisposable
{
    private const int MaxLinks = 1_000_000;

    private readonly Hdf5FileHandle _handle;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="byteLength">Its length: nothing that it says of itself is believed beyond what that many bytes can hold.</param>
    public Hdf5File(string path, string name, long byteLength)
    {
        Name = name;
        ByteLength = byteLength;
        _handle = new Hdf5FileHandle(At("/").Id(H5F.open(path, H5F.ACC_RDONLY), "an HDF5 file that is whole"));
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    /// <summary>The file's length in bytes.</summary>
    public long ByteLength { get; }

    public Hdf5Place At(string path) => new(Name, path);

    /// <summary>Opens an object; null where there is none of that path.</summary>
    public Hdf5ObjectHandle? TryOpen(string path)
    {
        long id = H5O.open(_handle.Id, Hdf5Text.Bytes(path));
        if (id >= 0)
            return new Hdf5ObjectHandle(id);
        Hdf5Place.Words();
        return null;
    }

    /// <summary>Opens an object.</summary>
    public Hdf5ObjectHandle Open(string path) => new(At(path).Id(H5O.open(_handle.Id, Hdf5Text.Bytes(path)), "an object that can be opened"));

    /// <summary>Opens an object that somebody asked for; where there is none, says what there is instead.</summary>
    /// <exception cref="Hdf5Exception">There is none.</exception>
    public Hdf5ObjectHandle OpenWished(string path)
    {
        const int Told = 8;
        long id = H5O.open(_handle.Id, Hdf5Text.Bytes(path));
        if (id >= 0)
            return new Hdf5ObjectHandle(id);
        string words = Hdf5Place.Words();
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int depth = parts.Length - 1; depth >= 0; depth--)
        {
            string above = "/" + string.Join('/', parts[..depth]);
            using Hdf5ObjectHandle? group = TryOpen(above);
            if (group is null || Identify(group, above).Kind != H5O.type_t.GROUP)
                continue;
            IReadOnlyList<string> members = Members(group, above);
            string names = members.Count == 0 ? "nothing" : string.Join(", ", members.Take(Told)) + (members.Count > Told ? $", … ({members.Count} in all)" : "");
            throw new Hdf5Exception(Name, path, words, $"an object that is there; {above} holds {names}");
        }

        throw new Hdf5Exception(Name, path, words, "an object that is there");
    }

    /// <summary>What an object is, and its address: the same for the same object, whatever path leads to it.</summary>
    public (H5O.type_t Kind, ulong Address) Identify(Hdf5ObjectHandle obj, string path)
    {
        var info = default(H5O.info_t);
        At(path).Status(H5O.get_info(obj.Id, ref info), "a group or a dataset");
        return (info.type, info.addr);
    }

    /// <summary>
    /// Names of a group's members, hard links only: soft links lead to objects that have a path of their own, external links to other files,
    /// which a recording must not make anybody open.
    /// </summary>
    public IReadOnlyList<string> Members(Hdf5ObjectHandle group, string path)
    {
        var names = new List<string>();
        H5L.iterate_t callback = (long _, IntPtr name, ref H5L.info_t link, IntPtr _) =>
        {
            if (link.type == H5L.type_t.HARD && Marshal.PtrToStringUTF8(name) is { Length: > 0 } text)
                names.Add(text);
            return names.Count < MaxLinks ? 0 : 1;
        };
        ulong index = 0;
        At(path).Status(H5L.iterate(group.Id, H5.index_t.NAME, H5.iter_order_t.NATIVE, ref index, callback, 0), "a group whose members can be listed");
        GC.KeepAlive(callback);
        names.Sort(Hdf5NameOrder.Instance);
        return names;
    }

    /// <summary>What a dataset is.</summary>
    public Hdf5DatasetInfo Describe(Hdf5ObjectHandle dataset, string path)
    {
        Hdf5Place place = At(path);
        using var type = new Hdf5TypeHandle(place.Id(H5D.get_type(dataset.Id), "a dataset with a datatype"));
        using var space = new Hdf5SpaceHandle(place.Id(H5D.get_space(dataset.Id), "a dataset with a size"));
        long[] shape = Shape(space, place);
        return new Hdf5DatasetInfo(
            path, shape, H5T.get_size(type.Id), Hdf5Types.Scalar(type.Id), Hdf5Types.Members(type.Id, place),
            Hdf5Attributes.Unit(dataset.Id, place, "t_unit", "unit", "units"));
    }

    /// <summary>Reads a dataset of one whole number; null where it is none.</summary>
    public unsafe long? ReadNumber(string path)
    {
        using Hdf5ObjectHandle? dataset = TryOpen(path);
        if (dataset is null || Identify(dataset, path).Kind != H5O.type_t.DATASET)
            return null;
        Hdf5DatasetInfo info = Describe(dataset, path);
        if (!info.IsScalar || info.Type is not { Kind: not NpyKind.Float } type)
            return null;
        Hdf5Place place = At(path);
        using var stored = new Hdf5TypeHandle(place.Id(H5D.get_type(dataset.Id), "a dataset with a datatype"));
        byte* value = stackalloc byte[sizeof(ulong)];
        place.Status(H5D.read(dataset.Id, stored.Id, H5S.ALL, H5S.ALL, H5P.DEFAULT, (nint)value), "one number");
        Span<long> number = stackalloc long[1];
        return NpyDecoder.Times(new NpyColumn(new ReadOnlySpan<byte>(value, type.Size), type.Size, type), number, NpyFloatTimes.Microseconds) < 0 ? number[0] : null;
    }

    /// <summary>The lengths of a dataspace; none for a single value.</summary>
    public static long[] Shape(Hdf5SpaceHandle space, Hdf5Place place)
    {
        if (H5S.get_simple_extent_type(space.Id) == H5S.class_t.NULL)
            return [0];
        int rank = place.Status(H5S.get_simple_extent_ndims(space.Id), "a dataset with a size");
        ulong[] lengths = new ulong[Math.Max(1, rank)];
        place.Status(H5S.get_simple_extent_dims(space.Id, lengths, new ulong[lengths.Length]), "a dataset with a size");
        return [.. lengths.Take(rank).Select(length => (long)Math.Min(length, long.MaxValue))];
    }

    public void Dispose() => _handle.Dispose();
}
