using System.Reflection;
using FsCheck.Xunit;
using Xunit;

namespace NeuroKit.Bindings.PropertyTests;

/// <summary>Holds what code can use of FsCheck.Xunit against the list of what the package publishes.</summary>
public class PublicApiTests
{
    private static bool IsPackage => typeof(PropertyAttribute).Assembly.GetName().Name == "FsCheck.Xunit";

    [Fact]
    public void Whatever_can_be_used_is_published()
    {
        SortedSet<string> published = Published();
        SortedSet<string> offered = Offered();

        // Over the subset: it must offer nothing more. Over the package: the list must claim nothing more.
        Assert.Empty(IsPackage ? published.Except(offered) : offered.Except(published));
        Assert.True(offered.Count >= 25, $"Only {offered.Count} members were found; is the surface still being listed?");
    }

    [Fact]
    public void An_option_that_is_not_set_reads_as_published()
    {
        var property = new PropertyAttribute();

        Assert.Null(property.Replay);
        Assert.Equal(-1, property.Parallelism);
        Assert.Equal(-1, property.MaxTest);
        Assert.Equal(-1, property.MaxRejected);
        Assert.Equal(-1, property.StartSize);
        Assert.Equal(-1, property.EndSize);
        Assert.False(property.Verbose);
        Assert.False(property.QuietOnSuccess);
        Assert.Empty(property.Arbitrary);
    }

    private static SortedSet<string> Published()
    {
        using var stream = typeof(PublicApiTests).Assembly.GetManifestResourceStream("PublishedApi.txt")!;
        using var reader = new StreamReader(stream);
        return new(
            reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0 && line[0] != '#'),
            StringComparer.Ordinal);
    }

    private static SortedSet<string> Offered()
    {
        const BindingFlags Declared =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Type type in typeof(PropertyAttribute).Assembly.GetExportedTypes())
        {
            lines.Add($"{type.FullName} : {type.BaseType}");
            if (type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage)
            {
                foreach (AttributeTargets target in Enum.GetValues<AttributeTargets>())
                {
                    if (target != AttributeTargets.All && usage.ValidOn.HasFlag(target))
                        lines.Add($"{type.FullName} on {target}");
                }
            }

            foreach (ConstructorInfo constructor in type.GetConstructors(Declared).Where(IsVisible))
                lines.Add($"{type.FullName}({Parameters(constructor)})");
            foreach (MethodInfo method in type.GetMethods(Declared).Where(IsVisible))
                lines.Add($"{type.FullName}.{method.Name}({Parameters(method)}) : {method.ReturnType}");
            foreach (FieldInfo field in type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily))
                lines.Add($"{type.FullName}.{field.Name} : {field.FieldType}");
        }

        return lines;
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // A property's setter has no parameter that anyone could name.
    private static string Parameters(MethodBase method) => string.Join(
        ", ",
        method.GetParameters().Select(
            parameter => method.IsSpecialName && !method.IsConstructor
                ? $"{parameter.ParameterType}"
                : $"{parameter.ParameterType} {parameter.Name}"));
}
