namespace FsCheck.Xunit;

/// <summary>
/// Sets options for every property of a class (and of the classes nested in it) or of an assembly. The nearest one that
/// sets an option decides: the method, its class, the classes around it, the assembly.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Assembly, AllowMultiple = false)]
public sealed class PropertiesAttribute : PropertyAttribute;
