using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An array of numbers of one type on one device, with its place in the graph of gradients.</summary>
    /// <remarks>Holds native memory: dispose it, or create it within a dispose scope.</remarks>
    public partial class Tensor : IDisposable
    {
        private static long s_totalCount;
        private static long s_peakCount;

        private nint _handle;

        /// <param name="handle">An owned handle.</param>
        internal Tensor(nint handle)
        {
            _handle = handle;
            var total = Interlocked.Increment(ref s_totalCount);
            // A peak that another thread raises between the two lines may be missed: the figure is for diagnosis.
            if (total > Volatile.Read(ref s_peakCount))
                Volatile.Write(ref s_peakCount, total);
            OwningDisposeScope = DisposeScopeManager.ThreadSingleton.RegisterOnCurrentDisposeScope(this);
        }

        /// <summary>Takes the place of <paramref name="original"/>, which is left empty.</summary>
        private protected Tensor(Tensor original)
        {
            _handle = original.Handle;
            DisposeScope.ReplaceWith(original, this);
            original._handle = 0;
            GC.SuppressFinalize(original);
        }

        ~Tensor() => Dispose(false);

        /// <summary>How many tensors managed code holds.</summary>
        public static long TotalCount => Interlocked.Read(ref s_totalCount);

        /// <summary>The most tensors that managed code held at once.</summary>
        public static long PeakCount => Volatile.Read(ref s_peakCount);

        /// <summary>A name for debugging.</summary>
        public string? name { get; set; }

        /// <summary>Whether the tensor was disposed.</summary>
        public bool IsInvalid => _handle == 0;

        /// <exception cref="InvalidOperationException">The tensor was disposed.</exception>
        public nint Handle => _handle != 0 ? _handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public long Dimensions => Info.Dimensions;

        public long ndim => Info.Dimensions;

        public long NumberOfElements => Info.ElementCount;

        public long ElementSize => Info.ElementSize;

        public ScalarType dtype => (ScalarType)Info.ScalarType;

        public Device device
        {
            get
            {
                var info = Info;
                return new Device((DeviceType)info.DeviceType, info.DeviceType == (int)DeviceType.CPU ? -1 : info.DeviceIndex);
            }
        }

        public DeviceType device_type => (DeviceType)Info.DeviceType;

        public int device_index => Info.DeviceIndex;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_sparse => Info.Flags.HasFlag(NativeTensorFlags.Sparse);

        public long[] shape => size();

        internal DisposeScope? OwningDisposeScope { get; set; }

        internal unsafe NativeTensorInfo Info
        {
            get
            {
                NativeTensorInfo info;
                NativeError.Check(NativeMethods.nk_tensor_info_get(Handle, &info));
                GC.KeepAlive(this);
                return info;
            }
        }

        public long dim() => Dimensions;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_contiguous() => Info.Flags.HasFlag(NativeTensorFlags.Contiguous);

        public bool is_pinned() => Aten.Bool("is_pinned", this);

        public long storage_offset() => Info.StorageOffset;

        public bool is_nonzero() => Aten.Bool("is_nonzero", this);

        /// <param name="dim">The dimension; a negative one counts from the end.</param>
        public long size(int dim) => At(size(), dim);

        public unsafe long[] size()
        {
            var room = stackalloc long[8];
            int dimensions;
            NativeError.Check(NativeMethods.nk_tensor_sizes(Handle, room, 8, &dimensions));
            var sizes = new long[dimensions];
            if (dimensions <= 8)
            {
                new ReadOnlySpan<long>(room, dimensions).CopyTo(sizes);
            }
            else
            {
                fixed (long* all = sizes)
                    NativeError.Check(NativeMethods.nk_tensor_sizes(Handle, all, dimensions, &dimensions));
            }

            GC.KeepAlive(this);
            return sizes;
        }

        public long stride(int dim) => At(stride(), dim);

        public unsafe long[] stride()
        {
            int dimensions;
            NativeError.Check(NativeMethods.nk_tensor_strides(Handle, null, -1, &dimensions));
            var strides = new long[dimensions];
            fixed (long* all = strides)
                NativeError.Check(NativeMethods.nk_tensor_strides(Handle, all, dimensions, &dimensions));
            GC.KeepAlive(this);
            return strides;
        }

        /// <summary>A second reference to the same tensor, to be disposed on its own.</summary>
        public Tensor alias()
        {
            var tensor = new Tensor(NativeMethods.nk_tensor_ref(Handle));
            GC.KeepAlive(this);
            return tensor;
        }

        /// <summary>Moves the tensor to the scope around its own, or out of all scopes where there is none.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of its scope: whoever has it disposes it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        private void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0)
                return;
            if (disposing)
            {
                DisposeScopeManager.ThreadSingleton.DisposingOnCurrentScope(this);
                OwningDisposeScope?.MarkAsDisposed(this);
            }

            Interlocked.Decrement(ref s_totalCount);
            NativeMethods.nk_tensor_free(handle);
        }

        private static long At(long[] values, int dim)
        {
            var index = dim < 0 ? dim + values.Length : dim;
            return index >= 0 && index < values.Length
                ? values[index]
                : throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {values.Length} dimensions.");
        }
    }
}
