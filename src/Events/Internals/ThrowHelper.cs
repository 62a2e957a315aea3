using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace NeuroKit.Events.Internals;

/// <summary>Keeps throwing code out of hot methods.</summary>
[StackTraceHidden]
internal static class ThrowHelper
{
    [DoesNotReturn]
    public static void ColumnsDiffer(int t, int x, int y, int p)
        => throw new ArgumentException($"The columns differ in length: t {t}, x {x}, y {y}, p {p}.");
}
