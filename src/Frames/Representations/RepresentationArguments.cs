using System.Runtime.CompilerServices;

namespace NeuroKit.Frames;

/// <summary>Checks of arguments that several representations share.</summary>
internal static class RepresentationArguments
{
    public static void RequirePositive(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, "A time constant is a number above 0.");
    }

    public static void RequireDefined<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
            throw new ArgumentOutOfRangeException(name, value, $"Not one of {string.Join(", ", Enum.GetNames<T>())}.");
    }
}
