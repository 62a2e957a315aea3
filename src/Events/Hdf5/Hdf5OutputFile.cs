using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>
/// An HDF5 file being written, under a temporary name. Written without times of its own, so that the same content gives the same bytes. Each
/// method holds the library's lock.
/// </summary>
internal sealed class Hdf5OutputFile : IDisposable
{
    private readonly string _path;
    private readonly List<Hdf5OutputDataset> _datasets = [];
    private Hdf5FileHandle? _handle;

    /// <summary>Begins a file.</summary>
    /// <param name="folder">Where the temporary file lies until it is finished.</param>
    /// <param name="name">What messages call it.</param>
    public Hdf5OutputFile(string folder, string name)
    {
        Name = name;
        _path = Hdf5Spool.NewPath(folder);
        try
        {
            using Lock.Scope scope = Hdf5Library.Enter();
            _handle = new Hdf5FileHandle(At("/").Id(H5F.create(_path, H5F.ACC_TRUNC), "a new HDF5 file"));
        }
        catch
        {
            File.Delete(_path);
            throw;
        }
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    public Hdf5Place At(string path) => new(Name, path);

    public void CreateGroup(string path)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        using var group = new Hdf5ObjectHandle(At(path).Id(H5G.create(Id, Hdf5Text.Bytes(path)), "a new group"));
    }

    /// <summary>Makes a dataset that grows as it is written.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="type">Type of its elements.</param>
    /// <param name="lengths">Its lengths at first.</param>
    /// <param name="chunk">Lengths of a chunk.</param>
    /// <param name="level">Deflate level, 0 for none.</param>
    public Hdf5OutputDataset CreateDataset(string path, Hdf5ElementType type, long[] lengths, long[] chunk, int level)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        Hdf5Place place = At(path);
        using var properties = new Hdf5PropertiesHandle(place.Id(H5P.create(H5P.DATASET_CREATE), "properties of a dataset"));
        place.Status(H5P.set_chunk(properties.Id, chunk.Length, Lengths(chunk)), "chunks");
        place.Status(H5P.set_obj_track_times(properties.Id, 0), "no times");
        if (level > 0)
        {
            if (type != Hdf5ElementType.UInt8)
                place.Status(H5P.set_shuffle(properties.Id), "byte shuffle");
            place.Status(H5P.set_deflate(properties.Id, (uint)level), "deflate");
        }

        ulong[] most = [.. lengths.Select(_ => H5S.UNLIMITED)];
        using var space = new Hdf5SpaceHandle(place.Id(H5S.create_simple(lengths.Length, Lengths(lengths), most), "a size"));
        var dataset = new Hdf5ObjectHandle(place.Id(
            H5D.create(Id, Hdf5Text.Bytes(path), FileType(type), space.Id, H5P.DEFAULT, properties.Id), "a new dataset"));
        var result = new Hdf5OutputDataset(dataset, place, type, lengths);
        _datasets.Add(result);
        return result;
    }

    /// <summary>Writes texts as a dataset.</summary>
    public void WriteTexts(string path, IReadOnlyList<string> texts)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        Hdf5Place place = At(path);
        using Hdf5TypeHandle type = TextType(place);
        ulong[] lengths = [(ulong)texts.Count];
        using var space = new Hdf5SpaceHandle(place.Id(H5S.create_simple(1, lengths, lengths), "a size"));
        using var properties = new Hdf5PropertiesHandle(place.Id(H5P.create(H5P.DATASET_CREATE), "properties of a dataset"));
        place.Status(H5P.set_obj_track_times(properties.Id, 0), "no times");
        using var dataset = new Hdf5ObjectHandle(place.Id(
            H5D.create(Id, Hdf5Text.Bytes(path), type.Id, space.Id, H5P.DEFAULT, properties.Id), "a new dataset"));
        if (texts.Count > 0)
            Hdf5TextArray.With(texts, at => place.Status(H5D.write(dataset.Id, type.Id, H5S.ALL, H5S.ALL, H5P.DEFAULT, at), "texts"));
    }

    public unsafe void SetAttribute(string path, string name, long value)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        Hdf5Place place = At(path);
        using var space = new Hdf5SpaceHandle(place.Id(H5S.create(H5S.class_t.SCALAR), "a size"));
        using Hdf5AttributeHandle attribute = CreateAttribute(path, name, H5T.STD_I64LE, space);
        place.Status(H5A.write(attribute.Id, H5T.NATIVE_INT64, (nint)(&value)), $"attribute {name}");
    }

    public void SetAttribute(string path, string name, string value)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        using var space = new Hdf5SpaceHandle(At(path).Id(H5S.create(H5S.class_t.SCALAR), "a size"));
        WriteText(path, name, space, [value]);
    }

    public void SetAttribute(string path, string name, IReadOnlyList<string> values)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        ulong[] lengths = [(ulong)values.Count];
        using var space = new Hdf5SpaceHandle(At(path).Id(H5S.create_simple(1, lengths, lengths), "a size"));
        WriteText(path, name, space, values);
    }

    /// <summary>Closes the file and copies it to a stream.</summary>
    public void Finish(Stream output)
    {
        Close();
        using FileStream file = Hdf5UnlockedFile.OpenRead(_path);
        file.CopyTo(output, 1 << 20);
    }

    public void Dispose()
    {
        Close();
        File.Delete(_path);
    }

    internal static ulong[] Lengths(IEnumerable<long> lengths) => [.. lengths.Select(length => (ulong)length)];

    internal static long MemoryType(Hdf5ElementType type) => type switch
    {
        Hdf5ElementType.UInt8 => H5T.NATIVE_UINT8,
        Hdf5ElementType.UInt16 => H5T.NATIVE_UINT16,
        Hdf5ElementType.Int32 => H5T.NATIVE_INT32,
        Hdf5ElementType.Int64 => H5T.NATIVE_INT64,
        _ => H5T.NATIVE_FLOAT,
    };

    private static long FileType(Hdf5ElementType type) => type switch
    {
        Hdf5ElementType.UInt8 => H5T.STD_U8LE,
        Hdf5ElementType.UInt16 => H5T.STD_U16LE,
        Hdf5ElementType.Int32 => H5T.STD_I32LE,
        Hdf5ElementType.Int64 => H5T.STD_I64LE,
        _ => H5T.IEEE_F32LE,
    };

    private long Id => (_handle ?? throw new ObjectDisposedException(Name)).Id;

    private static Hdf5TypeHandle TextType(Hdf5Place place)
    {
        var type = new Hdf5TypeHandle(place.Id(H5T.copy(H5T.C_S1), "a type of text"));
        place.Status(H5T.set_size(type.Id, H5T.VARIABLE), "text of any length");
        place.Status(H5T.set_cset(type.Id, H5T.cset_t.UTF8), "UTF-8");
        return type;
    }

    private void WriteText(string path, string name, Hdf5SpaceHandle space, IReadOnlyList<string> values)
    {
        Hdf5Place place = At(path);
        using Hdf5TypeHandle type = TextType(place);
        using Hdf5AttributeHandle attribute = CreateAttribute(path, name, type.Id, space);
        if (values.Count > 0)
            Hdf5TextArray.With(values, at => place.Status(H5A.write(attribute.Id, type.Id, at), $"attribute {name}"));
    }

    private Hdf5AttributeHandle CreateAttribute(string path, string name, long type, Hdf5SpaceHandle space)
    {
        Hdf5Place place = At(path);
        using var owner = new Hdf5ObjectHandle(place.Id(H5O.open(Id, Hdf5Text.Bytes(path)), "an object"));
        return new Hdf5AttributeHandle(place.Id(H5A.create(owner.Id, Hdf5Text.Bytes(name), type, space.Id), $"attribute {name}"));
    }

    private void Close()
    {
        if (_handle is null)
            return;
        using Lock.Scope scope = Hdf5Library.Enter();
        foreach (Hdf5OutputDataset dataset in _datasets)
            dataset.Dispose();
        _handle.Dispose();
        _handle = null;
    }
}
