using FsCheck.Xunit;
using NeuroKit.Bindings.PropertyTests;

// Small, so that a test can tell it from FsCheck's own 1000, and harmless to properties without a condition.
[assembly: Properties(MaxRejected = AssemblyProperties.MaxRejected)]

namespace NeuroKit.Bindings.PropertyTests;

/// <summary>The options that this assembly sets for all of its properties.</summary>
internal static class AssemblyProperties
{
    public const int MaxRejected = 70;
}
