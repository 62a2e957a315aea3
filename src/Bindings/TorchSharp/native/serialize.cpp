// One tensor in libtorch's own archive (the layout of torch::save and torch::load in C++).
#include "internal.h"

#include <torch/serialize/archive.h>

nk_status nk_tensor_save(nk_tensor tensor, const char* path) {
    return nk::guarded([&] {
        torch::serialize::OutputArchive archive;
        archive.write("0", nk::borrow(tensor));
        archive.save_to(std::string(path));
    });
}

nk_status nk_tensor_load(const char* path, nk_tensor* out) {
    return nk::guarded([&] {
        torch::serialize::InputArchive archive;
        archive.load_from(std::string(path));
        at::Tensor tensor;
        archive.read("0", tensor);
        *out = nk::give(std::move(tensor));
    });
}
