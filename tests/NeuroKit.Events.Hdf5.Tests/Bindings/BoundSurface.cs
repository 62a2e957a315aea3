using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NeuroKit.Events.Hdf5.Tests.Bindings;

/// <summary>One line of text for each member of the subset of HDF.PInvoke: static methods, fields, properties, delegates, enumerations, structures.</summary>
internal static class BoundSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly)
        => assembly.GetTypes().Where(t => t.Namespace == "HDF.PInvoke" && Owner(t).Name.StartsWith("H5", StringComparison.Ordinal) && t.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !t.Name.StartsWith('<'))
            .SelectMany(Of).Order(StringComparer.Ordinal);

    private static Type Owner(Type type) => type.DeclaringType is { } outer ? Owner(outer) : type;

    private static IEnumerable<string> Of(Type type)
    {
        string owner = Name(type);
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            yield return $"{owner}({Parameters(invoke)}) : {Name(invoke.ReturnType)}";
            yield break;
        }

        foreach (FieldInfo field in type.GetFields(Declared).Where(f => !f.IsSpecialName))
        {
            yield return field.IsLiteral
                ? $"{owner}.{field.Name} = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
                : $"{owner}.{field.Name} : {Name(field.FieldType)}";
        }

        foreach (PropertyInfo property in type.GetProperties(Declared))
            yield return $"{owner}.{property.Name} : {Name(property.PropertyType)}";
        foreach (MethodInfo method in type.GetMethods(Declared).Where(m => !m.IsSpecialName && m.DeclaringType == type && m.IsStatic))
            yield return $"{owner}.{method.Name}({Parameters(method)}) : {Name(method.ReturnType)}";
    }

    private static string Parameters(MethodInfo method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        string text = (type.IsByRef ? "ref " + Name(type.GetElementType()!) : Name(type)) + " " + parameter.Name;
        return parameter.HasDefaultValue ? $"{text} = {Convert.ToString(parameter.RawDefaultValue, CultureInfo.InvariantCulture)}" : text;
    }

    private static string Name(Type type)
        => type.IsArray ? Name(type.GetElementType()!) + "[]" : type.DeclaringType is { } outer ? $"{Name(outer)}.{type.Name}" : type.Name;
}
