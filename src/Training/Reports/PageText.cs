using System.Globalization;
using System.Net;
using System.Text;

namespace NeuroKit.Training.Reports;

/// <summary>Text and numbers for a page.</summary>
internal static class PageText
{
    /// <summary>Text as a page shows it, in elements and in attributes: markup and control characters do nothing.</summary>
    public static string Escape(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) // half a surrogate pair comes as the replacement character
            clean.Append(Rune.IsControl(rune) && rune.Value is not ('\n' or '\t') ? Rune.ReplacementChar : rune);
        return WebUtility.HtmlEncode(clean.ToString());
    }

    /// <summary>A number for people: four digits that count.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "not a number" : value > 0 ? "infinite" : "−infinite";
        double size = Math.Abs(value);
        string format = size is 0 or >= 1000 and < 1e9 ? "#,0.#" : size is >= 1e-3 and < 1000 ? "0.####" : "0.###e0";
        if (size is >= 10 and < 1000)
            format = "0.##";
        return value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>A number for a coordinate.</summary>
    public static string Coordinate(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A share as a percentage.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A count.</summary>
    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
