namespace NeuroKit.Cli.Demo;

/// <summary>What the demo did with one class.</summary>
/// <param name="Label">The class's number.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Recordings">Recordings decoded.</param>
/// <param name="Events">Their events.</param>
/// <param name="Seconds">Time to decode them and make all frames.</param>
/// <param name="Shown">The recording in the pictures.</param>
/// <param name="ShownEvents">Its events.</param>
/// <param name="Photo">File name of the picture that the camera saw.</param>
/// <param name="Strips">Frames of the recording shown: number of frames and file name of the strip.</param>
internal sealed record DemoClass(
    int Label, string Name, int Recordings, long Events, double Seconds, string Shown, long ShownEvents, string Photo, IReadOnlyList<(int Bins, string File)> Strips)
{
    /// <summary>Million events a second, from files to frames.</summary>
    public double MegaEventsPerSecond => Seconds > 0 ? Events / Seconds / 1e6 : 0;
}
