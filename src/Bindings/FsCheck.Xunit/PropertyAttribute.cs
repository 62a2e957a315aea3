using Xunit;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>
/// Marks a method as a property: FsCheck generates values for its parameters, calls it until a run's worth of values
/// has passed, and shrinks the first values that fail.
/// </summary>
/// <remarks>
/// <para>
/// A property returns <see cref="bool"/>, nothing (it fails by throwing), <see cref="Property"/>, or a
/// <see cref="Task"/> of one of these; a <see cref="ValueTask"/> is refused, as FsCheck cannot wait for it. It may be
/// static or not; the test class is created, initialised and disposed once a property, as for
/// <see cref="FactAttribute"/>, not once a call.
/// </para>
/// <para>
/// What is not set here comes from <see cref="PropertiesAttribute"/> on the class, on the classes around it, then on the
/// assembly, and last from <see cref="Config.Default"/>. An option that is not set reads as -1, <see langword="false"/>,
/// <see langword="null"/> or empty.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
[XunitTestCaseDiscoverer("FsCheck.Xunit.PropertyDiscoverer", "NeuroKit.Bindings.FsCheck.Xunit")]
public class PropertyAttribute : FactAttribute
{
    /// <summary>
    /// The seed to start from: <c>"seed,gamma"</c> repeats a run, <c>"seed,gamma,size"</c> repeats one step of it;
    /// parentheses around either are ignored. A failure prints the first, and the second where it was not the first step.
    /// </summary>
    /// <value>Not set: a new seed each run.</value>
    public string? Replay
    {
        get => Settings.Replay;
        set => Settings = Settings with { Replay = string.IsNullOrEmpty(value) ? null : value };
    }

    /// <summary>How many tests may run at the same time.</summary>
    /// <value>Not set: one after the other.</value>
    public int Parallelism
    {
        get => Settings.Parallelism ?? -1;
        set => Settings = Settings with { Parallelism = value };
    }

    /// <summary>How many tests must pass.</summary>
    /// <value>Not set: 100.</value>
    public int MaxTest
    {
        get => Settings.MaxTest ?? -1;
        set => Settings = Settings with { MaxTest = value };
    }

    /// <summary>How many tests may be rejected (a false condition) before the property counts as exhausted and fails.</summary>
    /// <value>Not set: 1000.</value>
    public int MaxRejected
    {
        get => Settings.MaxRejected ?? -1;
        set => Settings = Settings with { MaxRejected = value };
    }

    /// <summary>The size of the first test's values.</summary>
    /// <value>Not set: 1.</value>
    public int StartSize
    {
        get => Settings.StartSize ?? -1;
        set => Settings = Settings with { StartSize = value };
    }

    /// <summary>The size of the last test's values; sizes grow linearly from <see cref="StartSize"/>.</summary>
    /// <value>Not set: 100.</value>
    public int EndSize
    {
        get => Settings.EndSize ?? -1;
        set => Settings = Settings with { EndSize = value };
    }

    /// <summary>Whether to write every generated and every shrunk set of arguments to the test's output.</summary>
    /// <value>Not set: <see langword="false"/>.</value>
    public bool Verbose
    {
        get => Settings.Verbose ?? false;
        set => Settings = Settings with { Verbose = value };
    }

    /// <summary>Whether a property that passes writes nothing to the test's output.</summary>
    /// <value>Not set: <see langword="false"/>, it writes how many tests passed.</value>
    public bool QuietOnSuccess
    {
        get => Settings.QuietOnSuccess ?? false;
        set => Settings = Settings with { QuietOnSuccess = value };
    }

    /// <summary>
    /// Types whose public static members give the <see cref="Arbitrary{T}"/> to use. For the same generated type an
    /// earlier entry wins over a later one, the method's over the class's, and the class's over the assembly's.
    /// </summary>
    /// <value>Not set: FsCheck's own generators alone.</value>
    public Type[] Arbitrary
    {
        get => Settings.Arbitrary;
        set => Settings = Settings with { Arbitrary = value };
    }

    internal PropertySettings Settings { get; private set; } = new();
}
