namespace TorchSharp.Modules;

/// <summary>Normalises each channel over the batch.</summary>
public abstract class BatchNorm : NormBase
{
    public BatchNorm(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, torch.Device? device, torch.ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override torch.Tensor forward(torch.Tensor input)
    {
        ValidateInputDimensions(input);
        var factor = momentum ?? 0;
        if (training && num_batches_tracked is { } batches)
        {
            batches.add_(1);
            if (momentum is null)
                factor = 1.0 / batches.item<long>();
        }

        var ofBatch = training || (running_mean is null && running_var is null);
        var tracked = !training || track_running_stats;
        return torch.nn.functional.batch_norm(input, tracked ? running_mean : null, tracked ? running_var : null, weight, bias, ofBatch, factor, eps);
    }
}
