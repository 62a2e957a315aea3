using System.IO.Compression;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;

namespace NeuroKit.SideBySide;

/// <summary>Recordings as CIFAR10-DVS has them, unpacked and in a zip a class; made once, when first asked for.</summary>
internal sealed class DataBenchInputs
{
    public const int Events = 200_000;
    private const int PerClass = 12;
    private const int Classes = 5;

    private readonly Lazy<string> _folder;
    private readonly Lazy<string> _zips;

    public DataBenchInputs(string folder)
    {
        _folder = new Lazy<string>(() => new BenchInputs(folder).Dataset([.. Manifest.Classes.Take(Classes).Select(c => c.Folder)], PerClass, SensorSize.Dvs128, Events));
        _zips = new Lazy<string>(() => Zip(_folder.Value));
    }

    public static DatasetManifest Manifest => Catalog.Cifar10Dvs;

    public static int Recordings => Classes * PerClass;

    /// <summary>The folder of class folders.</summary>
    public string Folder => _folder.Value;

    /// <summary>The folder of zips.</summary>
    public string Zips => _zips.Value;

    private static string Zip(string root)
    {
        string zips = root + "-zips";
        Directory.CreateDirectory(zips);
        byte[] block = new byte[1 << 16];
        foreach (string folder in Directory.GetDirectories(root))
        {
            string zip = Path.Combine(zips, Path.GetFileName(folder) + ".zip");
            if (!File.Exists(zip))
            {
                string temporary = zip + ".tmp";
                File.Delete(temporary);
                ZipFile.CreateFromDirectory(folder, temporary, CompressionLevel.Optimal, includeBaseDirectory: true);
                File.Move(temporary, zip);
            }

            using FileStream file = File.OpenRead(zip); // into the page cache
            while (file.Read(block) > 0)
            {
            }
        }

        return zips;
    }
}
