using NeuroKit.Frames.Stores;

namespace NeuroKit.Frames.Tests.Stores;

public sealed class StoreLocationTests
{
    [Fact]
    public void TheFirstThatSaysAPlaceDecides()
    {
        var all = new Dictionary<string, string?> { ["NEUROKIT_HOME"] = "/n", ["XDG_CACHE_HOME"] = "/x", ["HOME"] = "/h" };
        Assert.Equal(Path.GetFullPath("here"), Resolve("here", all));
        Assert.Equal(Path.Combine(Path.GetFullPath("/n"), "store"), Resolve(null, all));
        all["NEUROKIT_HOME"] = "";
        Assert.Equal(Path.Combine(Path.GetFullPath("/x"), "neurokit", "store"), Resolve("", all));
        all["XDG_CACHE_HOME"] = "relative"; // its specification: to be passed over
        Assert.Equal(Path.Combine("/h", ".cache", "neurokit", "store"), Resolve(null, all));
        all.Remove("HOME");
        Assert.Contains("NEUROKIT_HOME", Assert.Throws<InvalidOperationException>(() => Resolve(null, all)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WindowsHasAPlaceOfItsOwn()
        => Assert.Equal(Path.Combine("local", "neurokit", "store"), StoreLocation.Resolve(null, name => name == "LOCALAPPDATA" ? "local" : null, isWindows: true));

    private static string Resolve(string? path, Dictionary<string, string?> environment)
        => StoreLocation.Resolve(path, name => environment.GetValueOrDefault(name), isWindows: false);
}
