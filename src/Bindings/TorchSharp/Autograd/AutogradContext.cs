using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What the forward of a custom function leaves for its backward.</summary>
        public class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> _data = [];
            private nint _node;
            private int _savedCount;

            internal AutogradContext()
            {
            }

            /// <summary>Whether outputs without a gradient are given one of zeros; true unless set otherwise.</summary>
            public bool MaterializeGrads { get; private set; } = true;

            internal List<Tensor> ToSave { get; private set; } = [];

            internal List<Tensor> Dirty { get; private set; } = [];

            internal List<Tensor> NonDifferentiable { get; private set; } = [];

            /// <summary>Keeps inputs, outputs or other tensors for backward. To be called at most once, in forward.</summary>
            public void save_for_backward(List<Tensor> tensors) => ToSave = tensors;

            /// <summary>Keeps anything but tensors for backward.</summary>
            public void save_data(string key, object value) => _data[key] = value;

            /// <summary>Says which inputs forward changed in place.</summary>
            public void mark_dirty(List<Tensor> tensors) => Dirty = [.. tensors];

            /// <summary>Says which outputs have no gradient.</summary>
            public void mark_non_differentiable(List<Tensor> tensors) => NonDifferentiable = [.. tensors];

            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>The tensors that forward kept. To be called in backward.</summary>
            /// <exception cref="System.Runtime.InteropServices.ExternalException">One of them was changed in place since, or the graph was freed.</exception>
            public unsafe List<Tensor> get_saved_variables()
            {
                if (_node == 0)
                    throw new InvalidOperationException("Saved tensors can be had in backward only.");
                var handles = new nint[_savedCount];
                fixed (nint* results = handles)
                    NativeError.Check(NativeMethods.nk_node_saved(_node, results, handles.Length));
                return handles.Select(h => h == 0 ? null! : new Tensor(h)).ToList();
            }

            public object get_data(string key) => _data.GetValueOrDefault(key)!;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Hands the saved tensors to the native node, which keeps them without keeping itself alive.</summary>
            internal unsafe void Save(nint holder)
            {
                fixed (nint* tensors = Handles(ToSave))
                    NativeError.Check(NativeMethods.nk_node_save(holder, tensors, ToSave.Count));
                _savedCount = ToSave.Count;
                GC.KeepAlive(ToSave);
                NativeMethods.nk_node_set_materialize(holder, MaterializeGrads ? 1 : 0);
                Forget();
            }

            /// <summary>Drops the managed references that forward needed only.</summary>
            internal void Forget()
            {
                ToSave = [];
                Dirty = [];
                NonDifferentiable = [];
            }

            internal void Enter(nint node) => _node = node;

            internal void Leave() => _node = 0;

            protected virtual void Dispose(bool disposing) => Forget();
        }
    }
}
