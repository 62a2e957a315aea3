#include "internal.h"

#include <torch/version.h>

#include <c10/core/TensorImpl.h>
#include <c10/util/Exception.h>
#include <c10/util/intrusive_ptr.h>

#include <atomic>
#include <cstdlib>

namespace nk {
namespace {

thread_local std::string last_error;
thread_local std::shared_ptr<const intptr_t> last_managed_error;
std::atomic<nk_backward_callback> on_backward{nullptr};
std::atomic<nk_release_callback> on_release{nullptr};
std::atomic<int64_t> live_handles{0};

}  // namespace

ManagedError::ManagedError(intptr_t handle)
    : handle_(new intptr_t(handle), [](const intptr_t* p) {
          release_managed(*p);
          delete p;
      }) {}

nk_status store_current_exception() noexcept {
    try {
        throw;
    } catch (const ManagedError& e) {
        last_managed_error = e.handle();
        return NK_MANAGED_ERROR;
    } catch (const c10::Error& e) {
        last_error = e.what_without_backtrace();
    } catch (const std::exception& e) {
        last_error = e.what();
    } catch (...) {
        last_error = "libtorch threw something that is not a std::exception";
    }
    return NK_ERROR;
}

void release_managed(intptr_t handle) noexcept {
    if (auto release = on_release.load(); release != nullptr && handle != 0) release(handle);
}

nk_backward_callback backward_callback() noexcept { return on_backward.load(); }

at::Tensor borrow(nk_tensor tensor) {
    if (tensor == nullptr) return at::Tensor();
    return at::Tensor(c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::reclaim_copy(
        reinterpret_cast<at::TensorImpl*>(tensor)));
}

nk_tensor give(at::Tensor tensor) noexcept {
    if (!tensor.defined()) return nullptr;
    live_handles.fetch_add(1, std::memory_order_relaxed);
    return reinterpret_cast<nk_tensor>(tensor.unsafeReleaseTensorImpl());
}

at::Tensor take(nk_tensor tensor) noexcept {
    if (tensor == nullptr) return at::Tensor();
    live_handles.fetch_sub(1, std::memory_order_relaxed);
    return at::Tensor(c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::reclaim(
        reinterpret_cast<at::TensorImpl*>(tensor)));
}

std::vector<at::Tensor> borrow_all(const nk_tensor* tensors, int32_t count) {
    std::vector<at::Tensor> result;
    result.reserve(count);
    for (int32_t i = 0; i < count; i++) result.push_back(borrow(tensors[i]));
    return result;
}

}  // namespace nk

const char* nk_last_error() { return nk::last_error.c_str(); }

const char* nk_torch_version() { return TORCH_VERSION; }

intptr_t nk_managed_error() { return nk::last_managed_error ? *nk::last_managed_error : 0; }

void nk_managed_error_clear() { nk::last_managed_error.reset(); }

void nk_set_callbacks(nk_backward_callback backward, nk_release_callback release) {
    nk::on_backward = backward;
    nk::on_release = release;
}

void nk_free(void* memory) { std::free(memory); }

nk_tensor nk_tensor_ref(nk_tensor tensor) {
    if (tensor == nullptr) return nullptr;
    c10::raw::intrusive_ptr::incref(reinterpret_cast<at::TensorImpl*>(tensor));
    nk::live_handles.fetch_add(1, std::memory_order_relaxed);
    return tensor;
}

void nk_tensor_free(nk_tensor tensor) { nk::take(tensor); }

int64_t nk_tensor_live_handles() { return nk::live_handles.load(std::memory_order_relaxed); }
