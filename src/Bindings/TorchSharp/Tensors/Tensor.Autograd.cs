using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether gradients flow to this tensor.</summary>
        public bool requires_grad
        {
            get => Info.Flags.HasFlag(NativeTensorFlags.RequiresGrad);
            set
            {
                NativeError.Check(NativeMethods.nk_tensor_set_requires_grad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        /// <summary>Whether the tensor is one that no recorded operation made.</summary>
        public bool is_leaf => Info.Flags.HasFlag(NativeTensorFlags.Leaf);

        /// <summary>The gradient that backward left here: a new reference to it each time, or null.</summary>
        public Tensor? grad
        {
            get
            {
                NativeError.Check(NativeMethods.nk_tensor_grad(Handle, out var gradient));
                GC.KeepAlive(this);
                return gradient == 0 ? null : new Tensor(gradient);
            }

            set
            {
                NativeError.Check(NativeMethods.nk_tensor_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(value);
                GC.KeepAlive(this);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad()
        {
            NativeError.Check(NativeMethods.nk_tensor_retain_grad(Handle));
            GC.KeepAlive(this);
        }

        /// <summary>Adds the gradients of this tensor, a single number, to the leaves that it depends on.</summary>
        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
