using FsCheck;
using FsCheck.Xunit;
using NeuroKit.Events;
using NeuroKit.Frames.Transforms;

namespace NeuroKit.Frames.Tests.Transforms;

public sealed class PixelMapTests
{
    private static readonly ClipTransform[] s_all =
    [
        ClipTransforms.Identity, ClipTransforms.HorizontalFlip(1), ClipTransforms.ShearX(0.5), ClipTransforms.Rotate(180), ClipTransforms.TranslateX(3),
        ClipTransforms.TranslateY(3), ClipTransforms.Roll(4), ClipTransforms.Cutout(3), ClipTransforms.CutoutArea(0.1, 0.5),
        ClipTransforms.Resize(new SensorSize(5, 4)), ClipTransforms.RandomCrop(new SensorSize(2, 2)), ClipTransforms.CentreCrop(new SensorSize(3, 2)),
    ];

    [Property]
    public void OneMapOfSeveralTransformsEqualsThemOneByOne(byte first, byte second, byte width, byte height, long seed)
    {
        var size = new SensorSize(3 + (width % 20), 2 + (height % 20));
        ClipTransform a = s_all[first % s_all.Length];
        ClipTransform b = s_all[second % s_all.Length];
        if (second % s_all.Length >= s_all.Length - 2 && a.OutputSize(size).Width < 3)
            return; // nothing to cut out of what was cut out
        byte[] frames = Frames(size, 6);
        var random = new NeuroKit.Events.Simulation.DeterministicRandom((ulong)seed);
        PixelMap mapA = a.Extend(PixelMap.Identity(size), random);
        PixelMap mapB = b.Extend(PixelMap.Identity(mapA.Target), random);
        PixelMap both = ClipAugmentation.Draw([a, b], size, seed);
        Assert.Equal((size, b.OutputSize(a.OutputSize(size))), (both.Source, both.Target));
        Assert.Equal(Apply(mapB, Apply(mapA, frames)), Apply(both, frames));
    }

    [Property]
    public void WhatOnlyMovesPixelsRoundKeepsTheSum(byte width, byte height, long seed)
    {
        var size = new SensorSize(1 + (width % 40), 1 + (height % 40));
        byte[] frames = Frames(size, 4);
        foreach (ClipTransform transform in (ClipTransform[])[ClipTransforms.HorizontalFlip(1), ClipTransforms.Roll(50)])
        {
            PixelMap map = transform.Draw(size, seed);
            Assert.Equal(Enumerable.Range(0, (int)size.Pixels), map.ToIndices().Order());
            Assert.Equal(frames.Sum(c => c), Apply(map, frames).Sum(c => c));
        }
    }

    [Property]
    public void EveryTransformTakesPixelsOfTheFrameOrNothing(byte which, byte width, byte height, long seed)
    {
        var size = new SensorSize(3 + width, 2 + height);
        ClipTransform transform = s_all[which % s_all.Length];
        PixelMap map = transform.Draw(size, seed);
        Assert.Equal((int)transform.OutputSize(size).Pixels, map.ToIndices().Length);
        Assert.All(map.ToIndices(), i => Assert.InRange(i, -1, (int)size.Pixels - 1));
        Assert.Equal(map.ToIndices(), transform.Draw(size, seed).ToIndices());
    }

    [Fact]
    public void AllTypesOfCountsAreMovedAlike()
    {
        var size = new SensorSize(13, 11);
        PixelMap map = ClipAugmentation.Draw([ClipTransforms.Rotate(30), ClipTransforms.Resize(new SensorSize(9, 14))], size, 5);
        byte[] bytes = Frames(size, 8);
        short[] shorts = new short[8 * 9 * 14];
        float[] floats = new float[8 * 9 * 14];
        map.Apply<short>(Array.ConvertAll(bytes, b => (short)(b * 100)), shorts);
        map.Apply<float>(Array.ConvertAll(bytes, b => b + 0.5f), floats);
        byte[] moved = Apply(map, bytes);
        Assert.Equal(moved.Select(b => b * 100), shorts.Select(s => (int)s));
        Assert.Equal(moved.Zip(map.ToIndices().Concat(Enumerable.Repeat(map.ToIndices(), 7).SelectMany(i => i)), (b, i) => i < 0 ? 0 : b + 0.5f), floats);
    }

    [Fact]
    public void LengthsThatDoNotFitAreRefused()
    {
        PixelMap map = ClipTransforms.Resize(new SensorSize(2, 2)).Draw(new SensorSize(3, 3), 0);
        Assert.Throws<ArgumentException>(() => map.Apply<byte>(new byte[10], new byte[4]));
        Assert.Throws<ArgumentException>(() => map.Apply<byte>(new byte[18], new byte[4]));
        map.Apply<byte>([], []);
        PixelMap identity = ClipTransforms.Identity.Draw(new SensorSize(3, 3), 0);
        Assert.True(identity.IsIdentity);
        Assert.Throws<ArgumentException>(() => identity.Apply<byte>(new byte[9], new byte[10]));
        Assert.Equal(Enumerable.Range(0, 9), identity.ToIndices());
    }

    private static byte[] Frames(SensorSize size, int planes)
    {
        byte[] frames = new byte[planes * size.Pixels];
        new Random(1).NextBytes(frames);
        return frames;
    }

    private static byte[] Apply(PixelMap map, byte[] frames)
    {
        byte[] result = new byte[frames.Length / map.Source.Pixels * map.Target.Pixels];
        map.Apply<byte>(frames, result);
        return result;
    }
}
