using System.Numerics.Tensors;
using NeuroKit.Frames;

namespace NeuroKit.Training.Reports;

/// <summary>A sample with what was predicted.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Label">Its class.</param>
/// <param name="Predicted">The class it was taken for.</param>
/// <param name="Png">Its frames as a PNG picture.</param>
/// <param name="Confidence">The probability given to the prediction, 0 to 1; null where unknown.</param>
public sealed record ReportSample(string Id, string Label, string Predicted, ReadOnlyMemory<byte> Png, double? Confidence = null)
{
    /// <summary>Makes a sample from its frames.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="label">Its class.</param>
    /// <param name="predicted">The class it was taken for.</param>
    /// <param name="frames"><c>[T, 2, H, W]</c>, channel 0 = OFF, channel 1 = ON.</param>
    /// <param name="confidence">The probability given to the prediction, 0 to 1; null where unknown.</param>
    /// <exception cref="ArgumentException">The tensor is not <c>[T, 2, H, W]</c>.</exception>
    public static ReportSample FromFrames(string id, string label, string predicted, Tensor<ushort> frames, double? confidence = null)
    {
        using var png = new MemoryStream();
        FrameStrip.Draw(frames, new FrameStripOptions { FramesPerRow = 8 }).WritePng(png);
        return new ReportSample(id, label, predicted, png.ToArray(), confidence);
    }
}
