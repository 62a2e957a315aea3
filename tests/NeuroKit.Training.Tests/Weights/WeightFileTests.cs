using System.Diagnostics;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Weights;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Weights;

public sealed class WeightFileTests : TrainingTest, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neurokit-weights-").FullName;

    public new void Dispose()
    {
        base.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public static TheoryData<string, int, int> Networks => new()
    {
        { "sew-small", 2, 34 }, { "7b-net", 2, 128 }, { "wide-7b-net", 2, 128 }, { "sew-resnet18", 3, 64 }, { "sew-resnet50", 3, 64 },
        { "sew-resnet20", 3, 32 }, { "resnet19", 3, 32 }, { "spikingformer-2-64", 2, 64 }, { "spikingformer-1-64-cml", 2, 64 }, { "spikingformer-1-96", 3, 32 },
    };

    [SkippableTheory]
    [MemberData(nameof(Networks))]
    public void EveryNetworkComesBackInEveryForm(string identifier, int channels, int side)
    {
        using SpikingNetwork saved = Make(identifier, channels, side);
        foreach ((string file, WeightNames names) in new[] { ("own.safetensors", WeightNames.Own), ("published.safetensors", WeightNames.SpikingJelly), ("torchsharp.dat", WeightNames.Own) })
        {
            WeightFile.Save(saved, At(file), names);
            using SpikingNetwork loaded = Make(identifier, channels, side);
            Assert.False(SameWeights(saved, loaded));
            WeightFile.Load(loaded, At(file));
            Assert.True(SameWeights(saved, loaded), file);
        }

        string[] published = [.. SpikingJellyNames.Table(saved).Select(entry => entry.Published)];
        Assert.Equal(published.Length, published.Distinct().Count());
    }

    // Read off the published models' sources by hand.
    [SkippableTheory]
    [InlineData("wide-7b-net", "up1.conv.weight", "conv.0.0.module.0.weight")]
    [InlineData("wide-7b-net", "up1.sn.w", "conv.0.1.w")]
    [InlineData("wide-7b-net", "block1.unit2.bn.running_var", "conv.1.conv.1.0.module.1.running_var")]
    [InlineData("wide-7b-net", "block4.unit1.sn.w", "conv.7.conv.0.1.w")]
    [InlineData("wide-7b-net", "up2.bn.weight", "conv.9.0.module.1.weight")]
    [InlineData("wide-7b-net", "block7.unit2.conv.weight", "conv.14.conv.1.0.module.0.weight")]
    [InlineData("wide-7b-net", "head.bias", "out.bias")]
    [InlineData("sew-resnet18", "stem.bn.weight", "bn1.weight")]
    [InlineData("sew-resnet18", "stage2.block1.shortcut.bn.bias", "layer2.0.downsample.0.module.1.bias")]
    [InlineData("sew-resnet18", "stage4.block2.unit2.conv.weight", "layer4.1.conv2.module.0.weight")]
    [InlineData("sew-resnet18", "head.weight", "fc.weight")]
    [InlineData("resnet19", "stem.bn.weight", "bn1.bn.weight")]
    [InlineData("resnet19", "stage1.block1.shortcut.conv.weight", "layer1.0.downsample.layer.module.weight")]
    [InlineData("resnet19", "stage3.block2.unit2.bn.bias", "layer3.1.bn2.bn.bias")]
    [InlineData("resnet19", "hidden.weight", "fc1.weight")]
    [InlineData("resnet19", "head.bias", "fc2.bias")]
    [InlineData("spikingformer-2-64", "patch_embed.proj3_bn.weight", "patch_embed.proj3_bn.weight")]
    [InlineData("spikingformer-2-64", "block2.attn.q_conv.weight", "block.1.attn.q_conv.weight")]
    [InlineData("spikingformer-2-64", "block1.norm1.bias", "block.0.norm1.bias")]
    public void ThePublishedNamesAreThoseOfThePublishedModels(string identifier, string name, string published)
    {
        using SpikingNetwork network = Make(identifier, identifier == "spikingformer-2-64" || identifier == "wide-7b-net" ? 2 : 3, identifier == "wide-7b-net" ? 128 : 64);
        Assert.Contains((name, published), SpikingJellyNames.Table(network));
    }

    [SkippableFact]
    public void OtherSpellingsAndWrappersAreRead()
    {
        using SpikingNetwork sew = Make("sew-resnet18", 3, 64);
        Reads(sew, name => name.Replace(".module.", ".", StringComparison.Ordinal));
        Reads(sew, name => "module." + name);
        Reads(sew, name => name
            .Replace("downsample.0.module.", "downsample.", StringComparison.Ordinal)
            .Replace("conv1.module.0.", "conv1.", StringComparison.Ordinal).Replace("conv1.module.1.", "bn1.", StringComparison.Ordinal)
            .Replace("conv2.module.0.", "conv2.", StringComparison.Ordinal).Replace("conv2.module.1.", "bn2.", StringComparison.Ordinal));
        using SpikingNetwork former = Make("spikingformer-1-96", 3, 32);
        Reads(former, name => name.Replace("proj_conv", "proj0_conv", StringComparison.Ordinal).Replace("proj_bn", "proj0_bn", StringComparison.Ordinal) is var numbered && name.StartsWith("patch_embed.", StringComparison.Ordinal)
            ? numbered.Replace("patch_embed.proj", "patch_embed.block", StringComparison.Ordinal)
            : name);
        using SpikingNetwork resnet = Make("resnet19", 3, 32);
        Reads(resnet, name => name, [new("conv1_s.layer.module.weight", ones(1)), new("layer1.0.bn1.seqbn.module.bias", ones(1))]);
    }

    [SkippableFact]
    public void WhatDoesNotFitIsListedAndChangesNothing()
    {
        using SpikingNetwork network = Make("sew-small", 2, 34);
        Dictionary<string, Tensor> before = network.state_dict().ToDictionary(e => e.Key, e => e.Value.detach().clone());
        using SpikingNetwork other = Make("sew-small", 2, 34, classes: 7);
        WeightFile.Save(other, At("classes.safetensors"));
        Refuses("classes.safetensors", "head.weight", "[7, ", "expected [10, ");
        WeightFile.Save(other, At("classes.dat"));
        Refuses("classes.dat", "TorchSharp's format");

        Dictionary<string, Tensor> state = network.state_dict().ToDictionary(e => e.Key, e => e.Value.detach() + 1);
        state.Remove("up1.conv.weight");
        state["more"] = ones(1);
        SafeTensors.Write(At("names.safetensors"), state);
        Refuses("names.safetensors", "missing: up1.conv.weight (conv.0.0.module.0.weight)", "not known: more");
        state.Remove("more");
        state["up1.conv.weight"] = ones(before["up1.conv.weight"].shape, ScalarType.Int32);
        SafeTensors.Write(At("type.safetensors"), state);
        Refuses("type.safetensors", "Int32", "expected Float32");

        WeightFile.Save(network, At("whole.dat"));
        byte[] whole = File.ReadAllBytes(At("whole.dat"));
        File.WriteAllBytes(At("cut.dat"), whole[..^9]);
        Refuses("cut.dat", "TorchSharp's format");
        File.WriteAllBytes(At("longer.dat"), [.. whole, 0]);
        Refuses("longer.dat", "1 bytes more");
        File.WriteAllBytes(At("checkpoint.pth"), [0x50, 0x4B, 3, 4, 0, 0, 0, 0, 0, 0]);
        Refuses("checkpoint.pth", "scripts/pth_to_safetensors.py");
        File.WriteAllBytes(At("empty.dat"), []);
        Refuses("empty.dat", "TorchSharp's format");
        Assert.Throws<FileNotFoundException>(() => WeightFile.Load(network, At("none.dat")));
        Assert.Throws<ArgumentException>(() => WeightFile.Save(network, At("x.dat"), WeightNames.SpikingJelly));

        void Refuses(string file, params string[] words)
        {
            var exception = Assert.Throws<WeightFileException>(() => WeightFile.Load(network, At(file)));
            Assert.StartsWith(At(file), exception.Message, StringComparison.Ordinal);
            Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
            Assert.All(network.state_dict(), entry => Assert.True(BitEqual(before[entry.Key], entry.Value.detach()), entry.Key));
        }
    }

    [SkippableFact]
    public void ThePythonScriptTurnsACheckpointIntoAFileThatLoads()
    {
        Skip.IfNot(HasPyTorch(), "python3 with PyTorch is not there");
        using SpikingNetwork network = Make("sew-small", 2, 34);
        string names = string.Join(";", SpikingJellyNames.Table(network).Select(e => $"{e.Published}={string.Join(',', network.state_dict()[e.Name].shape)}"));
        File.WriteAllText(At("make.py"), """
            import sys, torch
            state = {}
            for entry in sys.argv[1].split(";"):
                name, shape = entry.split("=")
                shape = [int(s) for s in shape.split(",") if s]
                state[name] = torch.full(shape, 3 if name.endswith("tracked") else 0.25, dtype=torch.int64 if name.endswith("tracked") else torch.float32)
            torch.save({"model": state, "epoch": 3}, sys.argv[2])
            """);
        Assert.Equal(0, Python(At("make.py"), names, At("checkpoint.pth")));
        string script = Path.Combine(Repository(), "scripts", "pth_to_safetensors.py");
        Assert.Equal(0, Python(script, At("checkpoint.pth"), At("weights.safetensors")));
        WeightFile.Load(network, At("weights.safetensors"));
        Assert.All(network.parameters(), p => Assert.True(p.eq(0.25).all().item<bool>()));
    }

    private void Reads(SpikingNetwork network, Func<string, string> spelling, IEnumerable<KeyValuePair<string, Tensor>>? more = null)
    {
        Dictionary<string, Tensor> state = network.state_dict();
        SafeTensors.Write(At("spelling.safetensors"), [.. SpikingJellyNames.Table(network).Select(e => KeyValuePair.Create(spelling(e.Published), state[e.Name])), .. more ?? []]);
        using SpikingNetwork loaded = Make(network.Identifier, network.Options.Channels, network.Options.Height);
        WeightFile.Load(loaded, At("spelling.safetensors"));
        Assert.True(SameWeights(network, loaded));
    }

    private static SpikingNetwork Make(string identifier, int channels, int side, int classes = 10)
    {
        SpikingNetwork network = SpikingNetworks.Create(identifier, new NetworkOptions(channels, side, side, classes));
        using IDisposable quiet = no_grad();
        // No two networks alike, in what begins alike too.
        foreach (Tensor value in network.state_dict().Values.Where(v => v.is_floating_point()))
            value.add_(rand(value.shape));
        return network;
    }

    private static bool SameWeights(SpikingNetwork a, SpikingNetwork b)
    {
        Dictionary<string, Tensor> other = b.state_dict();
        return a.state_dict().All(entry => BitEqual(entry.Value.detach(), other[entry.Key].detach()));
    }

    private static bool HasPyTorch()
    {
        try
        {
            return Python("-c", "import torch") == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static int Python(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)));
        return process.ExitCode;
    }

    private static string Repository()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "NeuroKit.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private string At(string file) => Path.Combine(_folder, file);
}
