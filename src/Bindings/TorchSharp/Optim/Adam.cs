using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static Adam Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static Adam Adam(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters.Select(np => np.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static Adam Adam(IEnumerable<Adam.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }

    namespace Modules
    {
        /// <summary>Adam: steps scaled by running means of the gradient and its square; weight decay is added to the gradient.</summary>
        public class Adam : OptimizerHelper, torch.optim.IBetas
        {
            public Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
            {
            }

            /// <exception cref="ArgumentException">An option is out of range.</exception>
            public Adam(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            {
                if (lr < 0)
                    throw new ArgumentException($"Invalid learning rate: {lr}");
                if (eps < 0)
                    throw new ArgumentException($"Invalid eps: {eps}");
                if (beta1 is < 0 or >= 1.0)
                    throw new ArgumentException($"Invalid beta1: {beta1}");
                if (beta2 is < 0 or >= 1.0)
                    throw new ArgumentException($"Invalid beta2: {beta2}");
                if (weight_decay < 0.0)
                    throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
                _defaults = new Options { LearningRate = lr, InitialLearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize };
                foreach (var group in parameters)
                    add_param_group(group);
            }

            public (double, double) Betas
            {
                get => (((Options)_defaults!).beta1!.Value, ((Options)_defaults!).beta2!.Value);
                set
                {
                    ((Options)_defaults!).beta1 = value.Item1;
                    ((Options)_defaults!).beta2 = value.Item2;
                }
            }

            public override void add_param_group(Modules.ParamGroup param_group)
            {
                var defaults = (Options)_defaults!;
                param_group.Options ??= new Options();
                var options = (Options)param_group.Options;
                options.LearningRate ??= defaults.LearningRate;
                options.beta1 ??= defaults.beta1;
                options.beta2 ??= defaults.beta2;
                options.eps ??= defaults.eps;
                options.weight_decay ??= defaults.weight_decay;
                options.amsgrad ??= defaults.amsgrad;
                options.maximize ??= defaults.maximize;
                Add(param_group, p => new State(p));
            }

            public override torch.Tensor? step(Func<torch.Tensor>? closure = null) => Step<ParamGroup>(Update, closure);

            private void Update(ParamGroup group)
            {
                var options = group.Options;
                var (beta1, beta2) = (options.beta1!.Value, options.beta2!.Value);
                var weightDecay = options.weight_decay!.Value;
                var rate = options.LearningRate!.Value;
                foreach (var parameter in group.Parameters)
                {
                    var gradient = parameter.grad;
                    if (gradient is null)
                        continue;
                    if (options.maximize!.Value)
                        gradient = gradient.neg();
                    var state = (State)StateOf(parameter);
                    state.step += 1;
                    if (weightDecay != 0)
                        gradient = gradient.add(parameter, alpha: weightDecay);
                    state.exp_avg!.mul_(beta1).add_(gradient, alpha: 1 - beta1);
                    state.exp_avg_sq!.mul_(beta2).addcmul_(gradient, gradient, value: 1 - beta2);
                    var square = state.exp_avg_sq;
                    if (options.amsgrad!.Value)
                    {
                        var largest = torch.maximum(state.max_exp_avg_sq!, state.exp_avg_sq).DetachFromDisposeScope();
                        state.max_exp_avg_sq!.Dispose();
                        state.max_exp_avg_sq = square = largest;
                    }

                    var firstCorrection = 1 - Math.Pow(beta1, state.step);
                    var secondCorrection = 1 - Math.Pow(beta2, state.step);
                    var divisor = square.sqrt().div_(Math.Sqrt(secondCorrection)).add_(options.eps!.Value);
                    parameter.addcdiv_(state.exp_avg, divisor, value: -rate / firstCorrection);
                }
            }

            /// <summary>What Adam remembers of a parameter.</summary>
            public class State : OptimizerState, IDisposable
            {
                public long step;
                public torch.Tensor? exp_avg;
                public torch.Tensor? exp_avg_sq;
                public torch.Tensor? max_exp_avg_sq;

                public State(Parameter parameter)
                    : base(parameter)
                {
                }

                public void Dispose()
                {
                    exp_avg?.Dispose();
                    exp_avg_sq?.Dispose();
                    max_exp_avg_sq?.Dispose();
                }

                public override void Initialize(OptimizerOptions options)
                {
                    Dispose();
                    step = 0;
                    exp_avg = Like(_parameter);
                    exp_avg_sq = Like(_parameter);
                    max_exp_avg_sq = ((Options)options).amsgrad == true ? Like(_parameter) : null;
                }

                public override void to(torch.Device device)
                {
                    Move(ref exp_avg, device);
                    Move(ref exp_avg_sq, device);
                    Move(ref max_exp_avg_sq, device);
                }

                public override void SaveStateDict(BinaryWriter writer)
                {
                    writer.Write(step);
                    exp_avg!.Save(writer);
                    exp_avg_sq!.Save(writer);
                    SaveOptional(writer, max_exp_avg_sq);
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    step = reader.ReadInt64();
                    exp_avg!.Load(reader);
                    exp_avg_sq!.Load(reader);
                    LoadOptional(reader, ref max_exp_avg_sq);
                }

                public override void LoadStateDict(OptimizerState source)
                {
                    var state = (State)source;
                    step = state.step;
                    exp_avg = Replace(exp_avg, state.exp_avg);
                    exp_avg_sq = Replace(exp_avg_sq, state.exp_avg_sq);
                    max_exp_avg_sq = Replace(max_exp_avg_sq, state.max_exp_avg_sq);
                }

                public override bool ApproximatelyEquals(OptimizerState other) =>
                    other is State state && step == state.step && exp_avg!.allclose(state.exp_avg!) && exp_avg_sq!.allclose(state.exp_avg_sq!)
                    && (max_exp_avg_sq is null ? state.max_exp_avg_sq is null : state.max_exp_avg_sq is not null && max_exp_avg_sq.allclose(state.max_exp_avg_sq));
            }

            /// <summary>The options of a group under Adam.</summary>
            public class Options : OptimizerOptions
            {
                public double? beta1;
                public double? beta2;
                public double? weight_decay;
                public double? eps;
                public bool? amsgrad;
                public bool? maximize;

                public override void SaveStateDict(BinaryWriter writer)
                {
                    base.SaveStateDict(writer);
                    writer.Write(beta1!.Value);
                    writer.Write(beta2!.Value);
                    writer.Write(eps!.Value);
                    writer.Write(weight_decay!.Value);
                    writer.Write(amsgrad!.Value);
                    writer.Write(maximize!.Value);
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    base.LoadStateDict(reader);
                    beta1 = reader.ReadDouble();
                    beta2 = reader.ReadDouble();
                    eps = reader.ReadDouble();
                    weight_decay = reader.ReadDouble();
                    amsgrad = reader.ReadBoolean();
                    maximize = reader.ReadBoolean();
                }

                public override void LoadStateDict(OptimizerOptions source)
                {
                    base.LoadStateDict(source);
                    var options = (Options)source;
                    beta1 = options.beta1;
                    beta2 = options.beta2;
                    eps = options.eps;
                    weight_decay = options.weight_decay;
                    amsgrad = options.amsgrad;
                    maximize = options.maximize;
                }
            }

            /// <summary>A group of parameters under Adam.</summary>
            public class ParamGroup : ParamGroup<Options>, torch.optim.IBetas
            {
                public ParamGroup()
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, Options options)
                    : base(parameters, options)
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                    : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
                {
                }

                public (double, double) Betas
                {
                    get => (Options.beta1!.Value, Options.beta2!.Value);
                    set
                    {
                        Options.beta1 = value.Item1;
                        Options.beta2 = value.Item2;
                    }
                }
            }
        }
    }
}
