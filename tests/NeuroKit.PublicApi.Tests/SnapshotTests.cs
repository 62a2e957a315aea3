using System.Reflection;

namespace NeuroKit.PublicApi.Tests;

/// <summary>
/// Holds the public API of each library against a checked-in list, so that no change of it goes unseen. To accept a change:
/// <c>NEUROKIT_UPDATE_API=1 dotnet test tests/NeuroKit.PublicApi.Tests</c>, then look at the difference before committing it.
/// </summary>
public sealed class SnapshotTests
{
    private const string UpdateVariable = "NEUROKIT_UPDATE_API";

    public static TheoryData<string> Libraries =>
        ["NeuroKit.Events", "NeuroKit.Events.Hdf5", "NeuroKit.Frames", "NeuroKit.Testing", "NeuroKit.Training", "NeuroKit.Distill"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void ThePublicApiIsTheOneOnRecord(string library)
    {
        string[] actual = [.. ApiListing.Of(Assembly.Load(library))];
        Assert.True(actual.Length >= 10, $"only {actual.Length} lines; is the API still being listed?");
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllLines(Path.Combine(ProjectFolder(), library + ".api.txt"), [.. Head(library), .. actual]);
            return;
        }

        string[] recorded = Recorded(library);
        string[] added = [.. actual.Except(recorded)];
        string[] removed = [.. recorded.Except(actual)];
        Assert.True(
            added.Length == 0 && removed.Length == 0,
            $"{library} differs from {library}.api.txt (accept: {UpdateVariable}=1 dotnet test tests/NeuroKit.PublicApi.Tests)\n"
            + string.Join('\n', removed.Select(line => "- " + line).Concat(added.Select(line => "+ " + line))));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void NoPublicTypeIsOfAnothersNamespace(string library)
    {
        foreach (Type type in Assembly.Load(library).GetExportedTypes())
            Assert.StartsWith(library, type.Namespace, StringComparison.Ordinal);
    }

    private static string[] Head(string library)
        =>
        [
            $"# The public API of {library}, a line a member. Generated; do not edit:",
            $"# {UpdateVariable}=1 dotnet test tests/NeuroKit.PublicApi.Tests",
        ];

    private static string[] Recorded(string library)
    {
        using Stream? stream = typeof(SnapshotTests).Assembly.GetManifestResourceStream(library + ".api.txt");
        if (stream is null)
            return [];
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }

    private static string ProjectFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string project = Path.Combine(folder.FullName, "tests", "NeuroKit.PublicApi.Tests");
            if (Directory.Exists(project))
                return project;
        }

        throw new DirectoryNotFoundException("the sources of this project were not found above its build output");
    }
}
