using NeuroKit.Events.Formats.Aedat4;

namespace NeuroKit.Events.Tests.Formats;

public sealed class Lz4Tests
{
    [Fact]
    public void ChecksumIsXxHash32()
    {
        // From xxHash's own published vectors and the specification's definition of the empty input.
        Assert.Equal(0x02CC5D05u, XxHash32.Of([]));
        Assert.Equal(0x32D153FFu, XxHash32.Of("abc"u8));
        Assert.Equal(0xE2293B2Fu, XxHash32.Of("Nobody inspects the spammish repetition"u8));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(40)]
    public void MatchesNearerThanTheirLengthRepeatThePattern(int distance)
    {
        byte[] pattern = [.. Enumerable.Range(1, distance).Select(i => (byte)i)];
        for (int length = 4; length < 700; length += length < 60 ? 1 : 97)
        {
            var block = new List<byte>();
            Lz4Bytes.Sequence(block, pattern, distance, length);
            Lz4Bytes.Sequence(block, [200, 201, 202, 203, 204], 0, 0);
            byte[] output = new byte[distance + length + 5 + PacketBuffer.Slack];
            int end = Lz4Block.Decode([.. block], output, 0, 0, distance + length + 5);
            Assert.Equal(distance + length + 5, end);
            Assert.Equal(
                [.. Enumerable.Range(0, distance + length).Select(i => pattern[i % distance]), 200, 201, 202, 203, 204], output[..end]);
            // One byte less of room is too little, wherever it is lacking.
            for (int limit = 0; limit < end; limit += 1 + (limit / 8))
                Assert.Equal(-1, Lz4Block.Decode([.. block], output, 0, 0, limit));
        }
    }

    [Fact]
    public void BrokenBlocksAreTold()
    {
        byte[] output = new byte[1000 + PacketBuffer.Slack];
        foreach (byte[] block in (byte[][])
        [
            [], // no token
            [0x10], // a literal that is not there
            [0xF0], [0xF0, 255], [0xF0, 255, 255, 255, 255, 255, 1], // lengths that do not end, or go on beyond the block
            [0x10, 7, 1], // half a distance
            [0x10, 7, 0, 0, 0], // distance 0
            [0x10, 7, 2, 0, 0], // before the start
            [0x1F, 7, 1, 0], // a match length that does not end
            [0x1F, 7, 1, 0, 255, 255, 255, 255, 255, 0, 0], // a match beyond the room
            [0x10, 7, 1, 0], // no literals at the end
        ])
            Assert.Equal(-1, Lz4Block.Decode(block, output, 0, 0, 1000));
        Assert.Equal(0, Lz4Block.Decode([0], output, 0, 0, 1000));
        // A match may come from before the block only where blocks are linked.
        byte[] back = [0x10, 7, 5, 0, 0x50, 1, 2, 3, 4, 5];
        Assert.Equal(10 + 1 + 4 + 5, Lz4Block.Decode(back, output, 10, 0, 1000));
        Assert.Equal(-1, Lz4Block.Decode(back, output, 10, 10, 1000));
    }

    [Fact]
    public void BrokenFramesAreTold()
    {
        byte[] content = [.. Enumerable.Range(0, 500).Select(i => (byte)(i * i / 9))];
        byte[] frame = Lz4Bytes.Frame(content, 100, contentSize: true, contentChecksum: true, blockChecksums: true);
        using var buffer = new PacketBuffer(1 << 20);
        Assert.Null(Lz4Frame.Decode(frame, buffer));
        Assert.Equal(content, buffer.Bytes.ToArray());
        for (int length = 0; length < frame.Length; length++)
        {
            buffer.Count = 0;
            Assert.NotNull(Lz4Frame.Decode(frame.AsSpan(0, length), buffer));
            Assert.Equal(content[..buffer.Count], buffer.Bytes.ToArray());
        }

        // With all its checksums, no byte may change unnoticed.
        for (int at = 0; at < frame.Length; at++)
        {
            byte[] flipped = [.. frame];
            flipped[at] ^= 0x10;
            buffer.Count = 0;
            Assert.NotNull(Lz4Frame.Decode(flipped, buffer));
        }

        using var small = new PacketBuffer(499);
        Assert.Contains("MaxPacketBytes", Lz4Frame.Decode(frame, small), StringComparison.Ordinal);
    }

    [Fact]
    public void RoundTripsOfManyKindsOfContent()
    {
        var random = new Random(4);
        for (int i = 0; i < 300; i++)
        {
            byte[] content = new byte[random.Next(1, 5000)];
            int alphabet = random.Next(1, 40);
            for (int k = 0; k < content.Length; k++)
                content[k] = random.Next(3) == 0 || k < 30 ? (byte)random.Next(alphabet) : content[k - random.Next(1, 30)];
            bool linked = i % 2 == 0;
            byte[] frame = Lz4Bytes.Frame(content, random.Next(20, 3000), linked, contentChecksum: true);
            using var buffer = new PacketBuffer(1 << 20);
            Assert.Null(Lz4Frame.Decode(frame, buffer));
            Assert.Equal(content, buffer.Bytes.ToArray());
        }
    }
}
