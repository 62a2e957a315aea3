using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NeuroKit.PublicApi.Tests;

/// <summary>Lists what code outside an assembly can use of it, in words near to C#, sorted.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext s_nullability = new();

    public static IEnumerable<string> Of(Assembly assembly)
        => assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal)
            .SelectMany(type => Members(type).Order(StringComparer.Ordinal).Distinct().Prepend(Declaration(type)));

    private static string Declaration(Type type)
    {
        string kind = type.IsEnum ? "enum" : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : type.IsInterface ? "interface"
            : type.IsValueType ? (type.IsByRefLike ? "ref struct" : "struct")
            : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        IEnumerable<Type> bases = type.IsEnum || kind == "delegate" ? [] : type.GetInterfaces().Where(i => i.IsPublic).OrderBy(i => i.ToString(), StringComparer.Ordinal);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && !type.IsEnum && kind != "delegate")
            bases = bases.Prepend(parent);
        string[] names = [.. bases.Select(b => Name(b))];
        return $"{kind} {Name(type, full: true)}{(names.Length == 0 ? "" : " : " + string.Join(", ", names))}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        string owner = "  " + Name(type) + ".";
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            yield return $"{owner}Invoke({Parameters(type.GetMethod("Invoke")!)}) : {Name(type.GetMethod("Invoke")!.ReturnType)}";
            yield break;
        }

        foreach (FieldInfo field in type.GetFields(Declared).Where(f => IsVisible(f) && !f.IsSpecialName))
        {
            yield return field.IsLiteral
                ? $"{owner}{field.Name} = {Convert.ToString(type.IsEnum ? Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture) : field.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
                : $"{owner}{field.Name} : {Name(field.FieldType)}";
        }

        foreach (ConstructorInfo constructor in type.GetConstructors(Declared).Where(IsVisible))
            yield return $"{owner}.ctor({Parameters(constructor)})";
        foreach (PropertyInfo property in type.GetProperties(Declared))
        {
            string accessors = string.Concat(Accessor(property.GetMethod, "get; "), Accessor(property.SetMethod, IsInitOnly(property) ? "init; " : "set; "));
            if (accessors.Length == 0)
                continue;
            MethodInfo any = (property.GetMethod ?? property.SetMethod)!;
            string name = property.GetIndexParameters().Length == 0 ? property.Name : $"this[{Parameters(property.GetMethod!)}]";
            yield return $"{owner}{Modifiers(any)}{name} {{ {accessors}}} : {Name(property.PropertyType)}{Nullable(s_nullability.Create(property).ReadState, property.PropertyType)}";
        }

        // What the compiler writes for records says nothing of its own.
        foreach (MethodInfo method in type.GetMethods(Declared).Where(m => IsVisible(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal))))
        {
            if (method.GetCustomAttribute<CompilerGeneratedAttribute>() is not null || method.Name is "<Clone>$" or "PrintMembers")
                continue;
            string generics = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(g => g.Name))}>" : "";
            string returns = Name(method.ReturnType) + Nullable(s_nullability.Create(method.ReturnParameter).ReadState, method.ReturnType);
            yield return $"{owner}{Modifiers(method)}{method.Name}{generics}({Parameters(method)}) : {returns}";
        }
    }

    private static string Accessor(MethodInfo? method, string word)
        => method is null || !IsVisible(method) ? "" : method.IsPublic ? word : "protected " + word;

    private static bool IsInitOnly(PropertyInfo property)
        => property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;

    private static string Modifiers(MethodBase method)
        => (method.IsPublic || method is ConstructorInfo ? "" : "protected ") + (method.IsStatic ? "static " : "")
            + (method is MethodInfo { IsVirtual: true, IsFinal: false } m ? (m.GetBaseDefinition() != m ? "override " : m.IsAbstract ? "abstract " : "virtual ") : "");

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static string Parameters(MethodBase method)
        => (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string by = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        Type type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        string nullable = Nullable(s_nullability.Create(parameter).WriteState, type);
        string optional = !parameter.HasDefaultValue ? "" : " = " + (parameter.DefaultValue is { } value
            ? Convert.ToString(value, CultureInfo.InvariantCulture) : type.IsValueType && System.Nullable.GetUnderlyingType(type) is null ? "default" : "null");
        return $"{by}{Name(type)}{nullable} {parameter.Name}{optional}";
    }

    private static string Nullable(NullabilityState state, Type type) => state == NullabilityState.Nullable && !type.IsValueType ? "?" : "";

    private static string Name(Type type, bool full = false)
    {
        if (System.Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying) + "?";
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (type.IsByRef)
            return "ref " + Name(type.GetElementType()!);
        if (type.IsGenericParameter)
            return type.Name;
        string name = type.IsNested ? Name(type.DeclaringType!) + "." + type.Name : type.Name;
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        if (tick >= 0)
            name = $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(a => Name(a)))}>";
        return full ? $"{type.Namespace}.{name}" : name;
    }
}
