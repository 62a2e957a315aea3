using TorchSharp.Utils;

namespace TorchSharp.Modules;

/// <summary>What the batch normalisations share: scale and shift, and running statistics.</summary>
public abstract class NormBase : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    [ComponentName(Name = nameof(running_mean))]
    private torch.Tensor? _runningMean;

    [ComponentName(Name = nameof(running_var))]
    private torch.Tensor? _runningVar;

    [ComponentName(Name = nameof(num_batches_tracked))]
    private torch.Tensor? _numBatchesTracked;

    public NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, torch.Device? device, torch.ScalarType? dtype, string name)
        : base(name)
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            weight = torch.nn.Parameter(torch.empty(num_features, dtype, device));
            bias = torch.nn.Parameter(torch.empty(num_features, dtype, device));
        }

        if (track_running_stats)
        {
            running_mean = torch.zeros(num_features, dtype, device);
            running_var = torch.ones(num_features, dtype, device);
            num_batches_tracked = torch.tensor(0L, device);
        }

        reset_parameters();
    }

    public long num_features { get; private set; }

    public double eps { get; set; }

    /// <summary>The weight of a new batch in the running statistics; null for the plain mean of all batches.</summary>
    public double? momentum { get; set; }

    public bool affine { get; private set; }

    public bool track_running_stats { get; private set; }

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

    public torch.Tensor? running_mean
    {
        get => _runningMean;
        set => ParameterSlot.Set(ref _runningMean, value, t => ConditionallyRegisterBuffer(nameof(running_mean), t));
    }

    public torch.Tensor? running_var
    {
        get => _runningVar;
        set => ParameterSlot.Set(ref _runningVar, value, t => ConditionallyRegisterBuffer(nameof(running_var), t));
    }

    public torch.Tensor? num_batches_tracked
    {
        get => _numBatchesTracked;
        set => ParameterSlot.Set(ref _numBatchesTracked, value, t => ConditionallyRegisterBuffer(nameof(num_batches_tracked), t));
    }

    public void reset_running_stats()
    {
        _runningMean?.zero_();
        _runningVar?.fill_(1);
        _numBatchesTracked?.zero_();
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (!affine)
            return;
        torch.nn.init.ones_(weight);
        torch.nn.init.zeros_(bias!);
    }

    protected abstract void ValidateInputDimensions(torch.Tensor input);
}
