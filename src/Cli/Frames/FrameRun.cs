using System.Globalization;
using NeuroKit.Events;
using NeuroKit.Events.Labels;
using NeuroKit.Frames;

namespace NeuroKit.Cli.Frames;

/// <summary>Turns one recording into files of frames.</summary>
internal sealed class FrameRun(FrameRequest request, ToolConsole console)
{
    private readonly List<WrittenFrames> _written = [];

    /// <summary>What was written.</summary>
    public IReadOnlyList<WrittenFrames> Written => _written;

    /// <summary>Label windows that failed, each of them said on error output.</summary>
    public int Failed { get; private set; }

    /// <exception cref="UsageException">Nobody says the sensor's size.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        IReadOnlyList<LabelWindow>? windows = request.Labels is null ? null : LabelWindows.Read(request.Labels);
        using EventReader reader = EventFile.Open(request.Input, request.Reading);
        SensorSize size = reader.OrientedSensorSize ?? throw SizeUnknown(reader);
        if (windows is null)
        {
            WriteWhole(reader, size, cancellationToken);
            return;
        }

        WindowPasses.Run(reader, windows, (window, events) => WriteWindow(window, events, size, cancellationToken), cancellationToken);
    }

    /// <summary>Nobody says the sensor's size, and it is never guessed from the events.</summary>
    public static UsageException SizeUnknown(EventReader reader)
        => new($"{reader.Name}: format {reader.Header.Format} does not say the sensor's size; say it with --size WxH, or name the data set with --data-set ID");

    private static FrameHandler[] Handlers(FrameFile[] files) => [.. files.Select(file => (FrameHandler)file.Add)];

    private void WriteWhole(EventReader reader, SensorSize size, CancellationToken cancellationToken)
    {
        FrameFile[] files = CreateAll(null, size);
        try
        {
            long dropped = request.Rule.Integrate(reader, size, Restart, request.Options, cancellationToken);
            Commit(files, null, size, dropped);
        }
        finally
        {
            Dispose(files);
        }

        FrameHandler[] Restart()
        {
            foreach (FrameFile file in files)
                file.Restart();
            return Handlers(files);
        }
    }

    private void WriteWindow(LabelWindow window, EventSpan events, SensorSize size, CancellationToken cancellationToken)
    {
        FrameFile[] files = CreateAll(window, size);
        try
        {
            long dropped = request.Rule.Integrate(events, size, Handlers(files), request.Options);
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
            foreach (string suffix in request.Rule.Suffixes)
                files.Add(Create(FrameNames.For(request.Output, window, suffix), size));
            return [.. files];
        }
        catch
        {
            Dispose(files);
            throw;
        }
    }

    private static FrameFile Create(string path, SensorSize size) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => new PictureFile(path, size),
        ".npz" => new ArrayFile(path, size, zipped: true),
        _ => new ArrayFile(path, size, zipped: false),
    };

    private static void Dispose(IEnumerable<FrameFile> files)
    {
        foreach (FrameFile file in files)
            file.Dispose();
    }
}
