using System.Security.Cryptography;
using System.Text;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Simulation;
using NeuroKit.Frames;
using NeuroKit.Frames.Loading;
using NeuroKit.Frames.Stores;
using NeuroKit.Frames.Transforms;
using NeuroKit.Training.Data;
using NeuroKit.Training.Recipes;
using static TorchSharp.torch;

namespace NeuroKit.Training.Runs;

/// <summary>The recordings of a run: the data set opened, divided and limited as its recipe says.</summary>
public sealed class RunData
{
    private readonly Recipe _recipe;
    private readonly IReadOnlyList<ClipTransform> _resize;
    private readonly IReadOnlyList<ClipTransform> _augmentation;

    private readonly StillImages? _images;

    private RunData(Recipe recipe, StillImages? images, EventDataset all, EventDataset train, EventDataset? validation, EventDataset test)
    {
        _recipe = recipe;
        _images = images;
        All = all;
        Train = train;
        Validation = validation;
        Test = test;
        _resize = recipe.Frames.ToSize() is { } size ? [ClipTransforms.Resize(size)] : [];
        _augmentation = recipe.Augmentation.Clip is { } clip ? ClipAugmentation.Parse(clip) : [];
    }

    /// <summary>The data set.</summary>
    public EventDataset All { get; }

    /// <summary>The part that is trained on.</summary>
    public EventDataset Train { get; }

    /// <summary>The part that chooses the best epoch; null where the recipe has none.</summary>
    public EventDataset? Validation { get; }

    /// <summary>The part that is measured at the end.</summary>
    public EventDataset Test { get; }

    /// <summary>Opens the data set of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="root">The data set's folder or zips, or a store that holds it.</param>
    /// <exception cref="RecipeException">There is no such data set, split or augmentation.</exception>
    /// <exception cref="StoreException">The store does not hold the data set.</exception>
    /// <exception cref="DatasetException">The folder does not hold the data set, it cannot be divided so, or two parts share a recording.</exception>
    public static RunData Open(Recipe recipe, string root)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        StillImages? images = StillImages.IsKnown(recipe.Dataset.Id) ? new StillImages(root) : null;
        DatasetManifest? manifest = images is null ? Catalogued(recipe) : null;
        SplitRule rule;
        try
        {
            rule = Splits.Parse(recipe.Dataset.Split);
        }
        catch (ArgumentException e)
        {
            throw new RecipeException(recipe.Name, "dataset.split", e.Message, e);
        }

        EventDataset all = images is not null ? images.Index().WithSplit(rule)
            : EventStore.IsStore(root) ? Stored(recipe, root, manifest!.Id).WithSplit(rule)
            : manifest!.Open(root, rule);
        EventDataset train = Limit(all.Split("train"), recipe.Dataset.LimitPerClass);
        EventDataset test = Limit(all.Split("test"), recipe.Dataset.LimitPerClass);
        EventDataset? validation = null;
        if (recipe.Dataset.Validation is { } part)
            (train, validation) = train.Stratified(part.Ratio, part.Seed);
        if (train.Count == 0 || test.Count == 0 || validation?.Count == 0)
            throw new DatasetException(root, $"leaves {train.Count} recordings to train, {validation?.Count ?? 0} to validate and {test.Count} to test; expected some of each");
        // Pictures are no recordings: they lie in one file, in the parts that it was published in.
        if (images is null)
            CheckNoLeak(all, ("train", train), ("validation", validation), ("test", test));
        try
        {
            return new RunData(recipe, images, all, train, validation, test);
        }
        catch (ArgumentException e)
        {
            throw new RecipeException(recipe.Name, "augmentation.clip", e.Message, e);
        }
    }

    /// <summary>The size of the frames that the network sees.</summary>
    public SensorSize FrameSize() => _images is null ? Loader(Test, 1, isTraining: false, null).FrameSize : _recipe.Frames.ToSize() ?? _images.Size;

    /// <summary>The frames' channels: 2 of events, OFF and ON; 1 of still images.</summary>
    public int Channels => _images is null ? 2 : StillImages.Channels;

    /// <summary>A part by its name.</summary>
    /// <param name="part"><c>test</c>, <c>validation</c> or <c>train</c>.</param>
    /// <exception cref="ArgumentException">The run has no such part.</exception>
    public EventDataset Part(string part) => part switch
    {
        "test" => Test,
        "train" => Train,
        "validation" when Validation is not null => Validation,
        _ => throw new ArgumentException($"the run has no part '{part}'; it has train, {(Validation is null ? "" : "validation, ")}test", nameof(part)),
    };

    /// <summary>Batches of a part.</summary>
    /// <param name="part">One of this run's parts.</param>
    /// <param name="isTraining">Whether they are shuffled, augmented and of whole batches as the recipe says.</param>
    /// <param name="device">Where they go; null: the CPU.</param>
    /// <param name="workers">Threads that read; null: the loader's default.</param>
    /// <param name="cancellationToken">Cancels reading ahead of the first batch.</param>
    public IBatchSource Batches(EventDataset part, bool isTraining, Device? device = null, int? workers = null, CancellationToken cancellationToken = default)
    {
        if (_images is not null)
            return Pictures(part, [_recipe.Frames.Steps!.Value], isTraining, device);
        FrameLoader loader = Loader(part, _recipe.Training.BatchSize, isTraining, workers);
        return _recipe.Frames.Cache == FrameCache.Memory ? MemoryBatchSource.Load(loader, device, cancellationToken) : new FrameTensorSource(loader, device);
    }

    /// <summary>Batches of a part with frames of several numbers of steps, out of one reading and under one augmentation.</summary>
    /// <param name="part">One of this run's parts.</param>
    /// <param name="rules">The numbers of frames, in the order of <see cref="TensorBatch.AllFrames"/>.</param>
    /// <param name="isTraining">Whether they are shuffled, augmented and of whole batches as the recipe says.</param>
    /// <param name="device">Where they go; null: the CPU.</param>
    /// <param name="workers">Threads that read; null: the loader's default.</param>
    /// <param name="cancellationToken">Cancels reading ahead of the first batch.</param>
    public IBatchSource Batches(
        EventDataset part, MultiFrameBinning rules, bool isTraining, Device? device = null, int? workers = null, CancellationToken cancellationToken = default)
    {
        var loader = new FrameLoader(part, rules, Options(_recipe.Training.BatchSize, isTraining, workers));
        return _recipe.Frames.Cache == FrameCache.Memory ? MemoryBatchSource.Load(loader, device, cancellationToken) : new FrameTensorSource(loader, device);
    }

    /// <summary>Batches of a part with several numbers of steps by the recipe's rule, out of one reading and under one augmentation.</summary>
    /// <param name="part">One of this run's parts.</param>
    /// <param name="steps">The numbers of steps, in the order of <see cref="TensorBatch.AllFrames"/>.</param>
    /// <param name="nests">Whether they are cut once and summed (<see cref="MultiFrameBinning.Nested"/>); else each is by its own rule.</param>
    /// <param name="isTraining">Whether they are shuffled, augmented and of whole batches as the recipe says.</param>
    /// <param name="device">Where they go; null: the CPU.</param>
    /// <param name="cancellationToken">Cancels reading ahead of the first batch.</param>
    public IBatchSource Batches(EventDataset part, IReadOnlyList<int> steps, bool nests, bool isTraining, Device? device = null, CancellationToken cancellationToken = default)
    {
        if (_images is not null)
            return Pictures(part, steps, isTraining, device);
        return Batches(part, Rules(steps, nests), isTraining, device, cancellationToken: cancellationToken);
    }

    /// <summary>As <see cref="Batches(EventDataset, IReadOnlyList{int}, bool, bool, Device?, CancellationToken)"/>, and once more the frames of one number of steps, behind all others, varied by draws of their own: the same recordings in the same order for one who looks on apart.</summary>
    /// <param name="part">One of this run's parts.</param>
    /// <param name="steps">The numbers of steps, in the order of <see cref="TensorBatch.AllFrames"/>.</param>
    /// <param name="nests">Whether they are cut once and summed (<see cref="MultiFrameBinning.Nested"/>); else each is by its own rule.</param>
    /// <param name="apart">Which of <paramref name="steps"/> comes once more, by its place.</param>
    /// <param name="isTraining">Whether they are shuffled, augmented and of whole batches as the recipe says.</param>
    /// <param name="device">Where they go; null: the CPU.</param>
    /// <param name="cancellationToken">Cancels reading ahead of the first batch.</param>
    public IBatchSource BatchesApart(
        EventDataset part, IReadOnlyList<int> steps, bool nests, int apart, bool isTraining, Device? device = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentOutOfRangeException.ThrowIfNegative(apart);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(apart, steps.Count);
        long seed = unchecked((long)DeterministicRandom.Derive(unchecked((ulong)_recipe.Training.Seed), (ulong)DrawPurpose.Apart));
        if (_images is not null)
            return new ApartBatchSource(Pictures(part, steps, isTraining, device), Pictures(part, [steps[apart]], isTraining, device, seed), 0);
        var loader = new FrameLoader(part, Rules(steps, nests), Options(_recipe.Training.BatchSize, isTraining, null));
        FrameLoader other = loader.WithOptions(loader.Options with { AugmentationSeed = seed });
        if (_recipe.Frames.Cache != FrameCache.Memory)
            return new ApartBatchSource(new FrameTensorSource(loader, device), new FrameTensorSource(other, device), apart);
        var decoded = MemoryBatchSource.Load(loader, device, cancellationToken);
        return new ApartBatchSource(decoded, decoded.ViewAs(other), apart);
    }

    /// <summary>A recording as frames, as validation and test see it.</summary>
    /// <param name="recipe">The recipe, which says the data set's conventions and the frames.</param>
    /// <param name="path">The file.</param>
    /// <returns>[T, 2, H, W]; the caller's own.</returns>
    /// <exception cref="EventFormatException">The file cannot be read.</exception>
    public static Tensor FramesOf(Recipe recipe, string path)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (StillImages.IsKnown(recipe.Dataset.Id))
            throw new TrainingException($"{path}: the network is of still images ({recipe.Dataset.Id}), not of recordings");
        using EventReader reader = EventFile.Open(path, Catalogued(recipe).Configure());
        System.Numerics.Tensors.Tensor<float> frames = recipe.Frames.ToBinning().ToFrames<float>(reader);
        long[] shape = [.. frames.Lengths.ToArray().Select(side => (long)side)];
        float[] counts = new float[frames.FlattenedLength];
        frames.FlattenTo(counts);
        if (recipe.Frames.ToSize() is { } size)
        {
            float[] resized = new float[shape[0] * shape[1] * size.Pixels];
            ClipTransforms.Resize(size).Draw(new SensorSize((int)shape[3], (int)shape[2]), 0).Apply<float>(counts, resized);
            (counts, shape) = (resized, [shape[0], shape[1], size.Height, size.Width]);
        }

        return tensor(counts, (long[])shape);
    }

    /// <summary>A part as it is: its own order, whole, no augmentation; out of memory where it was decoded before.</summary>
    internal IBatchSource PlainBatches(EventDataset part, MemoryBatchSource? decoded, int? workers, Device? device)
    {
        if (_images is not null)
            return Pictures(part, [_recipe.Frames.Steps!.Value], isTraining: false, device);
        FrameLoader plain = Loader(part, _recipe.Training.BatchSize, isTraining: false, workers);
        return decoded?.ViewAs(plain) ?? (IBatchSource)new FrameTensorSource(plain, device);
    }

    /// <summary>A recording as a report shows it, [T, 2, H, W]; a picture as one frame of ON events.</summary>
    internal System.Numerics.Tensors.Tensor<ushort> Shown(EventSample sample)
    {
        if (_images is null)
        {
            using EventReader reader = sample.Open();
            return _recipe.Frames.ToBinning().ToFrames(reader);
        }

        SensorSize size = _images.Size;
        ushort[] planes = [.. new ushort[size.Pixels], .. Array.ConvertAll(_images.Pixels(sample).ToArray(), pixel => (ushort)pixel)];
        return System.Numerics.Tensors.Tensor.Create(planes, [1, 2, size.Height, size.Width]);
    }

    /// <summary>SHA-256 of the list of parts, names and labels: equal lists, equal digests (<see cref="RunInfo.IndexDigest"/>).</summary>
    public string Digest()
    {
        var text = new StringBuilder();
        foreach ((string name, EventDataset? part) in new[] { ("train", Train), ("validation", Validation), ("test", Test) })
        {
            foreach (EventSample sample in part ?? Enumerable.Empty<EventSample>())
                text.Append(name).Append('\t').Append(sample.Id).Append('\t').Append(sample.Label).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // Frames by the recipe's rule where the store has them: they load faster than events are binned, and are the same.
    private static EventDataset Stored(Recipe recipe, string root, string id)
    {
        EventStore store = EventStore.Open(root);
        return store.UseFrames(store.OpenDataset(id), recipe.Frames.ToBinning());
    }

    private static DatasetManifest Catalogued(Recipe recipe)
    {
        try
        {
            return Catalog.Get(recipe.Dataset.Id);
        }
        catch (ArgumentException e)
        {
            throw new RecipeException(recipe.Name, "dataset.id", e.Message, e);
        }
    }

    private MultiFrameBinning Rules(IReadOnlyList<int> steps, bool nests)
    {
        FixedFrameBinning[] rules = [.. steps.Select(count => (FixedFrameBinning)(_recipe.Frames with { Steps = count }).ToBinning())];
        return nests ? MultiFrameBinning.Nested(rules[0], [.. steps]) : MultiFrameBinning.Exact(rules);
    }

    private RepeatedImageSource Pictures(EventDataset part, IReadOnlyList<int> steps, bool isTraining, Device? device, long? seed = null) => _images!.Batches(
        part, steps, new MemoryBatchOptions(_recipe.Training.BatchSize, isTraining, _recipe.Training.Seed, isTraining && _recipe.Training.DropLast),
        isTraining ? [.. _resize, .. _augmentation] : _resize, device, seed);

    // Of what the run takes alone: of a store by the digests on record, of files by as few bytes as tell.
    private static void CheckNoLeak(EventDataset all, params (string Name, EventDataset? Samples)[] parts)
        => EventDataset.Create(
            all.Root, all.Classes, parts.SelectMany(p => p.Samples?.Select(s => s with { Split = p.Name }) ?? Enumerable.Empty<EventSample>()), all.Manifest).CheckNoLeak();

    private static EventDataset Limit(EventDataset part, int? perClass)
    {
        if (perClass is not { } limit)
            return part;
        var seen = new Dictionary<int, int>();
        return part.Where(sample =>
        {
            int count = seen.GetValueOrDefault(sample.Label);
            seen[sample.Label] = count + 1;
            return count < limit;
        });
    }

    private FrameLoader Loader(EventDataset part, int batchSize, bool isTraining, int? workers)
        => new(part, _recipe.Frames.ToBinning(), Options(batchSize, isTraining, workers));

    private FrameLoaderOptions Options(int batchSize, bool isTraining, int? workers)
    {
        FrameLoaderOptions options = new()
        {
            BatchSize = batchSize,
            Shuffle = isTraining,
            DropLast = isTraining && _recipe.Training.DropLast,
            Seed = _recipe.Training.Seed,
            Augmentation = isTraining ? [.. _resize, .. _augmentation] : _resize,
        };
        return workers is { } threads ? options with { Workers = threads } : options;
    }
}
