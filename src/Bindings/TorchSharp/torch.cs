using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>PyTorch's functions, by the names under which TorchSharp publishes them.</summary>
public static partial class torch
{
    /// <summary>The version of the libtorch that is in use.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)NativeMethods.nk_torch_version())!;

    /// <summary>Whether a device of that kind can be used; loads libtorch where it is not loaded yet.</summary>
    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType != DeviceType.CUDA || cuda.is_available();

    /// <exception cref="InvalidOperationException">There is no such device.</exception>
    /// <exception cref="NotSupportedException">libtorch is not there: the message says how to install it.</exception>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
    }

    public static Device InitializeDevice(Device? device)
    {
        device ??= get_default_device();
        if (device.type != DeviceType.CPU)
            InitializeDeviceType(device.type);
        return device;
    }

    public static int get_num_threads()
    {
        NativeError.Check(NativeMethods.nk_threads_get(out var threads, out _));
        return threads;
    }

    public static void set_num_threads(int num) => NativeError.Check(NativeMethods.nk_threads_set(num));

    public static int get_num_interop_threads()
    {
        NativeError.Check(NativeMethods.nk_threads_get(out _, out var threads));
        return threads;
    }

    public static void set_num_interop_threads(int num) => NativeError.Check(NativeMethods.nk_interop_threads_set(num));

    public static bool cuda_is_available() => cuda.is_available();

    public static void save(Tensor t, string location) => t.save(location);

    public static Tensor load(string location) => Tensor.load(location);

    /// <summary>CUDA devices.</summary>
    public static partial class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count()
        {
            NativeError.Check(NativeMethods.nk_cuda_device_count(out var count));
            return count;
        }

        public static void manual_seed(long seed) => NativeError.Check(NativeMethods.nk_cuda_manual_seed((ulong)seed));

        public static void manual_seed_all(long seed) => manual_seed(seed);

        /// <param name="seed">The index of the device, the current one by default. The name is the published one.</param>
        public static void synchronize(long seed = -1L) => NativeError.Check(NativeMethods.nk_cuda_synchronize((int)seed));
    }
}
