using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The tensor's memory as bytes: the tensor has to be contiguous, on the CPU and of at most 2^31 - 1 bytes.</summary>
        /// <remarks>The span is valid as long as the tensor is.</remarks>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous or not on the CPU.</exception>
        /// <exception cref="ArgumentException">The tensor is too large for a span, or the bytes set are of another number.</exception>
        public unsafe Span<byte> bytes
        {
            get
            {
                var length = CheckedByteCount();
                if (length > int.MaxValue)
                    throw new ArgumentException("Span only supports up to int.MaxValue elements.");
                return new Span<byte>((void*)DataPointer, (int)length);
            }

            set
            {
                var length = CheckedByteCount();
                if (length != value.Length)
                    throw new ArgumentException("Mismatched data sizes in SetBytes().");
                value.CopyTo(new Span<byte>((void*)DataPointer, value.Length));
            }
        }

        internal unsafe nint DataPointer
        {
            get
            {
                void* data;
                NativeError.Check(NativeMethods.nk_tensor_data(Handle, &data));
                GC.KeepAlive(this);
                return (nint)data;
            }
        }

        /// <summary>The elements, read and written in place; those of a tensor on another device are a copy.</summary>
        /// <exception cref="ArgumentException">The tensor's elements are not of this type.</exception>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            ValidateType(typeof(T));
            return new TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        /// <summary>The element of a tensor that has one.</summary>
        /// <exception cref="ArgumentException">The tensor has another number of elements, or elements of another type.</exception>
        public unsafe T item<T>()
            where T : unmanaged
        {
            var info = Info;
            if (info.ElementCount != 1)
                throw new ArgumentException("Number of elements in the tensor must be 1");
            ValidateType(typeof(T));
            if (info.DeviceType == (int)DeviceType.CPU)
            {
                var value = *(T*)DataPointer;
                GC.KeepAlive(this);
                return value;
            }

            using var here = cpu();
            return *(T*)here.DataPointer;
        }

        public Scalar ToScalar()
        {
            var value = Aten.Number("item", this);
            return new Scalar(value.Tag, value.Bits, value.Count);
        }

        public double ReadCpuDouble(long i) => TensorAccessor<double>.ReadItemAt(this, i);

        public float ReadCpuSingle(long i) => TensorAccessor<float>.ReadItemAt(this, i);

        public int ReadCpuInt32(long i) => TensorAccessor<int>.ReadItemAt(this, i);

        public long ReadCpuInt64(long i) => TensorAccessor<long>.ReadItemAt(this, i);

        public byte ReadCpuByte(long i) => TensorAccessor<byte>.ReadItemAt(this, i);

        public bool ReadCpuBool(long i) => TensorAccessor<bool>.ReadItemAt(this, i);

        public T ReadCpuValue<T>(long i)
            where T : unmanaged => TensorAccessor<T>.ReadItemAt(this, i);

        /// <summary>Writes the elements' bytes, of whatever number.</summary>
        public unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentNullException.ThrowIfNull(stream);
            ArgumentOutOfRangeException.ThrowIfLessThan(bufferSize, 1);
            var left = CheckedByteCount();
            var from = (byte*)DataPointer;
            // The tensor's own memory is the buffer: larger pieces than asked for only save calls.
            while (left > 0)
            {
                var piece = (int)Math.Min(left, Math.Max(bufferSize, 1 << 20));
                stream.Write(new ReadOnlySpan<byte>(from, piece));
                from += piece;
                left -= piece;
            }

            GC.KeepAlive(this);
        }

        /// <exception cref="EndOfStreamException">The stream ends before the tensor is full.</exception>
        public unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentNullException.ThrowIfNull(stream);
            ArgumentOutOfRangeException.ThrowIfLessThan(bufferSize, 1);
            var left = CheckedByteCount();
            var to = (byte*)DataPointer;
            while (left > 0)
            {
                var piece = (int)Math.Min(left, Math.Max(bufferSize, 1 << 20));
                stream.ReadExactly(new Span<byte>(to, piece));
                to += piece;
                left -= piece;
            }

            GC.KeepAlive(this);
        }

        /// <summary>Writes the tensor in libtorch's own archive format.</summary>
        public void save(string location)
        {
            NativeError.Check(NativeMethods.nk_tensor_save(Handle, location));
            GC.KeepAlive(this);
        }

        /// <summary>Reads a tensor that <see cref="save"/> wrote.</summary>
        public static Tensor load(string location)
        {
            NativeError.Check(NativeMethods.nk_tensor_load(location, out var tensor));
            return new Tensor(tensor);
        }

        /// <summary>Reads a tensor in the .NET format that <see cref="TensorExtensionMethods.Save(Tensor, BinaryWriter)"/> writes.</summary>
        public static Tensor Load(BinaryReader reader)
        {
            Tensor? tensor = null;
            TensorExtensionMethods.Load(ref tensor, reader);
            return tensor!;
        }

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream);
            return Load(reader);
        }

        public static Tensor Load(string location)
        {
            using var stream = File.OpenRead(location);
            return Load(stream);
        }

        internal void ValidateType(Type dotnetType)
        {
            var type = dtype;
            if (type == ScalarType.BFloat16)
                throw new ArgumentException("No support for BFloat16 in TorchSharp");
            if (ToScalarType(dotnetType) != type)
                throw new ArgumentException($"{dotnetType.Name} is not compatible with {type}");
        }

        private long CheckedByteCount()
        {
            var info = Info;
            if (!info.Flags.HasFlag(NativeTensorFlags.Contiguous))
                throw new InvalidOperationException("The bytes of a non-contiguous tensor cannot be accessed: call contiguous() before.");
            if (info.DeviceType != (int)DeviceType.CPU)
                throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            return info.ElementCount * info.ElementSize;
        }
    }
}
