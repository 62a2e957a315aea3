using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace NeuroKit.Events.Datasets;

/// <summary>The data sets that come described.</summary>
public static class Catalog
{
    private const string ResourcePrefix = "datasets/";
    private const string ResourceSuffix = ".json";

    private static readonly FrozenDictionary<string, Lazy<DatasetManifest>> s_manifests = Index();

    /// <summary>CIFAR10-DVS.</summary>
    public static DatasetManifest Cifar10Dvs => Get("cifar10-dvs");

    /// <summary>DVS128 Gesture.</summary>
    public static DatasetManifest DvsGesture => Get("dvs-gesture");

    /// <summary>DVS-Lip.</summary>
    public static DatasetManifest DvsLip => Get("dvs-lip");

    /// <summary>Fashion-DVS, which <see cref="Datasets.FashionDvs"/> makes.</summary>
    public static DatasetManifest FashionDvs => Get("fashion-dvs");

    /// <summary>N-Caltech101.</summary>
    public static DatasetManifest NCaltech101 => Get("n-caltech101");

    /// <summary>N-CARS.</summary>
    public static DatasetManifest NCars => Get("n-cars");

    /// <summary>N-MNIST.</summary>
    public static DatasetManifest NMnist => Get("n-mnist");

    /// <summary>The identifiers, sorted.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. s_manifests.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A data set's manifest.</summary>
    /// <param name="id">The identifier, in any case.</param>
    /// <exception cref="ArgumentException">There is no such data set; the message says the nearest name.</exception>
    public static DatasetManifest Get(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (TryGet(id, out DatasetManifest? manifest))
            return manifest;
        string hint = NearestName.Of(id, Ids) is { } nearest ? $"did you mean {nearest}? " : string.Empty;
        throw new ArgumentException($"There is no data set '{id}'; {hint}known are {string.Join(", ", Ids)}.", nameof(id));
    }

    /// <summary>A data set's manifest.</summary>
    /// <param name="id">The identifier, in any case.</param>
    /// <param name="manifest">The manifest.</param>
    public static bool TryGet(string id, [NotNullWhen(true)] out DatasetManifest? manifest)
    {
        ArgumentNullException.ThrowIfNull(id);
        manifest = s_manifests.TryGetValue(id, out Lazy<DatasetManifest>? found) ? found.Value : null;
        return manifest is not null;
    }

    private static FrozenDictionary<string, Lazy<DatasetManifest>> Index()
    {
        Assembly assembly = typeof(Catalog).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal) && name.EndsWith(ResourceSuffix, StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => name[ResourcePrefix.Length..^ResourceSuffix.Length],
                name => new Lazy<DatasetManifest>(() => Load(assembly, name)),
                StringComparer.OrdinalIgnoreCase);
    }

    private static DatasetManifest Load(Assembly assembly, string resource)
    {
        using Stream stream = assembly.GetManifestResourceStream(resource)!;
        return DatasetManifest.Read(stream, resource);
    }
}
