using System.Text;
using System.Text.Json;
using NeuroKit.Training.Energy;
using NeuroKit.Training.Networks;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Energy;

public sealed class EnergyTests : TrainingTest
{
    private const int Steps = 3;

    [SkippableFact]
    public void TheLayersAddUpByTheFormula()
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 32, 32, 5));
        Tensor x = randint(0, 6, [2, Steps, 2, 32, 32]);
        EnergyReport report = Measure(network, x);
        EnergyLayer first = report.Layers[0];
        Assert.Equal("up1.conv", first.Name);
        Assert.Equal(InputValues.Whole, first.InputValues);
        Assert.Equal(x.to_type(ScalarType.Float64).mean().item<double>(), first.InputRate, 9);
        Assert.Equal(x.ne(0).to_type(ScalarType.Float64).mean().item<double>(), first.InputDensity, 9);
        Assert.Equal(Steps * 4.6 * first.MacsPerStep, first.Picojoules, 3);

        // The second block's first convolution reads the sum of two layers of spikes, after pooling.
        EnergyLayer block2 = Layer(report, "block2.unit1.conv");
        network.eval();
        using SpikingOutput output = network.Forward(x, new ForwardRequest { Features = ["pool1.out"], FiringRates = true });
        Assert.Equal(output.Features["pool1.out"].mean().item<float>(), block2.InputRate, 5);
        Assert.Equal(block2.InputRate * Steps * block2.MacsPerStep, block2.Accumulates, 3);
        Assert.Equal(0.9 * block2.Sops, block2.Picojoules, 3);
        foreach ((string name, double rate) in output.FiringRates)
            Assert.Equal(rate, Layer(report, name).FiringRate!.Value, 5);

        Assert.Equal(network.Describe().MacsPerStep, report.Layers.Sum(l => l.MacsPerStep));
        Assert.Equal((report.Macs * 4.6 + report.Accumulates * 0.9) * 1e-9, report.Millijoules, 12);
    }

    [SkippableFact]
    public void ConventionsChangeWhatTheySay()
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 32, 32, 5));
        var meter = new EnergyMeter(network);
        meter.Measure(randint(0, 6, [2, Steps, 2, 32, 32]));
        EnergyReport plain = meter.Report();
        EnergyLayer first = plain.Layers[0];

        Assert.Equal(first.MacsPerStep, meter.Report(new EnergyOptions { FirstLayer = FirstLayerCounting.MacsOnce }).Layers[0].Macs);
        EnergyLayer accumulating = meter.Report(new EnergyOptions { FirstLayer = FirstLayerCounting.Accumulates }).Layers[0];
        Assert.Equal((0, first.Sops), (accumulating.Macs, accumulating.Accumulates));

        EnergyReport whole = meter.Report(new EnergyOptions { WholeInputs = InputCounting.Macs });
        foreach ((EnergyLayer before, EnergyLayer after) in plain.Layers.Zip(whole.Layers).Skip(1))
        {
            bool changes = before.MacsPerStep > 0 && before.InputValues == InputValues.Whole;
            Assert.Equal(changes ? (double)Steps * before.MacsPerStep : before.Macs, after.Macs);
        }

        EnergyReport full = meter.Report(new EnergyOptions { FoldNormalisation = false, CountNeurons = true });
        Assert.Equal(Steps * 16.0 * 32 * 32, Layer(full, "up1.bn").Macs);
        EnergyLayer neurons = Layer(full, "up1.sn");
        Assert.Equal((Steps * 16.0 * 32 * 32, Steps * 16.0 * 32 * 32), (neurons.Macs, neurons.Accumulates));
    }

    [SkippableFact]
    public void AttentionAndTheHeadOfASpikingformer()
    {
        using SpikingNetwork network = SpikingNetworks.Create("spikingformer-1-32", new NetworkOptions(2, 32, 32, 5));
        Tensor x = randint(0, 6, [2, Steps, 2, 32, 32]);
        // Neurons fire once normalisation has seen what there is to normalise.
        using (no_grad())
        {
            for (int i = 0; i < 100; i++)
                network.Forward(x).Dispose();
        }

        var meter = new EnergyMeter(network);
        meter.Measure(x);
        EnergyReport report = meter.Report();
        (double q, double k, double v) = (Rate("q"), Rate("k"), Rate("v"));
        Assert.True(q > 0 && k > 0 && v > 0);
        EnergyLayer attention = Layer(report, "block1.attn.attention");
        Assert.Equal(Steps * 16.0 * 64 * 64 * 2 * (Math.Min(q, k) + v), attention.Accumulates, 3);
        EnergyLayer other = Layer(meter.Report(new EnergyOptions { Attention = AttentionCounting.KeyValueFirst }), "block1.attn.attention");
        Assert.Equal(Steps * 16.0 * 64 * 2 * 2 * (Math.Min(k, v) + q), other.Accumulates, 3);

        EnergyLayer head = Layer(report, "head");
        Assert.Equal(InputValues.Real, head.InputValues);
        Assert.Equal(Steps * 32.0 * 5, head.Macs);
        Assert.Equal(0, Layer(meter.Report(new EnergyOptions { RealInputs = InputCounting.Accumulates }), "head").Macs);

        double Rate(string branch) => Layer(report, $"block1.attn.{branch}_lif").FiringRate!.Value;
    }

    [SkippableFact]
    public void BatchesAverage()
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 32, 32, 5));
        Tensor x = randint(0, 6, [4, Steps, 2, 32, 32]);
        var meter = new EnergyMeter(network);
        Assert.Throws<InvalidOperationException>(() => meter.Report());
        meter.Measure(x.narrow(0, 0, 2));
        meter.Measure(x.narrow(0, 2, 2));
        EnergyReport halves = meter.Report();
        Assert.Equal((4L, (long)Steps), (halves.Samples, halves.Steps));
        Assert.Equal(Measure(network, x).Millijoules, halves.Millijoules, 9);
        Assert.Throws<ArgumentException>(() => meter.Measure(x.narrow(1, 0, 2)));
    }

    [SkippableFact]
    public void TheTableAndTheJsonSayTheSame()
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 32, 32, 5));
        EnergyReport report = Measure(network, randint(0, 6, [2, Steps, 2, 32, 32]));
        using var text = new StringWriter();
        EnergyReportWriter.WriteTable(report, text);
        Assert.Contains("first layer: multiplications at every step", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("block3.unit2.sn", text.ToString(), StringComparison.Ordinal);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            EnergyReportWriter.WriteJson(report, json);
        using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetString(bytes.ToArray()));
        JsonElement root = document.RootElement;
        Assert.Equal(report.Millijoules, root.GetProperty("millijoules").GetDouble(), 12);
        Assert.Equal(report.Layers.Count, root.GetProperty("layers").GetArrayLength());
        Assert.Equal(report.Options.Describe(), root.GetProperty("conventions").EnumerateArray().Select(c => c.GetString()));
    }

    private static EnergyReport Measure(SpikingNetwork network, Tensor x)
    {
        var meter = new EnergyMeter(network);
        meter.Measure(x);
        return meter.Report();
    }

    private static EnergyLayer Layer(EnergyReport report, string name) => Assert.Single(report.Layers, layer => layer.Name == name);
}
