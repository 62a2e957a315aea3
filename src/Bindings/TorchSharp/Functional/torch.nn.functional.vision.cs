using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Constant or PaddingModes.Zeros => Aten.One("constant_pad_nd", input, pad, value),
                _ => Aten.One("pad", input, pad, mode.ToString().ToLowerInvariant()),
            };

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, Enumerable.Repeat(pad, 2 * (int)input.ndim).ToArray(), mode, value);

            public static Tensor grid_sample(Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear, GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null) =>
                Aten.One("grid_sampler", input, grid, mode == GridSampleMode.Nearest ? 1 : 0, padding_mode switch { GridSamplePaddingMode.Zeros => 0, GridSamplePaddingMode.Border => 1, _ => 2 }, align_corners ?? false);

            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false) =>
                Aten.One("affine_grid_generator", theta, size ?? [], align_corners);

            /// <summary>Resizes the spatial dimensions of [N, C, ...] to a size or by a factor.</summary>
            /// <exception cref="ArgumentException">Not exactly one of the two is given, or the mode does not fit the dimensions.</exception>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false)
            {
                var spatial = (int)x.ndim - 2;
                if (size is null == scale_factor is null)
                    throw new ArgumentException("Exactly one of size and scale_factor has to be given.");
                var shape = x.shape;
                var factors = scale_factor is { Length: 1 } && spatial > 1 ? Enumerable.Repeat(scale_factor[0], spatial).ToArray() : scale_factor;
                if (size is { Length: 1 } && spatial > 1)
                    size = Enumerable.Repeat(size[0], spatial).ToArray();
                if (factors is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    size = factors.Select((f, i) => (long)Math.Floor(shape[i + 2] * f)).ToArray();
                    factors = null;
                }

                Value sizes = factors is null ? size : Value.None;
                Value scales = factors;
                return (mode, spatial) switch
                {
                    (InterpolationMode.Nearest, 1) => Aten.One("upsample_nearest1d.vec", x, sizes, scales),
                    (InterpolationMode.Nearest, 2) => Aten.One("upsample_nearest2d.vec", x, sizes, scales),
                    (InterpolationMode.Nearest, 3) => Aten.One("upsample_nearest3d.vec", x, sizes, scales),
                    (InterpolationMode.Linear, 1) => Aten.One("upsample_linear1d.vec", x, sizes, align_corners ?? false, scales),
                    (InterpolationMode.Bilinear, 2) => Aten.One("upsample_bilinear2d.vec", x, sizes, align_corners ?? false, scales),
                    (InterpolationMode.Bicubic, 2) => Aten.One("upsample_bicubic2d.vec", x, sizes, align_corners ?? false, scales),
                    (InterpolationMode.Trilinear, 3) => Aten.One("upsample_trilinear3d.vec", x, sizes, align_corners ?? false, scales),
                    (InterpolationMode.Area, 1) => Aten.One("adaptive_avg_pool1d", x, size),
                    (InterpolationMode.Area, 2) => Aten.One("adaptive_avg_pool2d", x, size),
                    (InterpolationMode.Area, 3) => Aten.One("adaptive_avg_pool3d", x, size),
                    _ => throw new ArgumentException($"Input of {x.ndim} dimensions cannot be interpolated in mode {mode}."),
                };
            }
        }
    }
}
