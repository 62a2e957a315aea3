using System.Globalization;
using NeuroKit.Events;
using NeuroKit.Events.Labels;
using NeuroKit.Frames;

namespace NeuroKit.Cli.Frames;

/// <summary>Turns one recording into files of frames.</summary>
internal sealed class FrameRun(FrameRequest request, ToolConsole console)
{
    private const long MaxBytes = 16L << 30; // a slip of the keyboard in --bins or --duration-us must not fill a disk

    private readonly List<WrittenFrames> _written = [];
    private readonly Lazy<string> _digest = new(() => SourceDigest.Of(request.Input) ?? ""); // only HDF5 files say it
    private int _emptyWindows;

    /// <summary>What was written.</summary>
    public IReadOnlyList<WrittenFrames> Written => _written;

    /// <summary>Label windows that failed, each of them said on error output.</summary>
    public int Failed { get; private set; }

    /// <exception cref="UsageException">Nobody says the sensor's size.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        IReadOnlyList<LabelWindow>? windows = request.Labels is null ? null : LabelWindows.Read(request.Labels);
        if (windows is { Count: 0 })
            throw new CommandFailedException($"{request.Labels}: found no label window; expected rows of class,startTime_usec,endTime_usec");
        RequireOwnNames(windows);
        using EventReader reader = EventFile.Open(request.Input, request.Reading, ToolFormats.All);
        SensorSize size = reader.OrientedSensorSize ?? throw SizeUnknown(reader);
        long frames = windows is null ? request.Rule.ExpectFrames(reader) : request.Rule.FixedFrames;
        if (frames > MaxFrames(size))
            throw TooMany(frames.ToString("N0", CultureInfo.InvariantCulture), frames, size);
        if (windows is null)
        {
            WriteWhole(reader, size, cancellationToken);
            return;
        }

        _emptyWindows = 0;
        WindowPasses.Run(reader, windows, (window, events) => WriteWindow(window, events, size, cancellationToken), cancellationToken);
        if (_emptyWindows == windows.Count)
        {
            Failed += windows.Count;
            console.Fail(string.Create(CultureInfo.InvariantCulture, $"{request.Input}: none of {windows.Count} label windows holds an event; expected the labels of this recording"));
        }
        else if (_emptyWindows > 0)
            console.Note(string.Create(CultureInfo.InvariantCulture, $"{request.Input}: {_emptyWindows} of {windows.Count} label windows hold no event; are the labels of this recording?"));
    }

    /// <summary>Nobody says the sensor's size, and it is never guessed from the events.</summary>
    public static UsageException SizeUnknown(EventReader reader)
        => new($"{reader.Name}: format {reader.Header.Format} does not say the sensor's size; say it with --size WxH, or name the data set with --data-set ID");

    // What is read is never written over, under whatever name it would come out.
    private void RequireOwnNames(IReadOnlyList<LabelWindow>? windows)
    {
        foreach (LabelWindow? window in windows?.Select(w => (LabelWindow?)w) ?? [null])
        {
            foreach (string suffix in request.Rule.Suffixes)
            {
                string name = FrameNames.For(request.Output, window, suffix);
                if (OutputFormat.IsOneFile(request.Input, name))
                    throw new UsageException($"{name}: IN and OUT are one file");
                if (request.Labels is not null && OutputFormat.IsOneFile(request.Labels, name))
                    throw new UsageException($"{name}: the labels and OUT are one file");
            }
        }
    }

    private static long MaxFrames(SensorSize size) => MaxBytes / (2 * size.Pixels * sizeof(ushort));

    private CommandFailedException TooMany(string found, long frames, SensorSize size) => new(string.Create(CultureInfo.InvariantCulture,
        $"{request.Output}: {found} frames of {size} would take {(double)frames * 2 * size.Pixels * sizeof(ushort) / 1e9:N0} GB; expected at most {MaxBytes / 1e9:N0} GB: fewer or longer frames"));

    // What was expected may be wrong, or not known: frames are counted as they come, too.
    private FrameHandler[] Handlers(FrameFile[] files, SensorSize size, CancellationToken cancellationToken)
    {
        long most = MaxFrames(size);
        return [.. files.Select(file => (FrameHandler)((frame, counts) =>
        {
            // A pause of minutes is many frames between two events.
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Frames >= most)
                throw TooMany($"more than {most}", most, size);
            file.Add(frame, counts);
        }))];
    }

    private void WriteWhole(EventReader reader, SensorSize size, CancellationToken cancellationToken)
    {
        FrameFile[] files = CreateAll(null, size);
        try
        {
            long dropped = request.Rule.Integrate(reader, size, Restart, request.Options, cancellationToken);
            Commit(files, null, size, dropped);
            if (reader.EventsRead == 0)
                console.Warn($"{request.Input}: no event, so that the frames are empty");
        }
        finally
        {
            Dispose(files);
        }

        FrameHandler[] Restart()
        {
            foreach (FrameFile file in files)
                file.Restart();
            return Handlers(files, size, cancellationToken);
        }
    }

    private void WriteWindow(LabelWindow window, EventSpan events, SensorSize size, CancellationToken cancellationToken)
    {
        FrameFile[] files = CreateAll(window, size);
        if (events.IsEmpty)
            _emptyWindows++;
        try
        {
            long dropped = request.Rule.Integrate(events, size, Handlers(files, size, cancellationToken), request.Options);
            cancellationToken.ThrowIfCancellationRequested();
            Commit(files, window, size, dropped);
        }
        catch (InvalidEventException exception)
        {
            Failed++;
            console.Fail(string.Create(CultureInfo.InvariantCulture, $"{request.Input}: window {window.Row} (class {window.Class}): {exception.Message}"));
        }
        finally
        {
            Dispose(files);
        }
    }

    private void Commit(FrameFile[] files, LabelWindow? window, SensorSize size, long dropped)
    {
        for (int i = 0; i < files.Length; i++)
        {
            FrameFile file = files[i];
            file.Commit();
            if (file.WasWidened)
                console.Note($"{file.Path}: a count exceeds 65,535, so the counts are {file.ElementType}");
            _written.Add(WrittenFrames.Of(file, size, dropped, request.Rule.Descriptions[i], window));
        }
    }

    private FrameFile[] CreateAll(LabelWindow? window, SensorSize size)
    {
        var files = new List<FrameFile>();
        try
        {
            for (int i = 0; i < request.Rule.Suffixes.Count; i++)
                files.Add(Create(FrameNames.For(request.Output, window, request.Rule.Suffixes[i]), size, window, request.Rule.Descriptions[i]));
            return [.. files];
        }
        catch
        {
            Dispose(files);
            throw;
        }
    }

    private FrameFile Create(string path, SensorSize size, LabelWindow? window, string rule) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => new PictureFile(path, size),
        ".npz" => new ArrayFile(path, size, zipped: true),
        ".h5" or ".hdf5" => new Hdf5FrameFile(path, size, rule, window?.Class, request.Input, _digest.Value),
        _ => new ArrayFile(path, size, zipped: false),
    };

    private static void Dispose(IEnumerable<FrameFile> files)
    {
        foreach (FrameFile file in files)
            file.Dispose();
    }
}
