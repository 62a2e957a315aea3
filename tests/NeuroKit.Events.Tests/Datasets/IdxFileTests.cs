using System.Buffers.Binary;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Events.Tests.Datasets;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PlainAndGzipFilesAreRead(bool gzip)
    {
        byte[] data = [.. Enumerable.Range(0, 2 * 3 * 5).Select(i => (byte)i)];
        IdxFile file = IdxFile.Read(Save(IdxFixture.Encode([2, 3, 5], data), gzip));
        Assert.Equal([2, 3, 5], file.Dimensions);
        Assert.Equal(data, file.Data.ToArray());
        IdxFile first = IdxFile.Read(file.Name, maxItems: 1);
        Assert.Equal([1, 3, 5], first.Dimensions);
        Assert.Equal(data[..15], first.Data.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryTruncationIsNamed(bool gzip)
    {
        byte[] whole = IdxFixture.Encode([2, 3], [1, 2, 3, 4, 5, 6]);
        for (int length = 0; length < whole.Length; length++)
        {
            string path = Save(whole[..length], gzip);
            InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => IdxFile.Read(path));
            Assert.Equal(path, error.FileName);
            Assert.Equal(length, error.ByteOffset);
            Assert.Contains("the end of the file", error.Found, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TruncatedOrDamagedGzipIsNamed()
    {
        byte[] whole = IdxFixture.Gzip(IdxFixture.Encode([1000], [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * i * 7 / 3))]));
        for (int length = 2; length < whole.Length - 8; length += 17)
        {
            string path = Save(whole[..length], gzip: false);
            Assert.Throws<InvalidEventDataException>(() => IdxFile.Read(path));
        }

        byte[] damaged = [.. whole];
        damaged[3] ^= 0xFF;
        damaged.AsSpan(10, 20).Fill(0xFF);
        Assert.Throws<InvalidEventDataException>(() => IdxFile.Read(Save(damaged, gzip: false)));
    }

    [Fact]
    public void WrongContentIsNamedWithItsOffset()
    {
        Rejects(IdxFixture.Encode([2], [1, 2], type: 0x0D), 2, "0x0D");
        Rejects([1, 2, 3, 4, 5], 0, "01020304");
        Rejects([0, 0, 8, 0, 0], 3, "0 dimensions");
        Rejects([0, 0, 8, 200, 0], 3, "200 dimensions");
        Rejects(IdxFixture.Encode([0], []), 4, "a dimension of 0");
        Rejects(IdxFixture.Encode([2], [1, 2, 3]), 10, "more data");
    }

    [Fact]
    public void AbsurdDimensionsAllocateNothing()
    {
        byte[] file = IdxFixture.Encode([int.MaxValue, int.MaxValue, int.MaxValue], [1, 2, 3]);
        Rejects(file, 4, "dimensions");
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(4), 0xFFFF_FFFF);
        Rejects(file, 4, "4294967295");
        string path = Save(IdxFixture.Encode([1_000_000_000], [1]), gzip: true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidEventDataException>(() => IdxFile.Read(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private void Rejects(byte[] bytes, long offset, string found)
    {
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => IdxFile.Read(Save(bytes, gzip: false)));
        Assert.Equal(offset, error.ByteOffset);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
    }

    private string Save(byte[] bytes, bool gzip)
    {
        string path = _folder.Combine("file-idx");
        File.WriteAllBytes(path, gzip ? IdxFixture.Gzip(bytes) : bytes);
        return path;
    }
}
