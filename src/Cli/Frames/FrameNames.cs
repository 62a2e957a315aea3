using System.Globalization;
using NeuroKit.Events.Labels;

namespace NeuroKit.Cli.Frames;

/// <summary>Names of the files that one <c>frames</c> run writes.</summary>
internal static class FrameNames
{
    /// <summary>The extensions that can be written.</summary>
    public static readonly string[] Extensions = [".npy", ".npz", ".h5", ".hdf5", ".png"];

    /// <summary><c>STEM[-00-class3][-T16].npy</c>, beside OUT.</summary>
    /// <param name="output">OUT as the user said it.</param>
    /// <param name="window">The label window, where there are labels; its class as the CSV says.</param>
    /// <param name="suffix">What tells several numbers of frames apart; empty for one.</param>
    public static string For(string output, LabelWindow? window, string suffix)
    {
        string label = window is { } w ? string.Create(CultureInfo.InvariantCulture, $"-{w.Row:00}-class{w.Class}") : "";
        string name = Path.GetFileNameWithoutExtension(output) + label + suffix + Path.GetExtension(output);
        return Path.GetDirectoryName(output) is { Length: > 0 } folder ? Path.Combine(folder, name) : name;
    }
}
