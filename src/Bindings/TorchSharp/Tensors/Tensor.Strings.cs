using System.Globalization;
using System.Text;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    private const int PrintedEdge = 5;

    private static TensorStringStyle s_stringStyle = TensorStringStyle.Numpy;

    /// <summary>The style of <see cref="TensorStringStyle.Default"/>.</summary>
    /// <exception cref="ArgumentException">It cannot be its own default.</exception>
    public static TensorStringStyle TensorStringStyle
    {
        get => s_stringStyle;
        set => s_stringStyle = value == TensorStringStyle.Default
            ? throw new ArgumentException("The style cannot be set to 'Default'")
            : value;
    }

    public partial class Tensor
    {
        /// <summary>Shape, type and device, as <c>[2x3], type = Float32, device = cpu</c>.</summary>
        public override string ToString() =>
            IsInvalid ? "(disposed)" : string.Create(CultureInfo.InvariantCulture, $"[{string.Join('x', shape)}], type = {dtype}, device = {device}");

        public string ToString(bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            disamb ? ToString(TensorStringStyle.Default, fltFormat, width, cultureInfo, newLine) : ToString();

        /// <summary>The tensor as text. The subset writes values in one layout, rows in brackets, whichever style of values is asked for.</summary>
        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            if (style == TensorStringStyle.Default)
                style = torch.TensorStringStyle;
            if (style == TensorStringStyle.Metadata || device_type == DeviceType.META)
                return ToString();
            var text = new StringBuilder();
            using var here = detach().to(CPU, disposeAfter: true);
            Write(text, here, 0, fltFormat ?? "g5", cultureInfo ?? CultureInfo.CurrentCulture, newLine ?? Environment.NewLine);
            return text.ToString();
        }

        private static void Write(StringBuilder text, Tensor tensor, int depth, string format, CultureInfo culture, string newLine)
        {
            if (tensor.ndim == 0)
            {
                var value = tensor.ToScalar();
                text.Append(value.Tag switch
                {
                    NativeTag.Bool => value.ToBoolean() ? "True" : "False",
                    NativeTag.Int => value.ToInt64().ToString(culture),
                    NativeTag.Complex => value.ToComplexFloat64().ToString(format, culture),
                    _ => value.ToDouble().ToString(format, culture),
                });
                return;
            }

            var count = tensor.shape[0];
            text.Append('[');
            for (var i = 0L; i < count; i++)
            {
                if (i == PrintedEdge && count > 2 * PrintedEdge)
                {
                    text.Append(tensor.ndim == 1 ? "... " : " ..." + newLine);
                    i = count - PrintedEdge;
                }

                if (i > 0 && tensor.ndim > 1)
                    text.Append(' ', depth + 1);
                using var element = tensor.select(0, i);
                Write(text, element, depth + 1, format, culture, newLine);
                if (i < count - 1)
                    text.Append(tensor.ndim == 1 ? ", " : newLine);
            }

            text.Append(']');
        }
    }
}
