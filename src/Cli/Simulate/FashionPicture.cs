using System.Globalization;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Cli.Simulate;

/// <summary>A picture of Fashion-MNIST by part and index, as <c>--fashion-mnist train:123</c> says it.</summary>
internal static class FashionPicture
{
    /// <exception cref="UsageException">The text is no part and index, or there are fewer pictures.</exception>
    public static async Task<GreyImage> LoadAsync(string text, ToolConsole console, bool yes, CancellationToken cancellationToken)
    {
        string[] sides = text.Split(':');
        FashionMnistPart? part = sides[0].ToLowerInvariant() switch
        {
            "train" => FashionMnistPart.Train,
            "test" => FashionMnistPart.Test,
            _ => null,
        };
        if (part is null || sides.Length != 2 || !int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            throw new UsageException($"--fashion-mnist: found '{text}'; expected train:INDEX or test:INDEX, for example train:123");
        await FashionMnistPackage.EnsureAsync(console, yes, cancellationToken).ConfigureAwait(false);
        FashionMnist pictures = FashionMnist.Load(part.Value, FashionMnistPackage.Folder, maxImages: Math.Min(index, int.MaxValue - 1) + 1);
        return index < pictures.Count
            ? pictures.Image(index)
            : throw new UsageException($"--fashion-mnist: found {text}; expected an index from 0 to {pictures.Count - 1}");
    }
}
