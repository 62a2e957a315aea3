using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace NeuroKit.Bindings.PropertyTests.Fixtures;

/// <summary>Counts how often each method of the fixtures was called. Their names are unique among those that count.</summary>
internal static class Calls
{
    private static readonly ConcurrentDictionary<string, int> s_counts = new();

    public static void Count([CallerMemberName] string method = "") => s_counts.AddOrUpdate(method, 1, (_, count) => count + 1);

    public static int Of(string method) => s_counts.GetValueOrDefault(method);
}
