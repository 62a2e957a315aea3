#include "internal.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

nk_status nk_tensor_set_requires_grad(nk_tensor tensor, int32_t value) {
    return nk::guarded([&] { nk::borrow(tensor).set_requires_grad(value != 0); });
}

nk_status nk_tensor_retain_grad(nk_tensor tensor) {
    return nk::guarded([&] { nk::borrow(tensor).retain_grad(); });
}

nk_status nk_tensor_grad(nk_tensor tensor, nk_tensor* grad) {
    return nk::guarded([&] {
        auto t = nk::borrow(tensor);
        // A non-leaf that retains no gradient has none; asking for it would only make libtorch print a warning.
        *grad = t.is_leaf() || t.retains_grad() ? nk::give(t.grad()) : nullptr;
    });
}

nk_status nk_tensor_set_grad(nk_tensor tensor, nk_tensor grad) {
    return nk::guarded([&] { nk::borrow(tensor).mutable_grad() = nk::borrow(grad); });
}

nk_status nk_backward(
    const nk_tensor* tensors, int32_t count, const nk_tensor* grads, int32_t grad_count, int32_t retain_graph,
    int32_t create_graph, const nk_tensor* inputs, int32_t input_count) {
    return nk::guarded([&] {
        torch::autograd::backward(
            nk::borrow_all(tensors, count), nk::borrow_all(grads, grad_count), retain_graph != 0, create_graph != 0,
            nk::borrow_all(inputs, input_count));
    });
}

nk_status nk_grad(
    const nk_tensor* outputs, int32_t count, const nk_tensor* inputs, int32_t input_count, const nk_tensor* grads,
    int32_t grad_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused, nk_tensor* results) {
    return nk::guarded([&] {
        auto found = torch::autograd::grad(
            nk::borrow_all(outputs, count), nk::borrow_all(inputs, input_count), nk::borrow_all(grads, grad_count),
            retain_graph != 0, create_graph != 0, allow_unused != 0);
        for (size_t i = 0; i < found.size(); i++) results[i] = nk::give(std::move(found[i]));
    });
}

int32_t nk_grad_mode() { return c10::GradMode::is_enabled() ? 1 : 0; }

void nk_set_grad_mode(int32_t enabled) { c10::GradMode::set_enabled(enabled != 0); }

nk_status nk_inference_mode_enter(int32_t enabled, void** guard) {
    return nk::guarded([&] { *guard = new c10::InferenceMode(enabled != 0); });
}

void nk_inference_mode_exit(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

int32_t nk_inference_mode() { return c10::InferenceMode::is_enabled() ? 1 : 0; }
