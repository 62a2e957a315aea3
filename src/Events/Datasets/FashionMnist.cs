using System.Diagnostics;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets;

/// <summary>
/// Fashion-MNIST: grey pictures of 28 × 28 pixels, ten classes (H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a novel image dataset for
/// benchmarking machine learning algorithms", arXiv:1708.07747, 2017; MIT licence). Debian packages it as <c>dataset-fashion-mnist</c>.
/// </summary>
[DebuggerDisplay("{Part}: {Count} pictures")]
public sealed class FashionMnist
{
    /// <summary>Where Debian puts the files.</summary>
    public const string DefaultRoot = "/usr/share/datasets/fashion-mnist";

    /// <summary>Debian's package.</summary>
    public const string DebianPackage = "dataset-fashion-mnist";

    private readonly IdxFile _images;
    private readonly IdxFile _labels;

    private FashionMnist(FashionMnistPart part, IdxFile images, IdxFile labels)
    {
        Part = part;
        _images = images;
        _labels = labels;
    }

    /// <summary>The classes by label, 0 … 9.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>The part.</summary>
    public FashionMnistPart Part { get; }

    /// <summary>Pictures read.</summary>
    public int Count => _images.Dimensions[0];

    /// <summary>Columns of a picture.</summary>
    public int Width => _images.Dimensions[2];

    /// <summary>Rows of a picture.</summary>
    public int Height => _images.Dimensions[1];

    /// <summary>The label of every picture, 0 … 9.</summary>
    public ReadOnlySpan<byte> Labels => _labels.Data[..Count];

    /// <summary>Whether the four files are there.</summary>
    /// <param name="root">Their folder; null means <see cref="DefaultRoot"/>.</param>
    public static bool IsInstalled(string? root = null)
        => Find(root ?? DefaultRoot, ImagesName(FashionMnistPart.Train)) is not null && Find(root ?? DefaultRoot, LabelsName(FashionMnistPart.Train)) is not null
            && Find(root ?? DefaultRoot, ImagesName(FashionMnistPart.Test)) is not null && Find(root ?? DefaultRoot, LabelsName(FashionMnistPart.Test)) is not null;

    /// <summary>Reads a part.</summary>
    /// <param name="part">Which.</param>
    /// <param name="root">The folder with the files, gzip or plain; null means <see cref="DefaultRoot"/>.</param>
    /// <param name="maxImages">Most pictures read, from the start.</param>
    /// <exception cref="DatasetException">The files are not there; the message says what to install.</exception>
    /// <exception cref="InvalidEventDataException">A file is damaged, or pictures and labels do not match.</exception>
    public static FashionMnist Load(FashionMnistPart part, string? root = null, int maxImages = int.MaxValue)
    {
        IdxFile labels = LoadLabels(part, root);
        IdxFile images = IdxFile.Read(FindOrThrow(root, ImagesName(part)), maxImages);
        if (images.Dimensions.Count != 3 || images.Dimensions[1] > SensorSize.MaxSide || images.Dimensions[2] > SensorSize.MaxSide)
            throw new InvalidEventDataException(images.Name, 3, $"dimensions {string.Join(" × ", images.Dimensions)}", "pictures × rows × columns");
        if (images.Dimensions[0] != Math.Min(labels.Dimensions[0], maxImages))
            throw new InvalidEventDataException(images.Name, 4, $"{images.Dimensions[0]} pictures", $"{labels.Dimensions[0]}, as many as labels in {labels.Name}");
        return new FashionMnist(part, images, labels);
    }

    /// <summary>The pixels of a picture, row by row from the top, 0 black … 255 white.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<byte> Pixels(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        int pixels = Width * Height;
        return _images.Data.Slice(index * pixels, pixels);
    }

    /// <summary>A picture for the simulator.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    public GreyImage Image(int index) => new(Width, Height, Pixels(index));

    internal static IdxFile LoadLabels(FashionMnistPart part, string? root)
    {
        IdxFile labels = IdxFile.Read(FindOrThrow(root, LabelsName(part)));
        if (labels.Dimensions.Count != 1)
            throw new InvalidEventDataException(labels.Name, 3, $"{labels.Dimensions.Count} dimensions", "1, a row of labels");
        int wrong = labels.Data.IndexOfAnyExceptInRange((byte)0, (byte)(ClassNames.Count - 1));
        if (wrong >= 0)
            throw new InvalidEventDataException(labels.Name, 8 + wrong, $"label {labels.Data[wrong]}", $"0 … {ClassNames.Count - 1}");
        return labels;
    }

    private static string ImagesName(FashionMnistPart part) => Prefix(part) + "-images-idx3-ubyte";

    private static string LabelsName(FashionMnistPart part) => Prefix(part) + "-labels-idx1-ubyte";

    private static string Prefix(FashionMnistPart part) => part switch
    {
        FashionMnistPart.Train => "train",
        FashionMnistPart.Test => "t10k",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Fashion-MNIST's parts are Train and Test."),
    };

    private static string? Find(string root, string name)
        => Array.Find([Path.Combine(root, name + ".gz"), Path.Combine(root, name)], File.Exists);

    private static string FindOrThrow(string? root, string name)
        => Find(root ?? DefaultRoot, name) ?? throw new DatasetException(root ?? DefaultRoot, root is null
            ? $"Fashion-MNIST is not installed ({name}.gz is missing); install Debian's package: apt-get install {DebianPackage}"
            : $"neither {name}.gz nor {name} is here; give the folder of Fashion-MNIST's four files, or none and install Debian's package: apt-get install {DebianPackage}");
}
