using System.Globalization;
using NeuroKit.Events;

namespace NeuroKit.Frames.Transforms;

/// <summary>Reads the names of transforms.</summary>
internal static class ClipTransformParser
{
    public const string None = "none";

    private const int MaxDepth = 16;

    private static readonly string[] s_names =
    [
        None, "spikingformer", "nda", "identity", "flip", "shear-x", "rotate", "translate-x", "translate-y", "roll", "cutout", "cutout-area",
        "resize", "random-crop", "centre-crop", "one-of",
    ];

    public static IReadOnlyList<ClipTransform> Parse(string text)
        => text.Trim() == None ? [] : [.. Items(text).SelectMany(item => ParseItem(item, 0))];

    private static IReadOnlyList<ClipTransform> ParseItem(string item, int depth)
    {
        if (depth > MaxDepth)
            throw new ArgumentException("Transforms are nested too deeply.", nameof(item));
        int open = item.IndexOf('(', StringComparison.Ordinal);
        string name = (open < 0 ? item : item[..open]).Trim();
        if (open >= 0 && item[^1] != ')')
            throw new ArgumentException($"The transform '{item}' lacks its closing bracket.", nameof(item));
        string[] arguments = open < 0 ? [] : [.. Items(item[(open + 1)..^1])];
        return (name, arguments) switch
        {
            ("spikingformer", []) => ClipAugmentation.Spikingformer,
            ("nda", []) => ClipAugmentation.Nda,
            ("one-of", [_, ..]) => [ClipTransforms.OneOf([.. arguments.Select(a => Single(a, depth + 1))])],
            _ => [Single(item, name, arguments)],
        };
    }

    private static ClipTransform Single(string item, int depth)
        => ParseItem(item, depth) is [var only] ? only
            : throw new ArgumentException($"'{item}' is several transforms; one-of chooses among single ones.", nameof(item));

    private static ClipTransform Single(string item, string name, string[] arguments) => (name, arguments) switch
    {
        ("identity", []) => ClipTransforms.Identity,
        ("flip", []) => ClipTransforms.HorizontalFlip(),
        ("flip", [var p]) => ClipTransforms.HorizontalFlip(Number(item, p)),
        ("shear-x", [var limit]) => ClipTransforms.ShearX(Number(item, limit)),
        ("shear-x", [var limit, var steps]) => ClipTransforms.ShearX(Number(item, limit), Whole(item, steps)),
        ("rotate", [var limit]) => ClipTransforms.Rotate(Number(item, limit)),
        ("rotate", [var limit, var steps]) => ClipTransforms.Rotate(Number(item, limit), Whole(item, steps)),
        ("translate-x", [var limit]) => ClipTransforms.TranslateX(Whole(item, limit)),
        ("translate-x", [var limit, var steps]) => ClipTransforms.TranslateX(Whole(item, limit), Whole(item, steps)),
        ("translate-y", [var limit]) => ClipTransforms.TranslateY(Whole(item, limit)),
        ("translate-y", [var limit, var steps]) => ClipTransforms.TranslateY(Whole(item, limit), Whole(item, steps)),
        ("roll", [var limit]) => ClipTransforms.Roll(Whole(item, limit)),
        ("cutout", [var side]) => ClipTransforms.Cutout(Whole(item, side)),
        ("cutout-area", [var min, var max]) => ClipTransforms.CutoutArea(Number(item, min), Number(item, max)),
        ("resize", [var size]) => ClipTransforms.Resize(Size(item, size)),
        ("random-crop", [var size]) => ClipTransforms.RandomCrop(Size(item, size)),
        ("centre-crop", [var size]) => ClipTransforms.CentreCrop(Size(item, size)),
        _ when s_names.Contains(name) => throw new ArgumentException($"The transform '{item}' has not the numbers that {name} takes.", nameof(item)),
        _ => throw new ArgumentException($"There is no transform '{name}'; known are {string.Join(", ", s_names)}.", nameof(item)),
    };

    private static double Number(string item, string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new ArgumentException($"The transform '{item}': '{text}' is no number.", nameof(item));

    private static int Whole(string item, string text)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ArgumentException($"The transform '{item}': '{text}' is no whole number.", nameof(item));

    private static SensorSize Size(string item, string text)
        => SensorSize.TryParse(text, out SensorSize size) ? size : throw new ArgumentException($"The transform '{item}': '{text}' is no size WxH.", nameof(item));

    // What commas outside brackets separate.
    private static IEnumerable<string> Items(string text)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (text[i] == ',' && depth == 0)
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }

        yield return text[start..].Trim();
    }
}
