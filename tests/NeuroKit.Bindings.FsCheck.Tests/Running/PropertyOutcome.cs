namespace NeuroKit.Bindings.PropertyTests.Running;

/// <summary>How a test ended.</summary>
internal enum PropertyOutcome
{
    Passed,
    Failed,
    Skipped,
}
