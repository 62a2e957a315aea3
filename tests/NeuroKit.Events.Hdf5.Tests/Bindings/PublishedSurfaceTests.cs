#if SYSTEM_BINDINGS
using System.Reflection;

namespace NeuroKit.Events.Hdf5.Tests.Bindings;

/// <summary>Holds the subset of HDF.PInvoke's API, every member that our code can use, against the list of those that it publishes. Needs no libhdf5.</summary>
public sealed class PublishedSurfaceTests
{
    private static readonly Assembly s_library = typeof(Hdf5Format).Assembly;

    [Fact]
    public void EveryMemberIsAPublishedOneAndEveryListedOneIsThere()
    {
        string[] here = [.. BoundSurface.Of(s_library)];
        string[] published = Published();
        Assert.True(here.Length >= 100, $"only {here.Length} members; are they still being listed?");
        Assert.Equal([], here.Except(published));
        Assert.Equal([], published.Except(here));
    }

    /// <summary>Where the real package is at hand (a path to HDF.PInvoke.1.10.dll in NEUROKIT_HDF_PINVOKE), holds the list itself against it.</summary>
    [SkippableFact]
    public void EveryListedMemberIsInTheRealPackage()
    {
        string? path = Environment.GetEnvironmentVariable("NEUROKIT_HDF_PINVOKE");
        Skip.If(string.IsNullOrEmpty(path), "NEUROKIT_HDF_PINVOKE does not name an HDF.PInvoke.1.10.dll.");
        Assert.Equal([], Published().Except(BoundSurface.Of(Assembly.LoadFrom(path!))));
    }

    [Fact]
    public void NoTypeOfAnothersNamespaceIsPublic()
        => Assert.All(s_library.GetExportedTypes(), type => Assert.StartsWith("NeuroKit.Events.Hdf5", type.Namespace, StringComparison.Ordinal));

    private static string[] Published()
    {
        using Stream stream = typeof(PublishedSurfaceTests).Assembly.GetManifestResourceStream("PublishedSignatures.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }
}
#endif
