using System.Globalization;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Simulation;
using NeuroKit.Frames.Transforms;
using static TorchSharp.torch;

namespace NeuroKit.Training.Data;

/// <summary>Data sets of still images, which a network sees the same at each step: Fashion-MNIST.</summary>
internal sealed class StillImages
{
    /// <summary>The identifiers.</summary>
    public static readonly string[] Ids = ["fashion-mnist"];

    /// <summary>The channels of a picture: grey.</summary>
    public const int Channels = 1;

    private readonly string _root;
    private readonly Dictionary<FashionMnistPart, FashionMnist> _parts = [];

    public StillImages(string root) => _root = root;

    /// <summary>Whether a data set is of still images.</summary>
    public static bool IsKnown(string id) => Ids.Contains(id, StringComparer.OrdinalIgnoreCase);

    /// <summary>Indexes the pictures: <c>train/00000</c> and so on, in the files' order.</summary>
    /// <exception cref="DatasetException">The files are not there; the message says what to install.</exception>
    public EventDataset Index()
    {
        var samples = new List<EventSample>();
        foreach (FashionMnistPart part in new[] { FashionMnistPart.Train, FashionMnistPart.Test })
        {
            string split = part == FashionMnistPart.Train ? "train" : "test";
            ReadOnlySpan<byte> labels = Load(part).Labels;
            for (int i = 0; i < labels.Length; i++)
            {
                samples.Add(new EventSample
                {
                    Id = string.Create(CultureInfo.InvariantCulture, $"{split}/{i:00000}"),
                    Path = _root,
                    Label = labels[i],
                    ClassName = FashionMnist.ClassNames[labels[i]],
                    Split = split,
                });
            }
        }

        return EventDataset.Create(_root, FashionMnist.ClassNames, samples);
    }

    /// <summary>The side lengths of the pictures.</summary>
    public SensorSize Size => new(Load(FashionMnistPart.Test).Width, Load(FashionMnistPart.Test).Height);

    /// <summary>Pixels of a picture, 0 to 255.</summary>
    public ReadOnlySpan<byte> Pixels(EventSample sample)
    {
        int slash = sample.Id.IndexOf('/');
        return Load(sample.Id.StartsWith("train", StringComparison.Ordinal) ? FashionMnistPart.Train : FashionMnistPart.Test)
            .Pixels(int.Parse(sample.Id.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>Batches of pictures, as often in each recording as it has steps, a tensor a number of steps.</summary>
    /// <param name="part">The pictures.</param>
    /// <param name="steps">The numbers of steps.</param>
    /// <param name="options">Order and size of the batches.</param>
    /// <param name="transforms">What is done to each picture, the same at all its steps.</param>
    /// <param name="device">Where they go; null: the CPU.</param>
    /// <param name="seed">What the transforms are drawn from; null: the seed of the order.</param>
    public RepeatedImageSource Batches(
        EventDataset part, IReadOnlyList<int> steps, MemoryBatchOptions options, IReadOnlyList<ClipTransform> transforms, Device? device, long? seed = null)
    {
        SensorSize size = Size;
        byte[] pixels = new byte[part.Count * size.Pixels];
        for (int i = 0; i < part.Count; i++)
            Pixels(part[i]).CopyTo(pixels.AsSpan((int)(i * size.Pixels)));
        Tensor images = tensor(pixels, (long[])[part.Count, 1, Channels, size.Height, size.Width]);
        Func<int, int, PixelMap>? draw = transforms.Count == 0 ? null : (epoch, index) => ClipAugmentation.Draw(transforms, size, SeedOf(seed ?? options.Seed, epoch, index));
        return new RepeatedImageSource(MemoryBatchSource.Of(images, [.. part.Select(sample => (long)sample.Label)], options, draw, device), steps);
    }

    private static long SeedOf(long seed, int epoch, int index)
    {
        ulong stream = DeterministicRandom.Derive(unchecked((ulong)seed), (ulong)DrawPurpose.Picture);
        return unchecked((long)DeterministicRandom.Derive(DeterministicRandom.Derive(stream, (ulong)epoch), (ulong)index));
    }

    private FashionMnist Load(FashionMnistPart part)
    {
        if (!_parts.TryGetValue(part, out FashionMnist? read))
            _parts.Add(part, read = FashionMnist.Load(part, _root));
        return read;
    }
}
