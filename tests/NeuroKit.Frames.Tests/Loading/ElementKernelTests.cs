using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Xunit;
using NeuroKit.Frames.Loading;

namespace NeuroKit.Frames.Tests.Loading;

public sealed class ElementKernelTests
{
    [Property]
    public void NarrowingSaysWhetherAllFits(NonNegativeInt[] values, byte length, bool withLarge)
    {
        int[] counts = new int[length];
        for (int i = 0; i < counts.Length && values.Length > 0; i++)
            counts[i] = withLarge ? values[i % values.Length].Get * 97 : values[i % values.Length].Get;
        byte[] bytes = new byte[length];
        short[] shorts = new short[length];
        Assert.Equal(counts.All(c => c <= 255), Narrowing.TryNarrow(counts, bytes));
        Assert.Equal(counts.All(c => c <= 32767), Narrowing.TryNarrow(counts, shorts));
        if (counts.All(c => c <= 255))
            Assert.Equal(counts, Array.ConvertAll(bytes, b => (int)b));
        if (counts.All(c => c <= 32767))
            Assert.Equal(counts, Array.ConvertAll(shorts, s => (int)s));
    }

    [Theory]
    [InlineData(255, 0, true, true)]
    [InlineData(256, 0, false, true)]
    [InlineData(256, 63, false, true)]
    [InlineData(256, 64, false, true)]
    [InlineData(256, 99, false, true)]
    [InlineData(32767, 31, false, true)]
    [InlineData(32768, 31, false, false)]
    [InlineData(32768, 99, false, false)]
    [InlineData(65536, 5, false, false)]
    [InlineData(int.MaxValue, 98, false, false)]
    public void OneCountDecides(int count, int place, bool fitsByte, bool fitsInt16)
    {
        int[] counts = new int[100];
        counts[place] = count;
        Assert.Equal(fitsByte, Narrowing.TryNarrow(counts, new byte[100]));
        Assert.Equal(fitsInt16, Narrowing.TryNarrow(counts, new short[100]));
        Assert.Equal(fitsByte ? FrameElement.Byte : fitsInt16 ? FrameElement.Int16 : FrameElement.Single, ElementKernel.Holding(count));
    }

    [Fact]
    public void WideningKeepsTheCounts()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        short[] shorts = new short[256];
        float[] floats = new float[256];
        ElementKernel.Widen(bytes, FrameElement.Byte, MemoryMarshal.AsBytes(shorts.AsSpan()), FrameElement.Int16);
        Assert.Equal(Enumerable.Range(0, 256), shorts.Select(s => (int)s));
        ElementKernel.Widen(bytes, FrameElement.Byte, MemoryMarshal.AsBytes(floats.AsSpan()), FrameElement.Single);
        Assert.Equal(Enumerable.Range(0, 256), floats.Select(f => (int)f));
        shorts[3] = short.MaxValue;
        ElementKernel.Widen(MemoryMarshal.AsBytes(shorts.AsSpan()), FrameElement.Int16, MemoryMarshal.AsBytes(floats.AsSpan()), FrameElement.Single);
        Assert.Equal(32767f, floats[3]);
        Assert.Throws<ArgumentException>(() => ElementKernel.Widen(new byte[2], FrameElement.Int16, new byte[1], FrameElement.Byte));
    }
}
