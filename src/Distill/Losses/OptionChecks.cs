using System.Globalization;

namespace NeuroKit.Distill.Losses;

/// <summary>Checks of options, whose messages name the option, what was found and what was expected.</summary>
internal static class OptionChecks
{
    public static double AtLeastZero(double value, string option) => Check(value, option, value >= 0, "at least 0");

    public static double Positive(double value, string option) => Check(value, option, value > 0, "a number above 0");

    public static double Share(double value, string option) => Check(value, option, value is >= 0 and <= 1, "0 to 1");

    public static double BelowOne(double value, string option) => Check(value, option, value is >= 0 and < 1, "0 to below 1");

    public static int AtLeastOne(int value, string option) => value >= 1 ? value : throw Wrong(value, option, "at least 1");

    public static T Defined<T>(T value, string option)
        where T : struct, Enum
        => Enum.IsDefined(value) ? value : throw Wrong(value, option, string.Join(", ", Enum.GetNames<T>()));

    /// <summary>Rejects an option that the loss would not look at.</summary>
    public static void Unused(object? value, string option, string why)
    {
        if (value is not null)
            throw Wrong(value, option, "nothing: " + why);
    }

    public static ArgumentException Wrong(object value, string option, string expected)
        => new(string.Create(CultureInfo.InvariantCulture, $"found {value} for loss.{option}; expected {expected}"));

    private static double Check(double value, string option, bool holds, string expected)
        => holds && double.IsFinite(value) ? value : throw Wrong(value, option, expected);
}
