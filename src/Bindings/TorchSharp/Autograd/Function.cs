using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>An operation whose forward and backward are written in C#; derive from one of its two subclasses.</summary>
        /// <typeparam name="T">The function itself.</typeparam>
        public abstract class Function<T>
            where T : Function<T>, new()
        {
            /// <summary>A name for messages.</summary>
            public abstract string Name { get; }

            internal static T Instance { get; } = new();

            /// <summary>Runs forward and enters the function in the graph, where gradients flow to any of its tensors.</summary>
            public static unsafe List<Tensor> apply_internal(params object[] vars)
            {
                var inputs = new List<Tensor>();
                var isTensor = new bool[vars.Length];
                for (var i = 0; i < vars.Length; i++)
                {
                    if (vars[i] is Tensor { IsInvalid: false } tensor)
                    {
                        inputs.Add(tensor);
                        isTensor[i] = true;
                    }
                }

                var executable = AutoGradMode.IsEnabled && inputs.Exists(t => t.requires_grad);
                var context = new AutogradContext();
                if (!executable)
                {
                    // Nothing will ask for a gradient: the function is its forward.
                    var plain = Forward(context, vars);
                    return Wrap(0, context, inputs, plain, executable);
                }

                var state = new Node<T>(context, isTensor);
                nint holder;
                fixed (nint* handles = Handles(inputs))
                    NativeError.Check(NativeMethods.nk_node_create(Callbacks.Hold(state), handles, inputs.Count, 1, out holder));
                try
                {
                    var outputs = Wrap(holder, context, inputs, Forward(context, vars), executable);
                    context.Save(holder);
                    return outputs;
                }
                finally
                {
                    // The graph holds the node from here on; where forward failed, it goes now.
                    NativeMethods.nk_node_release(holder);
                    GC.KeepAlive(inputs);
                }
            }

            internal abstract List<Tensor> forward_internal(AutogradContext ctx, params object[] vars);

            internal abstract List<Tensor> backward_internal(AutogradContext ctx, List<Tensor> grad_outputs);

            private static List<Tensor> Forward(AutogradContext context, object[] vars)
            {
                using (no_grad())
                    return Instance.forward_internal(context, vars);
            }

            private static unsafe List<Tensor> Wrap(nint holder, AutogradContext context, List<Tensor> inputs, List<Tensor> outputs, bool executable)
            {
                if (!executable)
                {
                    context.Forget();
                    // An input that is returned has to be an object of its own, which can be disposed apart from it.
                    return outputs.ConvertAll(o => o is not null && inputs.Exists(i => ReferenceEquals(i, o)) ? o.alias() : o!);
                }

                var handles = new nint[outputs.Count];
                fixed (nint* ins = Handles(inputs), nonDifferentiable = Handles(context.NonDifferentiable), dirty = Handles(context.Dirty), outs = Handles(outputs), results = handles)
                {
                    NativeError.Check(NativeMethods.nk_node_wrap_outputs(
                        holder, ins, inputs.Count, nonDifferentiable, context.NonDifferentiable.Count, dirty, context.Dirty.Count, outs, outputs.Count, results));
                }

                var wrapped = new List<Tensor>(handles.Length);
                for (var i = 0; i < handles.Length; i++)
                {
                    // As a rule the output itself was entered in the graph: a second object for it would only keep its memory
                    // alive after the caller has disposed the first.
                    if (handles[i] != 0 && outputs[i].Handle == handles[i] && !inputs.Exists(t => ReferenceEquals(t, outputs[i])))
                    {
                        NativeMethods.nk_tensor_free(handles[i]);
                        wrapped.Add(outputs[i]);
                    }
                    else
                    {
                        wrapped.Add(handles[i] == 0 ? null! : new Tensor(handles[i]));
                    }
                }

                GC.KeepAlive(outputs);
                return wrapped;
            }
        }

        /// <summary>A custom function with one output.</summary>
        public abstract class SingleTensorFunction<T> : Function<T>
            where T : SingleTensorFunction<T>, new()
        {
            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            /// <summary>Computes the output; nothing that happens here is recorded.</summary>
            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            /// <summary>Computes one gradient for each argument of forward: null for those that are not tensors, or have none.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            internal sealed override List<Tensor> forward_internal(AutogradContext ctx, params object[] vars) => [forward(ctx, vars)];

            internal sealed override List<Tensor> backward_internal(AutogradContext ctx, List<Tensor> grad_outputs) => backward(ctx, grad_outputs[0]);
        }

        /// <summary>A custom function with several outputs.</summary>
        public abstract class MultiTensorFunction<T> : Function<T>
            where T : MultiTensorFunction<T>, new()
        {
            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            internal sealed override List<Tensor> forward_internal(AutogradContext ctx, params object[] vars) => forward(ctx, vars);

            internal sealed override List<Tensor> backward_internal(AutogradContext ctx, List<Tensor> grad_outputs) => backward(ctx, grad_outputs);
        }
    }
}
