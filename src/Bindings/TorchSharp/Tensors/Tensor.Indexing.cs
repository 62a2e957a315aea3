using System.Runtime.CompilerServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, TensorIndex.Single(i1));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => At(i1, i2);
            set => index_put_(value, i1, i2);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => At(i1, i2, i3);
            set => index_put_(value, i1, i2, i3);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At(i1, i2, i3, i4);
            set => index_put_(value, i1, i2, i3, i4);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => At(i1, i2, i3, i4, i5);
            set => index_put_(value, i1, i2, i3, i4, i5);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => index_put_(value, Array.ConvertAll(indices, i => TensorIndex.Single(i)));
        }

        /// <summary>The elements at an index expression: a view where it has numbers and slices only, a copy where it has tensors.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = Sliced(indices);
            if (tensors.Length == 0)
                return view;
            try
            {
                return Aten.One("index.Tensor", view, tensors);
            }
            finally
            {
                Release(view, tensors, indices);
            }
        }

        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            var (view, tensors) = Sliced(indices);
            try
            {
                if (tensors.Length == 0)
                    Aten.Void("copy_", view, value);
                else
                    Aten.Void("index_put_", view, tensors, value.device_type == device_type && value.dtype == dtype ? value : value.to(dtype, device));
            }
            finally
            {
                Release(view, tensors, indices);
            }

            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            var (view, tensors) = Sliced(indices);
            using var filler = Aten.One("scalar_tensor", value, dtype, Value.None, device);
            try
            {
                if (tensors.Length == 0)
                    Aten.Void("copy_", view, filler);
                else
                    Aten.Void("index_put_", view, tensors, filler);
            }
            finally
            {
                Release(view, tensors, indices);
            }

            return this;
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        private Tensor At(params ReadOnlySpan<long> indices)
        {
            var result = select(0, indices[0]);
            foreach (var index in indices[1..])
            {
                var next = result.select(0, index);
                result.Dispose();
                result = next;
            }

            return result;
        }

        /// <summary>Applies numbers, slices and new dimensions as views; what is left are the tensors, by dimension of the view.</summary>
        private (Tensor View, Tensor?[] Tensors) Sliced(TensorIndex[] indices)
        {
            var consumed = 0L;
            foreach (var index in indices)
            {
                consumed += index.kind switch
                {
                    TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
                    // A mask stands for as many dimensions as it has.
                    TensorIndex.Kind.Tensor => index.tensor!.dtype is ScalarType.Bool or ScalarType.Byte ? index.tensor.ndim : 1,
                    _ => 0,
                };
            }

            var view = alias();
            var tensors = new List<Tensor?>();
            var dimension = 0L;
            var expanded = 0L;
            foreach (var index in indices)
            {
                switch (index.kind)
                {
                    case TensorIndex.Kind.Single:
                        Step(ref view, view.select(dimension, index.start!.Value));
                        break;
                    case TensorIndex.Kind.Slice:
                        if (index.start is not null || index.stop is not null || index.step is not null)
                            Step(ref view, Aten.One("slice.Tensor", view, dimension, index.start, index.stop, index.step ?? 1));
                        dimension++;
                        break;
                    case TensorIndex.Kind.None:
                    case TensorIndex.Kind.Null:
                        Step(ref view, view.unsqueeze(dimension));
                        dimension++;
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        dimension += ndim - consumed;
                        break;
                    case TensorIndex.Kind.Bool:
                        Step(ref view, view.unsqueeze(dimension));
                        Place(tensor(new[] { index.start != 0 }), 1);
                        break;
                    case TensorIndex.Kind.Tensor:
                        Place(index.tensor!, index.tensor!.dtype is ScalarType.Bool or ScalarType.Byte ? index.tensor.ndim : 1);
                        break;
                }
            }

            return (view, [.. tensors]);

            static void Step(ref Tensor view, Tensor next)
            {
                view.Dispose();
                view = next;
            }

            void Place(Tensor tensor, long dimensions)
            {
                // A mask of several dimensions is one entry, which libtorch expands to one for each of them.
                while (tensors.Count < dimension - expanded)
                    tensors.Add(null);
                tensors.Add(tensor);
                dimension += dimensions;
                expanded += dimensions - 1;
            }
        }

        private static void Release(Tensor view, Tensor?[] tensors, TensorIndex[] indices)
        {
            view.Dispose();
            foreach (var tensor in tensors)
            {
                // Those that stand for truth values were made here; the others are the caller's.
                if (tensor is not null && !Array.Exists(indices, i => ReferenceEquals(i.tensor, tensor)))
                    tensor.Dispose();
            }
        }
    }
}
