using FsCheck.Xunit;

namespace NeuroKit.Bindings.PropertyTests.Fixtures;

/// <summary>A property that replays a seed known only while the tests run, as one pasted from a failure would.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReplayingPropertyAttribute : PropertyAttribute
{
    private static volatile string? s_seed;

    public ReplayingPropertyAttribute() => Replay = s_seed;

    /// <summary>The seed for runs from now on; null for a new one each run.</summary>
    public static string? Seed
    {
        get => s_seed;
        set => s_seed = value;
    }
}
