using System.Numerics.Tensors;
using NeuroKit.Events;
using NeuroKit.Testing;

namespace NeuroKit.Frames.Tests.Properties;

/// <summary>Compares tensors with reference frames and says where they differ.</summary>
internal static class FrameAssert
{
    public static void Equal(int[][] expected, Tensor<int> actual, SensorSize size, object what)
    {
        Assert.True(
            actual.Lengths.SequenceEqual([expected.Length, 2, size.Height, size.Width]),
            $"{what}: shape {string.Join("x", actual.Lengths.ToArray())}, expected {expected.Length} frames of {size}");
        int cells = (int)(2 * size.Pixels);
        int[] flat = Flat(actual);
        for (int k = 0; k < expected.Length; k++)
        {
            int at = flat.AsSpan(k * cells, cells).CommonPrefixLength(expected[k]);
            if (at < cells)
                Assert.Fail($"{what}: frame {k}, cell {at}: expected {expected[k][at]}, found {flat[(k * cells) + at]}");
        }
    }

    public static void Equal(Tensor<int> expected, Tensor<int> actual, object what)
    {
        Assert.True(expected.Lengths.SequenceEqual(actual.Lengths), $"{what}: shapes {string.Join("x", expected.Lengths.ToArray())} and {string.Join("x", actual.Lengths.ToArray())}");
        int[] left = Flat(expected);
        int[] right = Flat(actual);
        int at = left.AsSpan().CommonPrefixLength(right);
        if (at < left.Length)
            Assert.Fail($"{what}: cell {at}: expected {left[at]}, found {right[at]}");
    }

    public static Tensor<int> Frames(FrameBinning rule, Recording recording, FrameOptions? options = null)
        => rule.ToFrames<int>(recording.Events, recording.Size, options);

    public static T[] Flat<T>(Tensor<T> tensor)
    {
        var flat = new T[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }
}
