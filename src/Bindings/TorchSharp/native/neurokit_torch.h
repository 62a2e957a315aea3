// The C boundary between the C# part and libtorch.
//
// Rules that hold for every function that returns nk_status:
//  - no C++ exception leaves it: NK_OK, NK_ERROR (nk_last_error has the text) or NK_MANAGED_ERROR (an
//    exception thrown by a C# callback travelled through libtorch; nk_managed_error has its handle);
//  - a tensor handle (nk_tensor) is a c10::TensorImpl* that owns one reference. Handles passed in are
//    borrowed, handles passed out are owned by the caller, who gives them back with nk_tensor_free.
#pragma once

#include <cstdint>

#if defined(_WIN32)
#define NK_API extern "C" __declspec(dllexport)
#else
#define NK_API extern "C" __attribute__((visibility("default")))
#endif

typedef struct nk_tensor_opaque* nk_tensor;
typedef struct nk_op_opaque* nk_op;
typedef struct nk_generator_opaque* nk_generator;
typedef struct nk_node_opaque* nk_node;

enum nk_status : int32_t { NK_OK = 0, NK_ERROR = 1, NK_MANAGED_ERROR = 2 };

// What a value on the operator stack is. The numbers are part of the boundary (Native/NativeValue.cs).
enum nk_tag : int64_t {
    NK_NONE = 0,
    NK_TENSOR = 1,         // p: nk_tensor
    NK_INT = 2,            // i
    NK_DOUBLE = 3,         // d
    NK_BOOL = 4,           // i: 0 or 1
    NK_INT_LIST = 5,       // p: const int64_t*, n
    NK_DOUBLE_LIST = 6,    // p: const double*, n
    NK_TENSOR_LIST = 7,    // p: nk_tensor*, n; null entries mean "no tensor"
    NK_STRING = 8,         // p: UTF-8, n bytes
    NK_DEVICE = 9,         // i: device type, n: index
    NK_GENERATOR = 10,     // p: nk_generator
    NK_BOOL_LIST = 11,     // p: const uint8_t*, n
    NK_COMPLEX = 12,       // d: real part, n: the bits of the imaginary part
};

struct nk_value {
    int64_t tag;
    union {
        int64_t i;
        double d;
        void* p;
    };
    int64_t n;
};

struct nk_tensor_info {
    int64_t dim;
    int64_t numel;
    int64_t element_size;
    int64_t storage_offset;
    int32_t dtype;
    int32_t device_type;
    int32_t device_index;
    int32_t flags;  // 1 contiguous, 2 requires_grad, 4 leaf, 8 sparse
};

// Called by the autograd engine: `grads` (owned by the callee) has one entry for each output of the forward, null
// where there is no gradient; the callee writes owned handles or null to `results`, one for each tensor input.
// Returns 0, or a handle of the exception that it caught.
typedef intptr_t (*nk_backward_callback)(
    intptr_t state, nk_node node, nk_tensor* grads, int32_t grad_count, nk_tensor* results, int32_t result_count);
// Frees a managed handle: a node's state, or an exception.
typedef void (*nk_release_callback)(intptr_t handle);

// ---- library
NK_API const char* nk_last_error();
NK_API const char* nk_torch_version();
NK_API intptr_t nk_managed_error();
NK_API void nk_managed_error_clear();
NK_API void nk_set_callbacks(nk_backward_callback backward, nk_release_callback release);
NK_API void nk_free(void* memory);

// ---- operators
NK_API nk_status nk_op_find(const char* name, const char* overload, nk_op* op);
// Missing trailing arguments take the schema's defaults. `outs` may be null: results are dropped.
NK_API nk_status nk_call(nk_op op, const nk_value* args, int32_t count, nk_value* outs, int32_t capacity, int32_t* out_count);

// ---- tensors
NK_API nk_status nk_tensor_from_blob(
    void* data, const int64_t* sizes, const int64_t* strides, int32_t dim, int32_t dtype, intptr_t release_state, nk_tensor* out);
NK_API nk_tensor nk_tensor_ref(nk_tensor tensor);
NK_API void nk_tensor_free(nk_tensor tensor);
NK_API int64_t nk_tensor_live_handles();
NK_API nk_status nk_tensor_info_get(nk_tensor tensor, nk_tensor_info* info);
NK_API nk_status nk_tensor_sizes(nk_tensor tensor, int64_t* sizes, int32_t capacity, int32_t* dim);
NK_API nk_status nk_tensor_strides(nk_tensor tensor, int64_t* strides, int32_t capacity, int32_t* dim);
NK_API nk_status nk_tensor_data(nk_tensor tensor, void** data);
NK_API nk_status nk_tensor_save(nk_tensor tensor, const char* path);
NK_API nk_status nk_tensor_load(const char* path, nk_tensor* out);

// ---- autograd
NK_API nk_status nk_tensor_set_requires_grad(nk_tensor tensor, int32_t value);
NK_API nk_status nk_tensor_retain_grad(nk_tensor tensor);
NK_API nk_status nk_tensor_grad(nk_tensor tensor, nk_tensor* grad);
NK_API nk_status nk_tensor_set_grad(nk_tensor tensor, nk_tensor grad);
NK_API nk_status nk_backward(
    const nk_tensor* tensors, int32_t count, const nk_tensor* grads, int32_t grad_count, int32_t retain_graph,
    int32_t create_graph, const nk_tensor* inputs, int32_t input_count);
NK_API nk_status nk_grad(
    const nk_tensor* outputs, int32_t count, const nk_tensor* inputs, int32_t input_count, const nk_tensor* grads,
    int32_t grad_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused, nk_tensor* results);
NK_API int32_t nk_grad_mode();
NK_API void nk_set_grad_mode(int32_t enabled);
NK_API nk_status nk_inference_mode_enter(int32_t enabled, void** guard);
NK_API void nk_inference_mode_exit(void* guard);
NK_API int32_t nk_inference_mode();

// ---- custom functions
NK_API nk_status nk_node_create(intptr_t state, const nk_tensor* inputs, int32_t count, int32_t executable, nk_node* node);
NK_API nk_status nk_node_wrap_outputs(
    nk_node node, const nk_tensor* inputs, int32_t input_count, const nk_tensor* non_differentiable,
    int32_t non_differentiable_count, const nk_tensor* dirty, int32_t dirty_count, const nk_tensor* outputs,
    int32_t output_count, nk_tensor* results);
NK_API nk_status nk_node_save(nk_node node, const nk_tensor* tensors, int32_t count);
NK_API nk_status nk_node_saved(nk_node node, nk_tensor* results, int32_t count);
NK_API void nk_node_set_materialize(nk_node node, int32_t value);
NK_API void nk_node_release(nk_node node);

// ---- random numbers, threads, devices
NK_API nk_status nk_manual_seed(uint64_t seed);
NK_API nk_status nk_generator_create(uint64_t seed, int32_t device_type, int32_t device_index, nk_generator* out);
NK_API nk_status nk_generator_default(nk_generator* out);
NK_API nk_status nk_generator_get_state(nk_generator generator, nk_tensor* state);
NK_API nk_status nk_generator_set_state(nk_generator generator, nk_tensor state);
NK_API nk_status nk_generator_seed(nk_generator generator, uint64_t seed);
NK_API nk_status nk_generator_initial_seed(nk_generator generator, uint64_t* seed);
NK_API void nk_generator_free(nk_generator generator);
NK_API nk_status nk_threads_get(int32_t* threads, int32_t* interop_threads);
NK_API nk_status nk_threads_set(int32_t threads);
NK_API nk_status nk_interop_threads_set(int32_t threads);
NK_API nk_status nk_cuda_device_count(int32_t* count);
NK_API nk_status nk_cuda_manual_seed(uint64_t seed);
NK_API nk_status nk_cuda_synchronize(int32_t index);
