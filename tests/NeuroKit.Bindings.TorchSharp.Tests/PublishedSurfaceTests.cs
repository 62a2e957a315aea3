using System.Reflection;
using TorchSharp;
using Xunit;

namespace NeuroKit.Tests;

/// <summary>Holds the subset's public members against the list of those that TorchSharp publishes. Needs no libtorch.</summary>
public sealed class PublishedSurfaceTests
{
    [Fact]
    public void Every_public_member_is_a_published_one()
    {
        HashSet<string> published = Published();
        string[] others = [.. PublicSurface.Of(typeof(torch).Assembly).Where(member => !published.Contains(member))];
        Assert.True(others.Length == 0, "not in PublishedSignatures.txt:\n" + string.Join('\n', others));
    }

    [Fact]
    public void Every_listed_member_is_there()
    {
        HashSet<string> here = [.. PublicSurface.Of(typeof(torch).Assembly)];
        string[] missing = [.. Published().Where(member => !here.Contains(member))];
        Assert.True(missing.Length == 0, "listed, but not in the assembly:\n" + string.Join('\n', missing));
    }

    /// <summary>Where the real package is at hand (a path to TorchSharp.dll in NEUROKIT_TORCHSHARP), holds the list itself against it.</summary>
    [SkippableFact]
    public void Every_listed_member_is_in_the_real_package()
    {
        string? path = Environment.GetEnvironmentVariable("NEUROKIT_TORCHSHARP");
        Skip.If(string.IsNullOrEmpty(path), "NEUROKIT_TORCHSHARP does not name a TorchSharp.dll.");
        HashSet<string> real = [.. PublicSurface.Of(Assembly.LoadFrom(path!))];
        string[] missing = [.. Published().Where(member => !real.Contains(member))];
        Assert.True(missing.Length == 0, "listed, but not in the package:\n" + string.Join('\n', missing));
    }

    private static HashSet<string> Published()
    {
        using Stream stream = typeof(PublishedSurfaceTests).Assembly.GetManifestResourceStream("PublishedSignatures.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }
}
