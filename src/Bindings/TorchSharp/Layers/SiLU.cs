namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.SiLU SiLU() => new(inplace: false);

            public static Modules.SiLU SiLU(bool inplace) => new(inplace);
        }
    }

    namespace Modules
    {
        /// <summary>x sigmoid(x).</summary>
        public sealed class SiLU : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            internal SiLU(bool inplace)
                : base(nameof(SiLU))
            {
                this.inplace = inplace;
            }

            public bool inplace { get; set; }

            public override torch.Tensor forward(torch.Tensor tensor) => inplace ? tensor.silu_().alias() : tensor.silu();
        }
    }
}
