using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The functions of libneurokit_torch; neurokit_torch.h says what each does and who owns what.</summary>
/// <remarks>Every entry that can fail returns a status for <see cref="NativeError.Check"/>.</remarks>
internal static unsafe partial class NativeMethods
{
    public const string Library = "neurokit_torch";

    [LibraryImport(Library)] public static partial byte* nk_last_error();
    [LibraryImport(Library)] public static partial byte* nk_torch_version();
    [LibraryImport(Library)] public static partial nint nk_managed_error();
    [LibraryImport(Library)] public static partial void nk_managed_error_clear();
    [LibraryImport(Library)] public static partial void nk_set_callbacks(delegate* unmanaged<nint, nint, nint*, int, nint*, int, nint> backward, delegate* unmanaged<nint, void> release);
    [LibraryImport(Library)] public static partial void nk_free(void* memory);

    [LibraryImport(Library)] public static partial int nk_op_find(byte* name, byte* overload, out nint op);
    [LibraryImport(Library)] public static partial int nk_call(nint op, NativeValue* args, int count, NativeValue* outs, int capacity, int* outCount);

    [LibraryImport(Library)] public static partial int nk_tensor_from_blob(void* data, long* sizes, long* strides, int dimensions, int scalarType, nint releaseState, out nint tensor);
    [LibraryImport(Library), SuppressGCTransition] public static partial nint nk_tensor_ref(nint tensor);
    // No SuppressGCTransition: freeing the last reference frees graph nodes, which call back into managed code.
    [LibraryImport(Library)] public static partial void nk_tensor_free(nint tensor);
    [LibraryImport(Library)] public static partial long nk_tensor_live_handles();
    [LibraryImport(Library)] public static partial int nk_tensor_info_get(nint tensor, NativeTensorInfo* info);
    [LibraryImport(Library)] public static partial int nk_tensor_sizes(nint tensor, long* sizes, int capacity, int* dimensions);
    [LibraryImport(Library)] public static partial int nk_tensor_strides(nint tensor, long* strides, int capacity, int* dimensions);
    [LibraryImport(Library)] public static partial int nk_tensor_data(nint tensor, void** data);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int nk_tensor_save(nint tensor, string path);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int nk_tensor_load(string path, out nint tensor);

    [LibraryImport(Library)] public static partial int nk_tensor_set_requires_grad(nint tensor, int value);
    [LibraryImport(Library)] public static partial int nk_tensor_retain_grad(nint tensor);
    [LibraryImport(Library)] public static partial int nk_tensor_grad(nint tensor, out nint grad);
    [LibraryImport(Library)] public static partial int nk_tensor_set_grad(nint tensor, nint grad);
    [LibraryImport(Library)] public static partial int nk_backward(nint* tensors, int count, nint* grads, int gradCount, int retainGraph, int createGraph, nint* inputs, int inputCount);
    [LibraryImport(Library)] public static partial int nk_grad(nint* outputs, int count, nint* inputs, int inputCount, nint* grads, int gradCount, int retainGraph, int createGraph, int allowUnused, nint* results);
    [LibraryImport(Library)] public static partial int nk_grad_mode();
    [LibraryImport(Library)] public static partial void nk_set_grad_mode(int enabled);
    [LibraryImport(Library)] public static partial int nk_inference_mode_enter(int enabled, out nint guard);
    [LibraryImport(Library)] public static partial void nk_inference_mode_exit(nint guard);
    [LibraryImport(Library)] public static partial int nk_inference_mode();

    [LibraryImport(Library)] public static partial int nk_node_create(nint state, nint* inputs, int count, int executable, out nint node);
    [LibraryImport(Library)] public static partial int nk_node_wrap_outputs(nint node, nint* inputs, int inputCount, nint* nonDifferentiable, int nonDifferentiableCount, nint* dirty, int dirtyCount, nint* outputs, int outputCount, nint* results);
    [LibraryImport(Library)] public static partial int nk_node_save(nint node, nint* tensors, int count);
    [LibraryImport(Library)] public static partial int nk_node_saved(nint node, nint* results, int count);
    [LibraryImport(Library)] public static partial void nk_node_set_materialize(nint node, int value);
    [LibraryImport(Library)] public static partial void nk_node_release(nint node);

    [LibraryImport(Library)] public static partial int nk_manual_seed(ulong seed);
    [LibraryImport(Library)] public static partial int nk_generator_create(ulong seed, int deviceType, int deviceIndex, out nint generator);
    [LibraryImport(Library)] public static partial int nk_generator_default(out nint generator);
    [LibraryImport(Library)] public static partial int nk_generator_get_state(nint generator, out nint state);
    [LibraryImport(Library)] public static partial int nk_generator_set_state(nint generator, nint state);
    [LibraryImport(Library)] public static partial int nk_generator_seed(nint generator, ulong seed);
    [LibraryImport(Library)] public static partial int nk_generator_initial_seed(nint generator, out ulong seed);
    [LibraryImport(Library)] public static partial void nk_generator_free(nint generator);
    [LibraryImport(Library)] public static partial int nk_threads_get(out int threads, out int interopThreads);
    [LibraryImport(Library)] public static partial int nk_threads_set(int threads);
    [LibraryImport(Library)] public static partial int nk_interop_threads_set(int threads);
    [LibraryImport(Library)] public static partial int nk_cuda_device_count(out int count);
    [LibraryImport(Library)] public static partial int nk_cuda_manual_seed(ulong seed);
    [LibraryImport(Library)] public static partial int nk_cuda_synchronize(int index);
}
