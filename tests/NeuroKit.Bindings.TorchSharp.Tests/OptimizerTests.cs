using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace NeuroKit.Tests;

/// <summary>Optimisers and schedules against the update rules, worked in plain doubles.</summary>
public sealed class OptimizerTests : TorchTest
{
    private static readonly double[] s_gradients = [0.5, -1.25, 0.75, 2.0, -0.1];

    [SkippableTheory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0.9, 0, 0, false)]
    [InlineData(0.9, 0.1, 0.01, false)]
    [InlineData(0.9, 0, 0.01, true)]
    public void SGD_follows_its_rule(double momentum, double dampening, double decay, bool nesterov)
    {
        double value = 1.5, velocity = 0;
        bool started = false;
        Run(p => optim.SGD([p], 0.1, momentum, dampening, decay, nesterov), g =>
        {
            g += decay * value;
            if (momentum != 0)
            {
                velocity = started ? momentum * velocity + (1 - dampening) * g : g;
                started = true;
                g = nesterov ? g + momentum * velocity : velocity;
            }

            return value -= 0.1 * g;
        });
    }

    [SkippableTheory]
    [InlineData(0, false, false)]
    [InlineData(0.1, false, true)]
    [InlineData(0.1, true, false)]
    public void Adam_and_AdamW_follow_their_rules(double decay, bool amsgrad, bool decoupled)
    {
        double value = 1.5, first = 0, second = 0, largest = 0;
        int step = 0;
        Run(
            p => decoupled
                ? optim.AdamW([p], 0.01, 0.8, 0.95, 1e-6, decay, amsgrad)
                : optim.Adam([p], 0.01, 0.8, 0.95, 1e-6, decay, amsgrad),
            g =>
            {
                step++;
                if (decoupled)
                    value *= 1 - 0.01 * decay;
                else
                    g += decay * value;
                first = 0.8 * first + 0.2 * g;
                second = 0.95 * second + 0.05 * g * g;
                largest = Math.Max(largest, second);
                double divisor = Math.Sqrt((amsgrad ? largest : second) / (1 - Math.Pow(0.95, step))) + 1e-6;
                return value -= 0.01 / (1 - Math.Pow(0.8, step)) * first / divisor;
            });
    }

    [SkippableFact]
    public void Maximising_goes_the_other_way()
    {
        Parameter p = nn.Parameter(tensor(1.0));
        p.grad = tensor(2.0);
        optim.SGD([p], 0.5, maximize: true).step();
        Assert.Equal(2.0, p.item<double>(), 12);
    }

    [SkippableFact]
    public void Groups_have_their_own_options()
    {
        Parameter a = nn.Parameter(tensor(1.0)), b = nn.Parameter(tensor(1.0)), unused = nn.Parameter(tensor(1.0));
        optim.Optimizer optimizer = optim.SGD([new SGD.ParamGroup([a], lr: 0.1), new SGD.ParamGroup([b, unused], lr: 0.2)], 1.0);
        a.grad = tensor(1.0);
        b.grad = tensor(1.0);
        optimizer.step();
        Assert.Equal(0.9, a.item<double>(), 12);
        Assert.Equal(0.8, b.item<double>(), 12);
        Assert.Equal(1.0, unused.item<double>());
        foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            group.LearningRate = 1;
        optimizer.step();
        Assert.Equal(-0.1, a.item<double>(), 12);
        optimizer.zero_grad();
        Assert.True(a.grad is null || a.grad.item<double>() == 0);
        Assert.Equal(3, optimizer.parameters().Count());
    }

    [SkippableFact]
    public void Training_resumes_exactly_from_what_was_saved()
    {
        foreach (Func<IEnumerable<Parameter>, OptimizerHelper> make in new Func<IEnumerable<Parameter>, OptimizerHelper>[]
        {
            p => optim.SGD(p, 0.05, momentum: 0.9), p => optim.Adam(p, 0.01), p => optim.AdamW(p, 0.01, weight_decay: 0.1, amsgrad: true),
        })
        {
            Tensor x = randn(16, 3), y = randn(16, 1);
            Linear model = nn.Linear(3, 1);
            OptimizerHelper optimizer = make(model.parameters());
            Train(model, optimizer, x, y, 5);
            using var weights = new MemoryStream();
            using var state = new MemoryStream();
            using (var writer = new BinaryWriter(weights, System.Text.Encoding.UTF8, true))
                model.save(writer);
            using (var writer = new BinaryWriter(state, System.Text.Encoding.UTF8, true))
                optimizer.save_state_dict(writer);
            Train(model, optimizer, x, y, 5);

            Linear resumed = nn.Linear(3, 1);
            weights.Position = state.Position = 0;
            resumed.load(new BinaryReader(weights));
            OptimizerHelper fresh = make(resumed.parameters());
            fresh.load_state_dict(new BinaryReader(state));
            Train(resumed, fresh, x, y, 5);
            Assert.Equal(model.weight.bytes.ToArray(), resumed.weight.bytes.ToArray());
            Assert.Equal(model.bias!.bytes.ToArray(), resumed.bias!.bytes.ToArray());

            Linear copied = nn.Linear(3, 1);
            copied.load_state_dict(model.state_dict());
            OptimizerHelper second = make(copied.parameters());
            second.load_state_dict(optimizer.state_dict());
            // From here on the two optimisers share the tensors of the state: only one of them may go on.
            Train(resumed, fresh, x, y, 3);
            Train(copied, second, x, y, 3);
            Assert.Equal(resumed.weight.bytes.ToArray(), copied.weight.bytes.ToArray());
        }
    }

    [SkippableFact]
    public void A_network_learns()
    {
        Tensor x = rand(200, 2) * 2 - 1;
        Tensor y = (x[TensorIndex.Colon, 0] * x[TensorIndex.Colon, 1] > 0).to(int64);
        Sequential net = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 2));
        optim.Optimizer optimizer = optim.Adam(net.parameters(), 0.05);
        for (int i = 0; i < 150; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(net.call(x), y).backward();
            optimizer.step();
        }

        Assert.True((net.call(x).argmax(1) == y).to(float32).mean().item<float>() > 0.95);
    }

    [SkippableFact]
    public void Options_out_of_range_are_refused()
    {
        Parameter p = nn.Parameter(zeros(1));
        Assert.Throws<ArgumentException>(() => optim.SGD([p], -1));
        Assert.Throws<ArgumentException>(() => optim.Adam([p], beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.SGD([p], 0.1, nesterov: true));
    }

    [SkippableFact]
    public void Schedules_follow_their_formulas()
    {
        Rates(o => optim.lr_scheduler.StepLR(o, 3, 0.5), e => Math.Pow(0.5, e / 3));
        Rates(o => optim.lr_scheduler.MultiStepLR(o, [2, 5], 0.1), e => e < 2 ? 1 : e < 5 ? 0.1 : 0.01);
        Rates(o => optim.lr_scheduler.ExponentialLR(o, 0.9), e => Math.Pow(0.9, e));
        Rates(o => optim.lr_scheduler.CosineAnnealingLR(o, 10, 0.1), e => 0.1 + 0.9 * (1 + Math.Cos(Math.PI * e / 10)) / 2);
        Rates(o => optim.lr_scheduler.LambdaLR(o, e => 1.0 / (1 + e)), e => 1.0 / (1 + e));
        Rates(o => optim.lr_scheduler.LinearLR(o, 0.25, 1, 4), e => 0.25 + 0.75 * Math.Min(e, 4) / 4);
        Rates(o => optim.lr_scheduler.ConstantLR(o, 0.5, 3), e => e < 3 ? 0.5 : 1);
        Rates(
            o => optim.lr_scheduler.SequentialLR(
                o, [optim.lr_scheduler.ExponentialLR(o, 0.5), optim.lr_scheduler.ExponentialLR(o, 0.9)], [4]),
            e => e < 4 ? Math.Pow(0.5, e) : Math.Pow(0.9, e - 4));
    }

    private static void Rates(Func<optim.Optimizer, optim.lr_scheduler.LRScheduler> make, Func<int, double> expected)
    {
        Parameter p = nn.Parameter(zeros(1));
        optim.Optimizer optimizer = optim.SGD([p], 1.0);
        optim.lr_scheduler.LRScheduler schedule = make(optimizer);
        for (int epoch = 0; epoch < 9; epoch++)
        {
            Assert.Equal(expected(epoch), optimizer.ParamGroups.Single().LearningRate, 9);
            optimizer.step();
            schedule.step();
        }
    }

    private static void Train(Linear model, optim.Optimizer optimizer, Tensor x, Tensor y, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            optimizer.zero_grad();
            nn.functional.mse_loss(model.call(x), y).backward();
            optimizer.step();
        }
    }

    private static void Run(Func<Parameter, optim.Optimizer> make, Func<double, double> rule)
    {
        Parameter p = nn.Parameter(tensor(1.5));
        optim.Optimizer optimizer = make(p);
        foreach (double gradient in s_gradients)
        {
            p.grad = tensor(gradient);
            optimizer.step();
            Assert.Equal(rule(gradient), p.item<double>(), 10);
        }
    }
}
