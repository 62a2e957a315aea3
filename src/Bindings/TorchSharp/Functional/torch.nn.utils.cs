using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Helpers on parameters and gradients.</summary>
        public static partial class utils
        {
            /// <summary>Scales all gradients so that their norm, taken together, is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var scope = NewDisposeScope();
                using var quiet = no_grad();
                var gradients = tensors.Select(p => p.grad).OfType<Tensor>().ToList();
                if (gradients.Count == 0)
                    return 0.0;
                var device = gradients[0].device;
                var norms = stack(gradients.Select(g => g.norm((float)norm_type).to(device)));
                var total = (double.IsPositiveInfinity(norm_type) ? norms.max() : norms.norm((float)norm_type)).to(ScalarType.Float64).item<double>();
                var factor = max_norm / (total + 1e-6);
                if (factor < 1)
                {
                    foreach (var gradient in gradients)
                        gradient.mul_(factor);
                }

                return total;
            }

            /// <summary>Bounds every element of every gradient by <paramref name="clip_value"/>.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var quiet = no_grad();
                foreach (var parameter in tensors)
                {
                    using var gradient = parameter.grad;
                    gradient?.clamp_((Scalar)(-clip_value), (Scalar)clip_value);
                }
            }

            /// <summary>All parameters one after another, as one vector.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                var views = tensors.Select(p => p.view(-1)).ToArray();
                var vector = cat(views);
                foreach (var view in views)
                    view.Dispose();
                return vector;
            }

            /// <summary>Sets the parameters from a vector that <see cref="parameters_to_vector"/> made.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var quiet = no_grad();
                var from = 0L;
                foreach (var parameter in tensors)
                {
                    var count = parameter.numel();
                    using var part = vec.narrow(0, from, count);
                    using var shaped = part.view_as(parameter);
                    parameter.copy_(shaped);
                    from += count;
                }
            }
        }
    }
}
