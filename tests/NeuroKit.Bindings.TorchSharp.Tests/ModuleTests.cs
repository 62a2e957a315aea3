using System.Text;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace NeuroKit.Tests;

public sealed class ModuleTests : TorchTest
{
    [SkippableFact]
    public void Fields_are_registered_under_their_names()
    {
        var net = new Net();
        Assert.Equal(
            ["blocks.0.bias", "blocks.0.weight", "blocks.1.bias", "blocks.1.weight", "body.0.bias", "body.0.weight", "body.1.bias", "body.1.weight",
                "head.bias", "head.weight", "named.last.bias", "named.last.weight", "scale"],
            net.named_parameters().Select(p => p.name).Order(StringComparer.Ordinal));
        Assert.Equal(["body.1.num_batches_tracked", "body.1.running_mean", "body.1.running_var", "steps"],
            net.named_buffers().Select(b => b.name).Order(StringComparer.Ordinal));
        Assert.Equal(["blocks", "body", "head", "named"], net.named_children().Select(c => c.name).Order(StringComparer.Ordinal));
        Assert.Contains("body.0", net.named_modules().Select(m => m.name));
        Assert.Equal("Net", net.GetName());
        Assert.Equal(13, net.parameters().Count());
        Assert.Same(net.head.weight, net.get_parameter("head.weight"));
        Assert.Equal(17, net.state_dict().Count);
    }

    [SkippableFact]
    public void Modes_are_passed_on_to_the_parts()
    {
        var net = new Net();
        Assert.True(net.training);
        net.eval();
        Assert.All(net.modules(), m => Assert.False(m.training));
        net.train();
        Assert.All(net.modules(), m => Assert.True(m.training));
        int seen = 0;
        net.apply(_ => seen++);
        Assert.Equal(net.named_modules().Count(), seen - 1);
    }

    [SkippableFact]
    public void A_saved_module_is_loaded_bit_for_bit()
    {
        var net = new Net();
        net.call(randn(4, 1, 4, 4));
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            net.save(writer);
        stream.Position = 0;
        var other = new Net();
        other.load(new BinaryReader(stream));
        Equal(net, other);
        var third = new Net();
        (IList<string> missing, IList<string> unexpected) = third.load_state_dict(net.state_dict());
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Equal(net, third);
        string file = Path.GetTempFileName();
        try
        {
            net.save(file);
            Equal(net, (Net)new Net().load(file));
        }
        finally
        {
            File.Delete(file);
        }

        static void Equal(Net expected, Net actual)
        {
            Dictionary<string, Tensor> values = actual.state_dict();
            foreach ((string name, Tensor value) in expected.state_dict())
                Assert.Equal(value.contiguous().bytes.ToArray(), values[name].contiguous().bytes.ToArray());
        }
    }

    [SkippableFact]
    public void The_file_is_laid_out_as_TorchSharp_publishes_it()
    {
        Linear linear = nn.Linear(tensor(new float[,] { { 1, 2, 3 } }).AsParameter());
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            linear.save(writer);
        using var expected = new MemoryStream();
        using (var writer = new BinaryWriter(expected, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write((byte)1); // one tensor
            writer.Write("weight");
            writer.Write((byte)6); // Float32
            writer.Write((byte)2); // dimensions
            writer.Write((byte)1);
            writer.Write((byte)3);
            foreach (float value in new[] { 1f, 2f, 3f })
                writer.Write(value);
        }

        Assert.Equal(expected.ToArray(), stream.ToArray());
    }

    [SkippableFact]
    public void Sizes_above_127_take_several_bytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        zeros(300, uint8).Save(writer);
        Assert.Equal(new byte[] { 0, 1, 0xAC, 0x02 }, stream.ToArray()[..4]);
        stream.Position = 0;
        Assert.Equal(new long[] { 300 }, Tensor.Load(new BinaryReader(stream)).shape);
    }

    [SkippableFact]
    public void A_file_of_another_module_is_refused_and_parts_are_skipped_on_demand()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            nn.Linear(3, 2).save(writer);
        Linear larger = nn.Linear(4, 2);
        stream.Position = 0;
        Assert.Throws<ArgumentException>(() => larger.load(new BinaryReader(stream)));
        stream.Position = 0;
        Assert.Throws<ArgumentException>(() => new Net().load(new BinaryReader(stream)));
        stream.Position = 0;
        var loaded = new Dictionary<string, bool>();
        larger.load(new BinaryReader(stream), strict: false, skip: ["weight"], loadedParameters: loaded);
        Assert.True(loaded["bias"]);
        Assert.Throws<InvalidOperationException>(() => larger.load_state_dict(new Dictionary<string, Tensor> { ["other"] = zeros(1) }));
        stream.SetLength(stream.Length - 1);
        stream.Position = 0;
        Assert.Throws<EndOfStreamException>(() => nn.Linear(3, 2).load(new BinaryReader(stream)));
    }

    [SkippableFact]
    public void A_module_is_moved_to_another_type()
    {
        Net net = new Net().to(float64);
        Assert.All(net.parameters(), p => Assert.Equal(float64, p.dtype));
        Assert.Equal(float64, net.body.named_buffers().First(b => b.name == "1.running_mean").buffer.dtype);
        // Counts stay whole numbers.
        Assert.Equal(int64, net.steps.dtype);
        Assert.Equal(float64, net.call(randn(2, 1, 4, 4, float64)).dtype);
        Assert.Same(net.head.weight, net.get_parameter("head.weight"));
        Assert.True(net.scale.requires_grad);
    }

    [SkippableFact]
    public void Hooks_see_and_change_inputs_and_outputs()
    {
        Linear linear = nn.Linear(2, 2);
        var before = linear.register_forward_pre_hook((_, input) => input * 0);
        var after = linear.register_forward_hook((_, _, output) => output + 100);
        Close(linear.bias! + 100, linear.call(ones(1, 2)).squeeze(0), 1e-4);
        before.remove();
        after.remove();
        Close(linear.forward(ones(1, 2)), linear.call(ones(1, 2)));
    }

    [SkippableFact]
    public void Parameters_are_clipped_and_flattened()
    {
        Parameter a = nn.Parameter(zeros(2, float64)), b = nn.Parameter(zeros(1, float64));
        a.grad = tensor(new[] { 3.0, 0.0 });
        b.grad = tensor(new[] { 4.0 });
        Assert.Equal(5.0, nn.utils.clip_grad_norm_([a, b], 1.0), 9);
        Close([0.6, 0], a.grad);
        Close([0.8], b.grad);
        Assert.Equal(1.0, nn.utils.clip_grad_norm_([a, b], 10.0), 5);
        Close([0.6, 0], a.grad);
        nn.utils.vector_to_parameters(tensor(new[] { 1.0, 2.0, 3.0 }), [a, b]);
        Close([1, 2, 3], nn.utils.parameters_to_vector([a, b]));
    }

    [SkippableFact]
    public void Gradients_of_a_module_are_cleared()
    {
        Linear linear = nn.Linear(2, 1);
        linear.call(ones(1, 2)).sum().backward();
        Assert.NotNull(linear.weight.grad);
        linear.zero_grad();
        Assert.Null(linear.weight.grad);
        linear.call(ones(1, 2)).sum().backward();
        linear.zero_grad(set_to_none: false);
        Close([0, 0], linear.weight.grad!);
    }

    [SkippableFact]
    public void Modules_take_several_arguments()
    {
        var sum = new Sum();
        Close([3], sum.call(tensor(new[] { 1.0 }), tensor(new[] { 2.0 })));
        Sequential sequential = nn.Sequential(("first", nn.Linear(2, 3)), ("second", nn.ReLU()));
        Assert.Equal(["first.weight", "first.bias"], sequential.named_parameters().Select(p => p.name));
        Assert.Equal(new long[] { 5, 3 }, sequential.call(randn(5, 2)).shape);
        sequential.append("third", nn.Flatten());
        Assert.Equal(3, sequential.Count);
    }

#pragma warning disable CS8981, IDE1006, SA1307 // The names of fields are the names under which modules are saved.
    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        public readonly Parameter scale = nn.Parameter(ones(1));
        public readonly Tensor steps = zeros(1, int64);
        public readonly Sequential body = nn.Sequential(nn.Conv2d(1, 2, 3, padding: 1), nn.BatchNorm2d(2), nn.ReLU(), nn.Flatten());
        public readonly ModuleList<Linear> blocks = nn.ModuleList(nn.Linear(32, 8), nn.Linear(8, 8));
        public readonly ModuleDict<nn.Module> named = nn.ModuleDict(("last", (nn.Module)nn.Linear(4, 4)));
        public readonly Linear head = nn.Linear(8, 4);

        public Net()
            : base("Net")
        {
            register_buffer("steps", steps);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            Tensor x = body.call(input);
            foreach (Linear block in blocks)
                x = block.call(x);
            return ((Linear)named["last"]).call(head.call(x) * scale);
        }
    }
#pragma warning restore CS8981, IDE1006, SA1307

    private sealed class Sum() : nn.Module<Tensor, Tensor, Tensor>("Sum")
    {
        public override Tensor forward(Tensor input1, Tensor input2) => input1 + input2;
    }
}
