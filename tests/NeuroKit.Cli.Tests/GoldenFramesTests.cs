using System.Text.Json;
using NeuroKit.Tests;

namespace NeuroKit.Cli.Tests;

/// <summary>The command line gives the peers' own tensors to the bit.</summary>
public sealed class GoldenFramesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void EveryCaseEqualsThePeersTensor()
    {
        int cases = 0;
        foreach (JsonElement golden in SharedData.Json("golden/frames.json").EnumerateArray())
        {
            string file = golden.GetProperty("file").GetString()!;
            bool cifar = file.StartsWith("cifar10dvs", StringComparison.Ordinal);
            bool tonic = golden.GetProperty("peer").GetString() == "tonic";
            if (golden.TryGetProperty("label", out _))
                continue;
            string size = $"{golden.GetProperty("W").GetInt32()}x{golden.GetProperty("H").GetInt32()}";
            string[] place = cifar && !tonic ? ["--data-set", "cifar10-dvs"] : ["--size", size];
            ToolRun.Of(["frames", SharedData.PathOf("golden/inputs/" + file), _folder["out.npy"], .. Rule(golden), .. place]).Succeeds();
            NpyArray array = NpyArray.Read(_folder["out.npy"]);
            Assert.Equal(golden.GetProperty("shape").EnumerateArray().Select(s => s.GetInt32()), array.Shape);
            string digest = cifar && tonic ? Turned(array).Digest : array.Digest;
            Assert.True(golden.GetProperty("sha256").GetString() == digest, $"{file}: {golden.GetProperty("call").GetString()}");
            cases++;
        }

        Assert.Equal(111, cases);
    }

    [SkippableFact]
    public void LabelWindowsEqualThePeersTensors()
    {
        string input = SharedData.PathOf("golden/inputs/dvsgesture_200k.aedat");
        string labels = SharedData.PathOf("golden/inputs/dvsgesture_200k_labels.csv");
        JsonElement files = ToolRun.Of("frames", input, _folder["out.npy"], "--bins", "16", "--labels", labels, "--json").Succeeds().Json();
        int found = 0;
        foreach (JsonElement golden in SharedData.Json("golden/frames.json").EnumerateArray())
        {
            if (!golden.TryGetProperty("label", out JsonElement label))
                continue;
            // The peer's label is the class less 1, its window the how-manieth of that class.
            JsonElement file = files.EnumerateArray().Where(f => f.GetProperty("class").GetInt32() == label.GetInt32() + 1).ElementAt(golden.GetProperty("window").GetInt32());
            Assert.Equal(golden.GetProperty("events").GetInt64(), file.GetProperty("events").GetInt64());
            Assert.Equal(golden.GetProperty("sha256").GetString(), NpyArray.Read(file.GetProperty("file").GetString()!).Digest);
            found++;
        }

        Assert.Equal(12, found);
        Assert.Equal(12, files.GetArrayLength());
    }

    [SkippableFact]
    public void SeveralNumbersOfFramesAtOnceEqualThePeersToo()
    {
        foreach (string by in new[] { "count", "time" })
        {
            ToolRun.Of("frames", SharedData.PathOf("golden/inputs/cifar10dvs_200k.aedat"), _folder["out.npz"], "--bins", "16,10,8,4", "--by", by, "--data-set", "cifar10-dvs").Succeeds();
            foreach (JsonElement golden in SharedData.Json("golden/frames.json").EnumerateArray())
            {
                if (golden.GetProperty("file").GetString() == "cifar10dvs_200k.aedat" && golden.TryGetProperty("T", out JsonElement bins)
                    && golden.GetProperty("by").GetString() == (by == "count" ? "number" : "time"))
                    Assert.Equal(golden.GetProperty("sha256").GetString(), NpyArray.Read(_folder[$"out-T{bins.GetInt32()}.npz"]).Digest);
            }
        }
    }

    private static string[] Rule(JsonElement golden)
    {
        if (golden.TryGetProperty("T", out JsonElement bins))
            return ["--bins", bins.ToString(), "--by", golden.GetProperty("by").GetString() == "number" ? "count" : "time"];
        if (golden.TryGetProperty("duration_us", out JsonElement duration))
            return ["--duration-us", duration.ToString()];
        // The call is `ToFrame key=value key=value`.
        return ["--tonic", string.Join(',', golden.GetProperty("call").GetString()!.Split(' ').Skip(1))];
    }

    // tonic names the fields of this data set the other way round and keeps bit 0: channels reversed, rows and columns exchanged.
    private static NpyArray Turned(NpyArray array)
    {
        int side = array.Shape[2];
        byte[] turned = new byte[array.Data.Length];
        for (int t = 0; t < array.Shape[0]; t++)
        {
            for (int c = 0; c < 2; c++)
            {
                for (int y = 0; y < side; y++)
                {
                    for (int x = 0; x < side; x++)
                        array.Data.AsSpan(2 * (((((t * 2) + c) * side) + y) * side + x), 2).CopyTo(turned.AsSpan(2 * (((((t * 2) + 1 - c) * side) + x) * side + y)));
                }
            }
        }

        return array with { Data = turned };
    }
}
