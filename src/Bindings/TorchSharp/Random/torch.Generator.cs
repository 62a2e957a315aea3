using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state of its own.</summary>
    public class Generator : IDisposable
    {
        /// <param name="seed">The first seed.</param>
        /// <param name="device">Where numbers are to be drawn; the CPU by default.</param>
        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            NativeError.Check(NativeMethods.nk_generator_create(seed, (int)this.device.type, this.device.index, out var handle));
            Handle = handle;
        }

        private Generator(nint handle)
        {
            Handle = handle;
            device = CPU;
        }

        ~Generator() => Dispose(false);

        /// <summary>The generator of the CPU that is used where none is named.</summary>
        public static Generator Default
        {
            get
            {
                NativeError.Check(NativeMethods.nk_generator_default(out var handle));
                return new Generator(handle);
            }
        }

        public nint Handle { get; private set; }

        public Device device { get; private set; }

        public Tensor get_state()
        {
            NativeError.Check(NativeMethods.nk_generator_get_state(Handle, out var state));
            GC.KeepAlive(this);
            return new Tensor(state);
        }

        public void set_state(Tensor value)
        {
            NativeError.Check(NativeMethods.nk_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
            GC.KeepAlive(this);
        }

        public Generator manual_seed(long seed)
        {
            NativeError.Check(NativeMethods.nk_generator_seed(Handle, (ulong)seed));
            GC.KeepAlive(this);
            return this;
        }

        /// <summary>Seeds the generator by the clock and returns the seed.</summary>
        public long seed()
        {
            var seed = DateTime.UtcNow.Ticks;
            manual_seed(seed);
            return seed;
        }

        public long initial_seed()
        {
            NativeError.Check(NativeMethods.nk_generator_initial_seed(Handle, out var seed));
            GC.KeepAlive(this);
            return (long)seed;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Handle == 0)
                return;
            NativeMethods.nk_generator_free(Handle);
            Handle = 0;
        }
    }
}
