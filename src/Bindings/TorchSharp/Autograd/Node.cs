using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>The managed side of a custom function's node in the graph: lives as long as the native node.</summary>
        internal sealed class Node<T>(AutogradContext context, bool[] isTensor) : IManagedNode
            where T : Function<T>, new()
        {
            public void Backward(nint node, ReadOnlySpan<nint> grads, Span<nint> results)
            {
                // What backward makes is gone when it returns: only the gradients go on, and those the native side holds.
                using var scope = NewDisposeScope();
                var given = new List<Tensor>(grads.Length);
                foreach (var handle in grads)
                    given.Add(handle == 0 ? null! : new Tensor(handle));

                lock (context)
                {
                    context.Enter(node);
                    try
                    {
                        var found = Function<T>.Instance.backward_internal(context, given);
                        Check(found);
                        var next = 0;
                        for (var i = 0; i < isTensor.Length; i++)
                        {
                            if (!isTensor[i])
                                continue;
                            if (found[i] is { IsInvalid: false } gradient)
                                results[next] = NativeMethods.nk_tensor_ref(gradient.Handle);
                            next++;
                        }

                        GC.KeepAlive(found);
                    }
                    finally
                    {
                        context.Leave();
                    }
                }
            }

            private void Check(List<Tensor> found)
            {
                var name = Function<T>.Instance.Name;
                // Too many are fine where the rest is empty.
                if (found.Count < isTensor.Length || found.Skip(isTensor.Length).Any(t => t is { IsInvalid: false }))
                    throw new InvalidOperationException($"Function {name} returned an incorrect number of gradients (expected {isTensor.Length}, got {found.Count}).");
                for (var i = 0; i < isTensor.Length; i++)
                {
                    if (!isTensor[i] && found[i] is { IsInvalid: false })
                        throw new InvalidOperationException($"Function {name} returned a gradient at position {i + 1}, but the corresponding forward input was not a tensor.");
                }
            }
        }
    }
}
