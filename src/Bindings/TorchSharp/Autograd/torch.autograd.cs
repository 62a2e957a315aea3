using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Stops the recording of operations on this thread until the result is disposed.</summary>
    public static IDisposable no_grad() => new AutoGradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new AutoGradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new AutoGradMode(mode);

    public static bool is_grad_enabled() => AutoGradMode.IsEnabled;

    /// <summary>Like <see cref="no_grad"/>, and cheaper still: the tensors made cannot be used in recorded operations later.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_inference_mode_enabled() => InferenceMode.IsEnabled;

    /// <summary>Gradients.</summary>
    public static partial class autograd
    {
        /// <summary>The gradients of the sum of <paramref name="outputs"/> with respect to <paramref name="inputs"/>.</summary>
        /// <remarks>With <paramref name="allow_unused"/>, an input that the outputs do not depend on has a null in the list.</remarks>
        public static unsafe IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var results = new nint[inputs.Count];
            fixed (nint* outs = Handles(outputs), ins = Handles(inputs), grads = Handles(grad_outputs), found = results)
            {
                NativeError.Check(NativeMethods.nk_grad(outs, outputs.Count, ins, inputs.Count, grads, grad_outputs?.Count ?? 0, retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, found));
            }

            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return results.Select(h => h == 0 ? null! : new Tensor(h)).ToList();
        }

        /// <summary>Adds the gradients of <paramref name="tensors"/> to the leaves that they depend on.</summary>
        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            fixed (nint* roots = Handles(tensors), grads = Handles(grad_tensors), ins = Handles(inputs))
            {
                NativeError.Check(NativeMethods.nk_backward(roots, tensors.Count, grads, grad_tensors?.Count ?? 0, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, ins, inputs?.Count ?? 0));
            }

            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        internal static nint[] Handles(IList<Tensor>? tensors)
        {
            if (tensors is null)
                return [];
            var handles = new nint[tensors.Count];
            for (var i = 0; i < handles.Length; i++)
                handles[i] = tensors[i]?.Handle ?? 0;
            return handles;
        }
    }

    private sealed class AutoGradMode : IDisposable
    {
        private readonly int _before = NativeMethods.nk_grad_mode();

        public AutoGradMode(bool enabled) => NativeMethods.nk_set_grad_mode(enabled ? 1 : 0);

        public static bool IsEnabled => NativeMethods.nk_grad_mode() != 0;

        public void Dispose() => NativeMethods.nk_set_grad_mode(_before);
    }

    /// <remarks>There is no finalizer: the guard belongs to the thread that made it, and a finalizer runs on another.</remarks>
    private sealed class InferenceMode : IDisposable
    {
        private nint _guard;

        public InferenceMode(bool enabled) => NativeError.Check(NativeMethods.nk_inference_mode_enter(enabled ? 1 : 0, out _guard));

        public static bool IsEnabled => NativeMethods.nk_inference_mode() != 0;

        public void Dispose()
        {
            if (_guard == 0)
                return;
            NativeMethods.nk_inference_mode_exit(_guard);
            _guard = 0;
        }
    }
}
