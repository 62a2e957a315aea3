using System.Globalization;
using System.Reflection;
using Microsoft.FSharp.Core;

namespace FsCheck.Xunit;

/// <summary>The options of one attribute, null where it does not set them, or of several merged.</summary>
internal sealed record PropertySettings
{
    public string? Replay { get; init; }

    public int? Parallelism { get; init; }

    public int? MaxTest { get; init; }

    public int? MaxRejected { get; init; }

    public int? StartSize { get; init; }

    public int? EndSize { get; init; }

    public bool? Verbose { get; init; }

    public bool? QuietOnSuccess { get; init; }

    public Type[] Arbitrary { get; init; } = [];

    /// <summary>The options in force for a property, the nearest attribute first.</summary>
    public static PropertySettings For(Type testClass, MethodInfo method)
    {
        PropertySettings settings = method.GetCustomAttribute<PropertyAttribute>()?.Settings ?? new();
        for (Type? type = testClass; type is not null; type = type.DeclaringType)
            settings = settings.OrElse(type.GetCustomAttribute<PropertiesAttribute>());
        return settings.OrElse(testClass.Assembly.GetCustomAttribute<PropertiesAttribute>());
    }

    /// <summary>FsCheck's configuration for these options.</summary>
    /// <exception cref="FormatException"><see cref="Replay"/> is not a seed.</exception>
    public Config ToConfig(IRunner runner)
    {
        Config config = Config.Default
            .WithRunner(runner)
            .WithMaxTest(MaxTest ?? Config.Default.MaxTest)
            .WithMaxRejected(MaxRejected ?? Config.Default.MaxRejected)
            .WithStartSize(StartSize ?? Config.Default.StartSize)
            .WithEndSize(EndSize ?? Config.Default.EndSize)
            .WithQuietOnSuccess(QuietOnSuccess ?? Config.Default.QuietOnSuccess)
            .WithArbitrary(Arbitrary);
        if (Parallelism is int degree)
            config = config.WithParallelRunConfig(new ParallelRunConfig(degree));
        if (Replay is not null)
            config = config.WithReplay(ParseReplay(Replay));
        return config;
    }

    private PropertySettings OrElse(PropertyAttribute? attribute)
    {
        if (attribute is null)
            return this;
        PropertySettings outer = attribute.Settings;
        return new PropertySettings
        {
            Replay = Replay ?? outer.Replay,
            Parallelism = Parallelism ?? outer.Parallelism,
            MaxTest = MaxTest ?? outer.MaxTest,
            MaxRejected = MaxRejected ?? outer.MaxRejected,
            StartSize = StartSize ?? outer.StartSize,
            EndSize = EndSize ?? outer.EndSize,
            Verbose = Verbose ?? outer.Verbose,
            QuietOnSuccess = QuietOnSuccess ?? outer.QuietOnSuccess,
            Arbitrary = [.. Arbitrary, .. outer.Arbitrary],
        };
    }

    private static Replay ParseReplay(string text)
    {
        string[] parts = text.Trim().Trim('(', ')').Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length is 2 or 3
            && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong gamma))
        {
            var random = new Rnd(seed, gamma);
            if (parts.Length == 2)
                return new Replay(random, FSharpOption<int>.None);
            if (int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int size))
                return new Replay(random, FSharpOption<int>.Some(size));
        }

        throw new FormatException(
            $"""Replay = "{text}" is not a seed: expected "seed,gamma" or "seed,gamma,size", all of them whole numbers, as a failed property prints them.""");
    }
}
