using TorchSharp.Utils;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            public static Modules.LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);
        }
    }

    namespace Modules
    {
        /// <summary>Normalises over the last dimensions.</summary>
        public sealed class LayerNorm : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            [ComponentName(Name = nameof(weight))]
            private Parameter? _weight;

            [ComponentName(Name = nameof(bias))]
            private Parameter? _bias;

            internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, torch.Device? device, torch.ScalarType? dtype)
                : base(nameof(LayerNorm))
            {
                this.normalized_shape = normalized_shape;
                this.eps = eps;
                this.elementwise_affine = elementwise_affine;
                if (elementwise_affine)
                {
                    weight = torch.nn.Parameter(torch.empty(normalized_shape, dtype, device));
                    if (bias)
                        this.bias = torch.nn.Parameter(torch.empty(normalized_shape, dtype, device));
                }

                reset_parameters();
            }

            public long[] normalized_shape { get; set; }

            public double eps { get; set; }

            public bool elementwise_affine { get; set; }

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

            public void reset_parameters()
            {
                if (_weight is not null)
                    torch.nn.init.ones_(_weight);
                if (_bias is not null)
                    torch.nn.init.zeros_(_bias);
            }

            public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.layer_norm(tensor, normalized_shape, _weight, _bias, eps);
        }
    }
}
