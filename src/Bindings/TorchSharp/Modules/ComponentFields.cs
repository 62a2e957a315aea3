using System.Collections.Concurrent;
using System.Reflection;
using TorchSharp.Utils;

namespace TorchSharp;

/// <summary>The fields of module types by the names under which they are registered.</summary>
internal static class ComponentFields
{
    private static readonly ConcurrentDictionary<Type, (string Name, FieldInfo Field)[]> s_fields = new();

    public static (string Name, FieldInfo Field)[] Of(Type type) => s_fields.GetOrAdd(type, Find);

    private static (string Name, FieldInfo Field)[] Find(Type type)
    {
        var found = new List<(string, FieldInfo)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        // A private field of a base class is listed by the base class only.
        for (var current = type; current is not null && current != typeof(torch.nn.Module); current = current.BaseType)
        {
            foreach (var field in current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                var name = field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
                if (seen.Add(name))
                    found.Add((name, field));
            }
        }

        return [.. found];
    }
}
