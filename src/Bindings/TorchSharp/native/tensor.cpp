#include "internal.h"

#include <ATen/ops/from_blob.h>
#include <c10/core/CPUAllocator.h>

#include <algorithm>

nk_status nk_tensor_from_blob(
    void* data, const int64_t* sizes, const int64_t* strides, int32_t dim, int32_t dtype, intptr_t release_state, nk_tensor* out) {
    return nk::guarded([&] {
        auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
        auto release = [release_state](void*) { nk::release_managed(release_state); };
        auto shape = at::IntArrayRef(sizes, dim);
        *out = nk::give(
            strides == nullptr ? at::from_blob(data, shape, release, options)
                               : at::from_blob(data, shape, at::IntArrayRef(strides, dim), release, options));
    });
}

nk_status nk_tensor_info_get(nk_tensor tensor, nk_tensor_info* info) {
    return nk::guarded([&] {
        auto& impl = *reinterpret_cast<at::TensorImpl*>(tensor);
        auto t = nk::borrow(tensor);
        info->dim = t.dim();
        info->numel = t.numel();
        info->element_size = static_cast<int64_t>(t.element_size());
        bool sparse = t.is_sparse();
        info->storage_offset = sparse ? 0 : t.storage_offset();
        info->dtype = static_cast<int32_t>(t.scalar_type());
        info->device_type = static_cast<int32_t>(impl.device_type());
        info->device_index = static_cast<int32_t>(impl.device().index());
        info->flags = (!sparse && t.is_contiguous() ? 1 : 0) | (t.requires_grad() ? 2 : 0) | (t.is_leaf() ? 4 : 0) | (sparse ? 8 : 0);
    });
}

nk_status nk_tensor_sizes(nk_tensor tensor, int64_t* sizes, int32_t capacity, int32_t* dim) {
    return nk::guarded([&] {
        auto list = reinterpret_cast<at::TensorImpl*>(tensor)->sizes();
        *dim = static_cast<int32_t>(list.size());
        if (*dim <= capacity) std::copy(list.begin(), list.end(), sizes);
    });
}

nk_status nk_tensor_strides(nk_tensor tensor, int64_t* strides, int32_t capacity, int32_t* dim) {
    return nk::guarded([&] {
        auto list = reinterpret_cast<at::TensorImpl*>(tensor)->strides();
        *dim = static_cast<int32_t>(list.size());
        if (*dim <= capacity) std::copy(list.begin(), list.end(), strides);
    });
}

nk_status nk_tensor_data(nk_tensor tensor, void** data) {
    return nk::guarded([&] { *data = nk::borrow(tensor).data_ptr(); });
}
