using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroKit.Events.Simulation;

/// <summary>
/// Draws a moving picture as the sensor sees it: bilinear between the centres of the picture's pixels, the background round it. Rows are
/// blended first, once a sensor row over the picture's width, then columns.
/// </summary>
internal sealed class ImageSampler
{
    private static readonly int s_lanes = Vector512<float>.Count;

    private readonly SensorSize _sensor;
    private readonly int[] _column;
    private readonly float[] _columnWeight;
    private float[] _padded = [];
    private float[] _blended = [];
    private int _stride;
    private MovingImage? _scene;

    public ImageSampler(SensorSize sensor)
    {
        _sensor = sensor;
        _column = new int[sensor.Width];
        _columnWeight = new float[sensor.Width];
    }

    /// <summary>Takes a scene: copies its picture with a border of background, one pixel wide.</summary>
    public void Load(MovingImage scene)
    {
        GreyImage image = scene.Image;
        int stride = (image.Width + 2 + s_lanes - 1) / s_lanes * s_lanes;
        long length = (long)stride * (image.Height + 2);
        if (length > Array.MaxLength)
            throw new ArgumentException($"A picture of {image.Width}x{image.Height} is too large to be moved.", nameof(scene));
        if (_padded.Length != length || _stride != stride)
        {
            _padded = new float[length];
            _blended = new float[stride];
            _stride = stride;
        }

        _padded.AsSpan().Fill(scene.Background);
        for (int row = 0; row < image.Height; row++)
            image.Luminance.Slice(row * image.Width, image.Width).CopyTo(_padded.AsSpan(((row + 1) * stride) + 1));
        _scene = scene;
    }

    /// <summary>Draws the scene at an offset.</summary>
    /// <param name="offset">Where the picture is.</param>
    /// <param name="into">Width × height luminances of the sensor.</param>
    public void Draw(PathOffset offset, Span<float> into)
    {
        GreyImage image = _scene!.Image;
        double scale = _scene.Scale;
        for (int x = 0; x < _sensor.Width; x++)
            Place(x, _sensor.Width, image.Width, scale, offset.X, out _column[x], out _columnWeight[x]);
        for (int y = 0; y < _sensor.Height; y++)
        {
            Place(y, _sensor.Height, image.Height, scale, offset.Y, out int row, out float weight);
            BlendRows(row, weight);
            Span<float> line = into.Slice(y * _sensor.Width, _sensor.Width);
            for (int x = 0; x < line.Length; x++)
            {
                float left = _blended[_column[x]];
                line[x] = left + (_columnWeight[x] * (_blended[_column[x] + 1] - left));
            }
        }
    }

    // Where a sensor pixel's centre falls in the bordered picture: between pixel `index` and the next, `weight` of the way. Beyond the border
    // it stays on it, which is all background.
    private static void Place(int pixel, int sensorLength, int imageLength, double scale, double offset, out int index, out float weight)
    {
        double at = ((pixel + 0.5 - (sensorLength / 2.0)) / scale) + (imageLength / 2.0) - offset + 0.5;
        at = Math.Clamp(at, 0, imageLength + 1);
        index = Math.Min((int)at, imageLength);
        weight = (float)(at - index);
    }

    private void BlendRows(int row, float weight)
    {
        ref float upper = ref MemoryMarshal.GetReference(_padded.AsSpan(row * _stride, _stride));
        ref float lower = ref MemoryMarshal.GetReference(_padded.AsSpan((row + 1) * _stride, _stride));
        ref float blended = ref MemoryMarshal.GetReference(_blended.AsSpan());
        Vector512<float> share = Vector512.Create(weight);
        for (int i = 0; i < _stride; i += s_lanes)
        {
            Vector512<float> a = Vector512.LoadUnsafe(ref upper, (nuint)i);
            Vector512<float> b = Vector512.LoadUnsafe(ref lower, (nuint)i);
            (a + (share * (b - a))).StoreUnsafe(ref blended, (nuint)i);
        }
    }
}
