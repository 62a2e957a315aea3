using NeuroKit.Tests;

namespace NeuroKit.Events.Hdf5.Tests;

/// <summary>Reading as users do, and files that h5py makes.</summary>
internal static class Hdf5Fixture
{
    public static EventFormats Formats { get; } = EventFormats.Default.With(Hdf5Format.Instance);

    public static void RequireLibrary() => Skip.IfNot(Hdf5Library.IsAvailable(out string details), details);

    public static EventReader Open(string path, string? objectPath = null, EventReadPolicy policy = EventReadPolicy.Strict, Hdf5Probing probing = Hdf5Probing.Off)
        => EventFile.Open(path, new EventReadOptions { Policy = policy, FormatOptions = [new Hdf5Options { ObjectPath = objectPath, Probing = probing }] }, Formats);

    public static EventBuffer Read(string path, string? objectPath = null)
    {
        using EventReader reader = Open(path, objectPath);
        return reader.ReadAll();
    }

    /// <summary>Makes a file by a script of h5py in which <c>f</c> is the file and t, x, y, p are columns of 200 events; skips where there is no h5py.</summary>
    public static string Make(TemporaryFolder folder, string script, string name = "made.h5", string mode = "'w'")
    {
        RequireLibrary();
        string path = folder.File(name);
        string body = string.Join('\n', script.ReplaceLineEndings("\n").Split('\n').Select(line => "    " + line));
        string output = NumPy.Run($"""
            try:
                import h5py
            except ImportError:
                print("absent"); sys.exit(0)
            n = 200
            t = np.arange(n) * 37 + 5
            x = (np.arange(n) * 7 % 60).astype('u2')
            y = (np.arange(n) * 11 % 50).astype('u2')
            p = (np.arange(n) & 1).astype('u1')
            with h5py.File(a[0], {mode}) as f:
            {body}
            """, path);
        Skip.If(output == "absent", "h5py is not here (Debian: python3-h5py)");
        return path;
    }

    /// <summary>Runs one of the sample's scripts; skips where there is no h5py.</summary>
    public static string RunSample(TemporaryFolder folder, string script, string path)
    {
        Make(folder, "pass", "whether-h5py-is-here.h5");
        using Stream stream = typeof(Hdf5Fixture).Assembly.GetManifestResourceStream(script)!;
        using var reader = new StreamReader(stream);
        return NumPy.Run("sys.argv[1:] = a\n" + reader.ReadToEnd(), path);
    }

    /// <summary>The events that <see cref="Make"/>'s columns are.</summary>
    public static void AssertMade(EventSpan events, long offset = 0)
    {
        Assert.Equal(200, events.Length);
        for (int i = 0; i < events.Length; i++)
            Assert.Equal(new Event((i * 37) + 5 + offset, (ushort)(i * 7 % 60), (ushort)(i * 11 % 50), (byte)(i & 1)), events[i]);
    }
}
