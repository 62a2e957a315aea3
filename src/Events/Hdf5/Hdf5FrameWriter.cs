using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Hdf5;

/// <summary>
/// Writes frames of samples for exchange: <c>/frames [N, T, C, H, W]</c>, <c>/labels</c> int64 [N] (−1 where there is none), <c>/ids</c> and
/// <c>/source_sha256</c> texts [N], <c>/parts</c> too where a sample has one, and on the file the attributes <c>class_names</c>, <c>rule</c>, <c>split</c>, <c>layout</c> = "NTCHW". A
/// chunk is a frame, shuffled and deflated. The file appears under its name on <see cref="Complete"/>; disposed before that, nothing is left.
/// All samples have the first one's T. Memory is that of two frames. Not thread-safe.
/// </summary>
[DebuggerDisplay("{Path}: {Samples} samples of {Steps} frames")]
public sealed class Hdf5FrameWriter : IDisposable
{
    private static readonly string[] s_ownAttributes = ["layout", "class_names", "rule", "split"];

    private readonly AtomicFile _file;
    private readonly Hdf5FrameOptions _options;
    private readonly int _cells;
    private readonly List<long> _labels = [];
    private readonly List<string> _ids = [];
    private readonly List<string> _digests = [];
    private readonly List<string> _parts = [];
    private Array? _frame; // the last one, in the dataset's type
    private Hdf5OutputFile _output;
    private Hdf5OutputDataset _frames;
    private Hdf5ElementType _type;
    private int _step; // frames of the present sample so far
    private bool _isIntact = true; // false where writing a frame failed half-way
    private bool _isComplete;
    private bool _isDisposed;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The path; an existing file is replaced.</param>
    /// <param name="options">What it says of itself.</param>
    /// <exception cref="Hdf5LibraryMissingException">There is no HDF5 library.</exception>
    public Hdf5FrameWriter(string path, Hdf5FrameOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Channels, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Level, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Level, 9, nameof(options));
        long cells = options.SensorSize.Pixels * options.Channels;
        if (cells is <= 0 or > 1 << 28)
            throw new ArgumentException($"A sensor of {options.SensorSize} with {options.Channels} channels has {cells} cells a frame; from 1 to {1 << 28} can be written.", nameof(options));
        if (options.Attributes.Keys.FirstOrDefault(s_ownAttributes.Contains) is { } own)
            throw new ArgumentException($"Attribute {own} is the writer's own.", nameof(options));
        _options = options;
        _cells = (int)cells;
        _file = new AtomicFile(path);
        Path = path;
        _type = options.Element switch
        {
            Hdf5FrameElement.Byte => Hdf5ElementType.UInt8,
            Hdf5FrameElement.Int32 => Hdf5ElementType.Int32,
            Hdf5FrameElement.Single => Hdf5ElementType.Single,
            _ => Hdf5ElementType.UInt16,
        };
        try
        {
            (_output, _frames) = Begin();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>Samples begun so far: N in the end.</summary>
    public int Samples => _labels.Count;

    /// <summary>Frames of each sample, once the first is whole: T.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether a count exceeded 65,535, so that the frames are int32 instead of uint16.</summary>
    public bool Widened { get; private set; }

    /// <summary>Begins a sample; its frames follow.</summary>
    /// <param name="label">Its label, or null.</param>
    /// <param name="id">What it is called, for example its path in the data set.</param>
    /// <param name="sourceSha256">SHA-256 of the file that it comes from, in hexadecimal.</param>
    /// <param name="part">The part of the data set that it belongs to: <c>train</c>, <c>test</c>.</param>
    /// <exception cref="InvalidOperationException">The sample before has fewer frames than the first.</exception>
    public void BeginSample(long? label = null, string id = "", string sourceSha256 = "", string part = "")
    {
        RequireOpen();
        EndSample();
        _labels.Add(label ?? -1);
        _ids.Add(id);
        _digests.Add(sourceSha256);
        _parts.Add(part);
        _step = 0;
    }

    /// <summary>Writes the sample's next frame, or several.</summary>
    /// <typeparam name="T">byte, short, ushort, int or float.</typeparam>
    /// <param name="frames">Whole frames <c>[C, H, W]</c>, row-major, one after the other.</param>
    /// <exception cref="ArgumentException">They are not whole frames, more than the first sample has, or hold a value that the elements cannot.</exception>
    public void Write<T>(ReadOnlySpan<T> frames)
        where T : unmanaged, INumber<T>
    {
        RequireOpen();
        if (_labels.Count == 0)
            throw new InvalidOperationException($"{Path}: a sample must be begun before its frames are written (BeginSample).");
        if (frames.Length % _cells != 0)
            throw new ArgumentException($"{frames.Length} values are not frames of {_cells}.", nameof(frames));
        for (; !frames.IsEmpty; frames = frames[_cells..])
            WriteFrame(frames[.._cells]);
    }

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="InvalidOperationException">The last sample has fewer frames than the first.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isComplete)
            return;
        RequireOpen();
        EndSample();
        Hdf5OutputDataset labels = _output.CreateDataset("/labels", Hdf5ElementType.Int64, [0], [Math.Max(1, Math.Min(_labels.Count, 1 << 16))], _options.Level);
        if (_labels.Count > 0)
            labels.Write<long>(_labels.ToArray(), [0], [_labels.Count]);
        _output.WriteTexts("/ids", _ids);
        _output.WriteTexts("/source_sha256", _digests);
        if (_parts.Exists(p => p.Length > 0))
            _output.WriteTexts("/parts", _parts);
        _output.SetAttribute("/", "layout", "NTCHW");
        if (_options.ClassNames.Count > 0)
            _output.SetAttribute("/", "class_names", _options.ClassNames);
        if (_options.Rule is { } rule)
            _output.SetAttribute("/", "rule", rule);
        if (_options.Split is { } split)
            _output.SetAttribute("/", "split", split);
        foreach ((string name, string value) in _options.Attributes)
            _output.SetAttribute("/", name, value);
        _isComplete = true;
        _output.Finish(_file.Stream);
        _file.Commit();
    }

    /// <summary>Frees what the writer holds; a file that is not complete is removed.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _output.Dispose();
        _file.Dispose();
    }

    private void WriteFrame<T>(ReadOnlySpan<T> frame)
        where T : unmanaged, INumber<T>
    {
        if (Samples > 1 && _step >= Steps)
            throw new ArgumentException($"{Path}: sample {Samples - 1} has more than {Steps} frames, as many as the first; export samples of one T.", nameof(frame));
        _isIntact = false;
        if (!TryPut(frame, Samples - 1, _step))
        {
            if (_options.Element != Hdf5FrameElement.Automatic || _type != Hdf5ElementType.UInt16 || !Fits<T, int>(frame))
            {
                _isIntact = true;
                throw new ArgumentException($"{Path}: sample {Samples - 1}, frame {_step}: a value does not fit {_type}; choose a wider element.", nameof(frame));
            }

            Widen();
            TryPut(frame, Samples - 1, _step);
        }

        _step++;
        _isIntact = true;
    }

    private bool TryPut<T>(ReadOnlySpan<T> frame, long sample, long step)
        where T : unmanaged, INumber<T>
        => _type switch
        {
            Hdf5ElementType.UInt8 => TryPut<T, byte>(frame, sample, step),
            Hdf5ElementType.UInt16 => TryPut<T, ushort>(frame, sample, step),
            Hdf5ElementType.Int32 => TryPut<T, int>(frame, sample, step),
            _ => TryPut<T, float>(frame, sample, step),
        };

    private bool TryPut<TFrom, TTo>(ReadOnlySpan<TFrom> frame, long sample, long step)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        if (typeof(TTo) != typeof(float) && !Fits<TFrom, TTo>(frame))
            return false;
        TTo[] values = _frame as TTo[] ?? new TTo[_cells];
        _frame = values;
        for (int i = 0; i < values.Length; i++)
            values[i] = TTo.CreateTruncating(frame[i]);
        _frames.Write<TTo>(values, [sample, step, 0, 0, 0], [1, 1, _options.Channels, _options.SensorSize.Height, _options.SensorSize.Width]);
        return true;
    }

    private static bool Fits<TFrom, TTo>(ReadOnlySpan<TFrom> frame)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        foreach (TFrom value in frame)
        {
            if (TFrom.CreateSaturating(TTo.CreateSaturating(value)) != value)
                return false;
        }

        return true;
    }

    // A new file, into which the frames so far are copied: HDF5 files do not give room back.
    private void Widen()
    {
        Hdf5OutputFile narrow = _output;
        Hdf5OutputDataset from = _frames;
        _type = Hdf5ElementType.Int32;
        try
        {
            (_output, _frames) = Begin();
            int[] frame = new int[_cells];
            long[] count = [1, 1, _options.Channels, _options.SensorSize.Height, _options.SensorSize.Width];
            for (int sample = 0; sample < Samples; sample++)
            {
                int steps = sample == Samples - 1 ? _step : Steps;
                for (int step = 0; step < steps; step++)
                {
                    from.Read<int>(frame, [sample, step, 0, 0, 0], count, Hdf5ElementType.Int32);
                    _frames.Write<int>(frame, [sample, step, 0, 0, 0], count);
                }
            }
        }
        finally
        {
            narrow.Dispose();
        }

        Widened = true;
    }

    private (Hdf5OutputFile File, Hdf5OutputDataset Frames) Begin()
    {
        var output = new Hdf5OutputFile(Hdf5Spool.FolderFor(_file.Stream), Path);
        try
        {
            SensorSize size = _options.SensorSize;
            Hdf5OutputDataset frames = output.CreateDataset(
                "/frames", _type, [0, 0, _options.Channels, size.Height, size.Width], [1, 1, _options.Channels, size.Height, size.Width], _options.Level);
            return (output, frames);
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    private void EndSample()
    {
        if (Samples == 1)
            Steps = _step;
        else if (Samples > 1 && _step != Steps)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{Path}: sample {Samples - 1} has {_step} frames; the first has {Steps}, and all must have as many."));
    }

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isComplete)
            throw new InvalidOperationException($"{Path}: the file is complete; nothing can be added.");
        if (!_isIntact)
            throw new InvalidOperationException($"{Path}: an error while a frame was written has broken the file; write it again.");
    }
}
