using System.Buffers.Binary;
using System.Text;
using NeuroKit.Training.Weights;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Weights;

public sealed class SafeTensorsTests : TrainingTest
{
    [SkippableFact]
    public void EveryTypeAndShapeComesBack()
    {
        Dictionary<string, Tensor> tensors = new()
        {
            ["double"] = randn(2, 3, dtype: ScalarType.Float64),
            ["single"] = randn((long[])[4], dtype: ScalarType.Float32).requires_grad_(),
            ["half"] = randn(5).to_type(ScalarType.Float16),
            ["brain"] = randn(5).to_type(ScalarType.BFloat16),
            ["long"] = randint(-100, 100, (long[])[2, 2], dtype: ScalarType.Int64),
            ["int"] = randint(-100, 100, (long[])[3], dtype: ScalarType.Int32),
            ["short"] = randint(-100, 100, (long[])[3], dtype: ScalarType.Int16),
            ["sbyte"] = randint(-100, 100, (long[])[3], dtype: ScalarType.Int8),
            ["byte"] = randint(0, 200, (long[])[7], dtype: ScalarType.Byte),
            ["bool"] = randn(9).ge(0),
            ["scalar \"quoted\" ✓"] = tensor(2.5f),
            ["empty"] = zeros((long[])[3, 0, 2]),
            ["turned"] = randn(4, 6).t(),
        };
        using var stream = new MemoryStream();
        SafeTensors.Write(stream, tensors, new Dictionary<string, string> { ["note"] = "<ä>" });
        Assert.Equal(0, (8 + BinaryPrimitives.ReadInt64LittleEndian(stream.ToArray())) % 8);
        stream.Position = 0;
        using SafeTensorSet read = SafeTensors.Read(stream);
        Assert.Equal("<ä>", Assert.Single(read.Metadata).Value);
        Assert.Equal(tensors.Keys.Order(), read.Tensors.Keys.Order());
        foreach ((string name, Tensor tensor) in tensors)
        {
            Assert.Equal(tensor.shape, read.Tensors[name].shape);
            Assert.True(BitEqual(tensor.detach(), read.Tensors[name]), name);
            Assert.False(read.Tensors[name].requires_grad);
        }

        using var pipe = new OneWay(stream.ToArray());
        using SafeTensorSet again = SafeTensors.Read(pipe);
        Assert.Equal(tensors.Count, again.Tensors.Count);
    }

    [SkippableFact]
    public void AFileMadeByHandIsRead()
    {
        // One F32 tensor of two elements.
        byte[] file = File("""{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}   """, [0, 0, 128, 63, 0, 0, 0, 192]);
        using SafeTensorSet read = SafeTensors.Read(new MemoryStream(file));
        Assert.Equal([1f, -2f], read.Tensors["w"].data<float>().ToArray());
    }

    [SkippableTheory]
    [InlineData("", 0, "a header of")]
    [InlineData("[]", 0, "StartArray")]
    [InlineData("{", 0, "not JSON")]
    [InlineData("{}", 4, "4 bytes behind the header")]
    [InlineData("{} {}", 0, "not JSON")]
    [InlineData("""{"a":1}""", 0, "Number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "without data_offsets")]
    [InlineData("""{"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}""", 4, "'F99'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "expected 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", 4, "within the 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "within the 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "not above 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "not whole")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "String")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, "more than 2")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "1 numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}""", 4, "'shape'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":0}}""", 4, "'x'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}}""", 0, "63 bits")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 8, "over the bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "8 bytes behind the header")]
    [InlineData("""{"a":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}}""", 1, "neither 0 nor 1")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "Number")]
    [InlineData("""{"__metadata__":{"a":"x","a":"y"}}""", 0, "twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "twice")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "not Unicode")]
    public void AHeaderThatCannotBeIsRefusedWithItsPlace(string header, int dataBytes, string found)
    {
        byte[] file = header.Length == 0 ? [255, 255, 255, 255, 255, 255, 255, 127, 1, 2] : File(header, [.. Enumerable.Repeat((byte)7, dataBytes)]);
        var exception = Assert.Throws<WeightFileException>(() => SafeTensors.Read(new MemoryStream(file), "bad.safetensors"));
        Assert.StartsWith("bad.safetensors: byte ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(found, exception.Message, StringComparison.Ordinal);
        Assert.InRange(exception.ByteOffset!.Value, 0, file.Length);
    }

    [SkippableFact]
    public void MutationsAreReadOrRefused()
    {
        using var whole = new MemoryStream();
        SafeTensors.Write(whole, new Dictionary<string, Tensor> { ["a"] = randn(3, 4), ["b"] = arange(5), ["c"] = ones((long[])[2], dtype: ScalarType.Bool) }, new Dictionary<string, string> { ["k"] = "v" });
        byte[] file = whole.ToArray();
        var random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 4_000; i++)
        {
            byte[] changed = [.. file];
            for (int n = random.Next(1, 4); n > 0; n--)
                changed[random.Next(random.Next(2) == 0 ? 16 : changed.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0)
                changed = changed[..random.Next(changed.Length)];
            try
            {
                using SafeTensorSet read = SafeTensors.Read(new MemoryStream(changed));
                Assert.True(read.Tensors.Values.Sum(t => t.numel() * t.element_size()) <= changed.Length);
            }
            catch (WeightFileException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1_000, 3_999);
    }

    [SkippableFact]
    public void AFileIsWrittenWholeOrNotAtAll()
    {
        string folder = Directory.CreateTempSubdirectory("neurokit-weights-").FullName;
        try
        {
            string path = Path.Combine(folder, "a.safetensors");
            SafeTensors.Write(path, new Dictionary<string, Tensor> { ["a"] = ones(2) });
            byte[] before = System.IO.File.ReadAllBytes(path);
            Assert.Throws<NotSupportedException>(() => SafeTensors.Write(path, new Dictionary<string, Tensor> { ["a"] = ones(2), ["z"] = ones((long[])[2], ScalarType.ComplexFloat32) }));
            Assert.Throws<ArgumentException>(() => SafeTensors.Write(path, [new("a", ones(1)), new("a", ones(1))]));
            Assert.Equal(before, System.IO.File.ReadAllBytes(path));
            Assert.Single(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] File(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. data];
    }

    /// <summary>A stream of unknown length.</summary>
    private sealed class OneWay(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();
    }
}
