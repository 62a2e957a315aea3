// What the source files of the library share.
#pragma once

#include "neurokit_torch.h"

#include <ATen/core/Tensor.h>

#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace nk {

// An exception of a C# callback on its way through libtorch. Copies share the handle; the last one frees it.
class ManagedError : public std::exception {
public:
    explicit ManagedError(intptr_t handle);
    const char* what() const noexcept override { return "an exception was thrown by a managed callback"; }
    std::shared_ptr<const intptr_t> handle() const { return handle_; }

private:
    std::shared_ptr<const intptr_t> handle_;
};

// Stores what the current exception says for nk_last_error or nk_managed_error. Call it in a catch (...) only.
nk_status store_current_exception() noexcept;

void release_managed(intptr_t handle) noexcept;
nk_backward_callback backward_callback() noexcept;

template <typename Body>
nk_status guarded(Body&& body) noexcept {
    try {
        body();
        return NK_OK;
    } catch (...) {
        return store_current_exception();
    }
}

// A borrowed handle as a tensor (one more reference while the result lives); null gives an undefined tensor.
at::Tensor borrow(nk_tensor tensor);
// An owned handle for the tensor; null for an undefined one.
nk_tensor give(at::Tensor tensor) noexcept;
// The tensor of a handle that the caller gave away.
at::Tensor take(nk_tensor tensor) noexcept;

std::vector<at::Tensor> borrow_all(const nk_tensor* tensors, int32_t count);

}  // namespace nk
