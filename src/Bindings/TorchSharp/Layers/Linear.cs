using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);

            public static Modules.Linear Linear(Modules.Parameter weight, Modules.Parameter? bias = null) => new(weight, bias);

            public static partial class functional
            {
                public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Aten.One("linear", input, weights, bias);
            }
        }
    }

    namespace Modules
    {
        /// <summary>y = x A^T + b over the last dimension.</summary>
        public sealed class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            [ComponentName(Name = nameof(weight))]
            private Parameter? _weight;

            [ComponentName(Name = nameof(bias))]
            private Parameter? _bias;

            internal Linear(Parameter weight, Parameter? bias)
                : base(nameof(Linear))
            {
                in_features = weight.shape[1];
                out_features = weight.shape[0];
                this.weight = weight;
                if (bias is not null)
                    this.bias = bias;
            }

            internal Linear(long inputSize, long outputSize, bool hasBias, torch.Device? device, torch.ScalarType? dtype)
                : base(nameof(Linear))
            {
                in_features = inputSize;
                out_features = outputSize;
                weight = torch.nn.Parameter(torch.empty(outputSize, inputSize, dtype, device));
                if (hasBias)
                    bias = torch.nn.Parameter(torch.empty(outputSize, dtype, device));
                torch.nn.init.LikeLinear(weight, bias);
            }

            public long in_features { get; set; }

            public long out_features { get; set; }

            public Parameter weight
            {
                get => _weight!;
                set => ParameterSlot.Set(ref _weight, value, p => ConditionallyRegisterParameter(nameof(weight), p));
            }

            public Parameter? bias
            {
                get => _bias;
                set => ParameterSlot.Set(ref _bias, value, p => ConditionallyRegisterParameter(nameof(bias), p));
            }

            public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.linear(tensor, _weight!, _bias);
        }
    }
}
