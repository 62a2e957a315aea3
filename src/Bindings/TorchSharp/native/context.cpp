// Random numbers, threads and devices.
#include "internal.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <mutex>

namespace {

at::Generator& of(nk_generator generator) { return *reinterpret_cast<at::Generator*>(generator); }

nk_generator own(at::Generator generator) { return reinterpret_cast<nk_generator>(new at::Generator(std::move(generator))); }

int32_t cuda_devices() {
    if (!c10::impl::hasDeviceGuardImpl(c10::DeviceType::CUDA)) return 0;
    return static_cast<int32_t>(c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).deviceCount());
}

void seed_generator(at::Generator generator, uint64_t seed) {
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_current_seed(seed);
}

}  // namespace

nk_status nk_manual_seed(uint64_t seed) {
    return nk::guarded([&] { at::manual_seed(seed); });
}

nk_status nk_generator_create(uint64_t seed, int32_t device_type, int32_t device_index, nk_generator* out) {
    return nk::guarded([&] {
        auto type = static_cast<c10::DeviceType>(device_type);
        at::Generator generator = type == c10::DeviceType::CPU
            ? at::make_generator<at::CPUGeneratorImpl>(seed)
            : at::globalContext().defaultGenerator(c10::Device(type, static_cast<c10::DeviceIndex>(device_index))).clone();
        seed_generator(generator, seed);
        *out = own(std::move(generator));
    });
}

nk_status nk_generator_default(nk_generator* out) {
    return nk::guarded([&] { *out = own(at::globalContext().defaultGenerator(c10::Device(c10::DeviceType::CPU))); });
}

nk_status nk_generator_get_state(nk_generator generator, nk_tensor* state) {
    return nk::guarded([&] {
        std::lock_guard<std::mutex> lock(of(generator).mutex());
        *state = nk::give(of(generator).get_state());
    });
}

nk_status nk_generator_set_state(nk_generator generator, nk_tensor state) {
    return nk::guarded([&] {
        std::lock_guard<std::mutex> lock(of(generator).mutex());
        of(generator).set_state(nk::borrow(state));
    });
}

nk_status nk_generator_seed(nk_generator generator, uint64_t seed) {
    return nk::guarded([&] { seed_generator(of(generator), seed); });
}

nk_status nk_generator_initial_seed(nk_generator generator, uint64_t* seed) {
    return nk::guarded([&] { *seed = of(generator).current_seed(); });
}

void nk_generator_free(nk_generator generator) { delete &of(generator); }

nk_status nk_threads_get(int32_t* threads, int32_t* interop_threads) {
    return nk::guarded([&] {
        *threads = at::get_num_threads();
        *interop_threads = static_cast<int32_t>(at::get_num_interop_threads());
    });
}

nk_status nk_threads_set(int32_t threads) {
    return nk::guarded([&] { at::set_num_threads(threads); });
}

nk_status nk_interop_threads_set(int32_t threads) {
    return nk::guarded([&] { at::set_num_interop_threads(threads); });
}

nk_status nk_cuda_device_count(int32_t* count) {
    return nk::guarded([&] { *count = cuda_devices(); });
}

nk_status nk_cuda_manual_seed(uint64_t seed) {
    return nk::guarded([&] {
        for (int32_t i = 0; i < cuda_devices(); i++)
            seed_generator(
                at::globalContext().defaultGenerator(c10::Device(c10::DeviceType::CUDA, static_cast<c10::DeviceIndex>(i))), seed);
    });
}

nk_status nk_cuda_synchronize(int32_t index) {
    return nk::guarded([&] {
        if (cuda_devices() == 0) throw std::runtime_error("no CUDA device is available");
        c10::impl::VirtualGuardImpl guard(c10::DeviceType::CUDA);
        auto device = index < 0 ? guard.getDevice() : c10::Device(c10::DeviceType::CUDA, static_cast<c10::DeviceIndex>(index));
        guard.synchronizeStream(guard.getStream(device));
    });
}
