namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.SmoothL1Loss SmoothL1Loss(Reduction reduction = Reduction.Mean, double beta = 1.0) => new(reduction, beta);
        }
    }

    namespace Modules
    {
        /// <summary>Absolute differences, squared where they are small.</summary>
        public sealed class SmoothL1Loss : Loss<torch.Tensor, torch.Tensor, torch.Tensor>
        {
            public SmoothL1Loss(torch.nn.Reduction reduction = torch.nn.Reduction.Mean, double beta = 1.0)
                : base(reduction)
            {
                this.beta = beta;
            }

            public double beta { get; }

            public override torch.Tensor forward(torch.Tensor input, torch.Tensor target) => torch.nn.functional.smooth_l1_loss(input, target, reduction, beta);
        }
    }
}
