using TorchSharp.Utils;

namespace TorchSharp.Modules;

/// <summary>What the convolutions share.</summary>
public abstract class Convolution : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    // The paddings as functional.pad takes them: two for each dimension, the last dimension first.
    private protected long[] _padsBothSides = [];

    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    private protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation, long groups, bool bias, PaddingModes padding_mode, torch.Device? device, torch.ScalarType? dtype)
        : base(name)
    {
        if (groups < 1 || in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException($"in_channels ({in_channels}) and out_channels ({out_channels}) have to be divisible by groups ({groups}).", nameof(groups));
        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.dilation = dilation;
        this.groups = groups;
        this.padding_mode = padding_mode;
        if (padding_type is { } type)
            SetPadding(type);
        else
            SetPadding(padding ?? new long[kernel_size.Length]);
        weight = torch.nn.Parameter(torch.empty([out_channels, in_channels / groups, .. kernel_size], dtype, device));
        if (bias)
            this.bias = torch.nn.Parameter(torch.empty(out_channels, dtype, device));
        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public Padding? padding_type { get; private set; }

    public long[]? padding { get; private set; }

    public PaddingModes padding_mode { get; set; }

    public long groups { get; set; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[] dilation { get; set; }

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

    public void reset_parameters() => torch.nn.init.LikeLinear(weight, bias);

    public void SetPadding(long[] padding)
    {
        padding_type = null;
        this.padding = padding;
        _padsBothSides = padding.Reverse().SelectMany(p => new[] { p, p }).ToArray();
    }

    public void SetPadding(Padding padding)
    {
        if (padding == Padding.Same && Array.Exists(stride, s => s != 1))
            throw new ArgumentException("padding='same' is not supported for strided convolutions", nameof(padding));
        padding_type = padding;
        this.padding = null;
        _padsBothSides = new long[2 * kernel_size.Length];
        if (padding == Padding.Valid)
            return;
        for (var i = 0; i < kernel_size.Length; i++)
        {
            var total = dilation[i] * (kernel_size[i] - 1);
            var from = 2 * (kernel_size.Length - 1 - i);
            _padsBothSides[from] = total / 2;
            _padsBothSides[from + 1] = total - (total / 2);
        }
    }

    private protected void CheckShape(torch.Tensor input, int dimensions)
    {
        var shape = input.shape;
        if (!(shape.Length == dimensions + 2 && shape[1] == in_channels) && !(shape.Length == dimensions + 1 && shape[0] == in_channels))
            throw new ArgumentException($"Expected {dimensions + 1}D (unbatched) or {dimensions + 2}D (batched) input with {in_channels} channels to {GetType().Name}, but got [{string.Join(", ", shape)}].");
    }
}
