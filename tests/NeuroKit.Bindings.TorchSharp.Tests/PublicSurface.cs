using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace NeuroKit.Tests;

/// <summary>
/// One line of text for every public or protected member that an assembly declares, in a form that a person can read beside the
/// published source: the declaring type, then the member with its types and names of parameters, defaults included.
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(Of).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Of(Type type)
    {
        string owner = Name(type);
        yield return $"{owner} : {Kind(type)}";
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            yield return $"{owner}.Invoke{Signature(type.GetMethod("Invoke")!)}";
            yield break;
        }

        foreach (MemberInfo member in type.GetMembers(Declared))
        {
            if (member.GetCustomAttribute<CompilerGeneratedAttribute>() is not null && member is not MethodInfo { IsSpecialName: true })
                continue;
            switch (member)
            {
                case FieldInfo field when IsVisible(field) && !field.IsSpecialName:
                    yield return type.IsEnum
                        ? $"{owner}.{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
                        : $"{owner}.{field.Name} : {Name(field.FieldType)}";
                    break;
                case ConstructorInfo constructor when IsVisible(constructor):
                    yield return $"{owner}..ctor{Parameters(constructor)}";
                    break;
                case PropertyInfo property when property.GetAccessors(true).Any(IsVisible):
                    yield return $"{owner}.{Property(property)}";
                    break;
                case EventInfo happening when IsVisible(happening.AddMethod!):
                    yield return $"{owner}.{happening.Name} : event {Name(happening.EventHandlerType!)}";
                    break;
                case MethodInfo method when IsVisible(method) && IsPlain(method):
                    yield return $"{owner}.{(method.IsStatic ? "static " : "")}{method.Name}{Signature(method)}";
                    break;
            }
        }
    }

    // Overrides say nothing new: the first declaration does.
    private static bool IsPlain(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && method.GetBaseDefinition().DeclaringType == method.DeclaringType
        && !method.Name.Contains('<', StringComparison.Ordinal);

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
        : type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class"
        : (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + "class"
            + (type.BaseType is { } parent && parent != typeof(object) ? " < " + Name(parent) : "");

    private static string Property(PropertyInfo property)
    {
        ParameterInfo[] indices = property.GetIndexParameters();
        MethodInfo accessor = property.GetAccessors(true).First(IsVisible);
        return (accessor.IsStatic ? "static " : "") + (indices.Length > 0 ? $"this[{List(indices)}]" : property.Name)
            + " : " + Name(property.PropertyType) + " {"
            + (property.GetMethod is { } get && IsVisible(get) ? " get;" : "")
            + (property.SetMethod is { } set && IsVisible(set) ? " set;" : "") + " }";
    }

    private static string Signature(MethodInfo method)
    {
        string generics = method.IsGenericMethodDefinition
            ? "<" + string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name)) + ">"
            : "";
        return generics + Parameters(method) + " : " + Name(method.ReturnType);
    }

    private static string Parameters(MethodBase method) => "(" + List(method.GetParameters()) + ")";

    private static string List(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var text = new StringBuilder();
        if (parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)))
            text.Append("params ");
        if (parameter.ParameterType.IsByRef)
            text.Append(parameter.IsOut ? "out " : "ref ");
        text.Append(Name(parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType));
        text.Append(' ').Append(parameter.Name);
        if (parameter.HasDefaultValue)
            text.Append(" = ").Append(Literal(parameter));
        return text.ToString();
    }

    private static string Literal(ParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return parameter.RawDefaultValue switch
        {
            null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
            bool flag => flag ? "true" : "false",
            string text => "\"" + text.Replace("\n", "\\n", StringComparison.Ordinal) + "\"",
            char letter => $"'{letter}'",
            var value when type.IsEnum => Enum.ToObject(type, value).ToString()!,
            var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (type.IsPointer)
            return Name(type.GetElementType()!) + "*";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying) + "?";
        string? keyword = Keyword(type);
        if (keyword is not null)
            return keyword;
        Type[] arguments = type.GetGenericArguments();
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true
            || type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal))
            return "(" + string.Join(", ", arguments.Select(Name)) + ")";

        int outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        string name = type.Name.Split('`')[0];
        if (arguments.Length > outer)
            name += "<" + string.Join(", ", arguments.Skip(outer).Select(Name)) + ">";
        return type.DeclaringType is { } owner ? Name(owner) + "." + name : name;
    }

    private static string? Keyword(Type type) => type == typeof(void) ? "void"
        : type == typeof(object) ? "object"
        : type == typeof(string) ? "string"
        : type.IsEnum || !type.IsPrimitive ? null
        : Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => "bool",
            TypeCode.Byte => "byte",
            TypeCode.SByte => "sbyte",
            TypeCode.Int16 => "short",
            TypeCode.Int32 => "int",
            TypeCode.Int64 => "long",
            TypeCode.UInt16 => "ushort",
            TypeCode.UInt32 => "uint",
            TypeCode.UInt64 => "ulong",
            TypeCode.Single => "float",
            TypeCode.Double => "double",
            TypeCode.Char => "char",
            _ => null,
        };
}
