using System.Runtime.InteropServices;
using TorchSharp.Native;
using Xunit;
using static TorchSharp.torch;

namespace NeuroKit.Tests;

public sealed class ErrorTests : TorchTest
{
    [SkippableFact]
    public void Errors_of_libtorch_are_exceptions_with_its_message()
    {
        var shapes = Assert.Throws<ExternalException>(() => ones(2, 3).matmul(ones(2, 3)));
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", shapes.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", shapes.Message, StringComparison.Ordinal);
        var view = Assert.Throws<ExternalException>(() => ones(4).view(3));
        Assert.Contains("shape '[3]' is invalid for input of size 4", view.Message, StringComparison.Ordinal);
        var gradient = Assert.Throws<ExternalException>(() => ones(1).backward());
        Assert.Contains("does not require grad", gradient.Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => cat([ones(2), ones(2, 2)]));
    }

    [SkippableFact]
    public void An_operator_that_does_not_exist_is_an_exception()
    {
        var error = Assert.Throws<ExternalException>(() => Aten.One("no_such_operator", ones(1)));
        Assert.Contains("no_such_operator", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Arguments_of_the_wrong_kind_are_exceptions()
    {
        Assert.Throws<ExternalException>(() => Aten.One("relu", 3L));
        Assert.Throws<ExternalException>(() => Aten.One("relu"));
        Assert.Throws<ExternalException>(() => Aten.One("relu", ones(1), ones(1)));
    }

    [SkippableFact]
    public void More_memory_than_there_is_is_an_exception() =>
        Assert.Throws<ExternalException>(() => empty([1L << 60], uint8));

    [SkippableFact]
    public void Errors_of_other_threads_stay_apart()
    {
        Parallel.For(0, 200, i =>
        {
            using Tensor t = ones(4);
            var error = Assert.Throws<ExternalException>(() => t.view(3, i + 2));
            Assert.Contains($"[3, {i + 2}]", error.Message, StringComparison.Ordinal);
        });
    }

    [SkippableFact]
    public void A_tensor_of_more_than_2_to_the_31_bytes_works()
    {
        const long Needed = 8L << 30;
        Skip.If(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < Needed, "This needs 8 GiB of memory.");
        const long Length = (1L << 31) + 5;
        Tensor t = zeros([Length], uint8);
        t[Length - 1] = tensor((byte)9);
        t[1L << 31] = tensor((byte)7);
        t.add_(1);
        Assert.Equal(10, t.ReadCpuByte(Length - 1));
        Assert.Equal(new byte[] { 1, 8, 1, 1, 1, 10 }, t.narrow(0, (1L << 31) - 1, 6).data<byte>().ToArray());
        Assert.Throws<ArgumentException>(() => t.bytes.Length);
        using var counter = new CountingStream();
        t.WriteBytesToStream(counter);
        Assert.Equal(Length, counter.Count);
        Assert.Equal(10, counter.Last);
    }

    private sealed class CountingStream : Stream
    {
        public long Count { get; private set; }

        public byte Last { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Count;

        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Count += buffer.Length;
            if (buffer.Length > 0)
                Last = buffer[^1];
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
