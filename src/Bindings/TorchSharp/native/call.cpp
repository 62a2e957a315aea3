// One entry for every ATen operator: the dispatcher is asked by name, the values travel on its boxed stack.
#include "internal.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>
#include <ATen/core/stack.h>
#include <c10/core/Scalar.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>

namespace {

// How a value has to be shaped for one argument of a schema; found once for each operator.
enum class Want : uint8_t { AsIs, Float, FloatList, OptionalTensorList };

struct Operator {
    c10::OperatorHandle handle;
    std::vector<Want> wants;
    std::vector<c10::IValue> defaults;  // IValue() where the schema has none
    std::vector<bool> has_default;
};

Want want_of(c10::TypePtr type) {
    if (auto optional = type->cast<c10::OptionalType>()) type = optional->getElementType();
    if (type->kind() == c10::TypeKind::FloatType) return Want::Float;
    if (auto list = type->cast<c10::ListType>()) {
        auto element = list->getElementType();
        if (element->kind() == c10::TypeKind::FloatType) return Want::FloatList;
        if (auto optional = element->cast<c10::OptionalType>())
            if (optional->getElementType()->kind() == c10::TypeKind::TensorType) return Want::OptionalTensorList;
    }
    return Want::AsIs;
}

c10::IValue to_ivalue(const nk_value& value, Want want) {
    switch (value.tag) {
        case NK_NONE: return c10::IValue();
        case NK_TENSOR: return nk::borrow(static_cast<nk_tensor>(value.p));
        case NK_INT: return want == Want::Float ? c10::IValue(static_cast<double>(value.i)) : c10::IValue(value.i);
        case NK_DOUBLE: return value.d;
        case NK_BOOL: return value.i != 0;
        case NK_COMPLEX: {
            double imaginary;
            std::memcpy(&imaginary, &value.n, sizeof imaginary);
            return c10::IValue(c10::complex<double>(value.d, imaginary));
        }
        case NK_STRING: return std::string(static_cast<const char*>(value.p), static_cast<size_t>(value.n));
        case NK_DEVICE:
            return c10::Device(static_cast<c10::DeviceType>(value.i), static_cast<c10::DeviceIndex>(value.n));
        case NK_GENERATOR: return *static_cast<at::Generator*>(value.p);
        case NK_INT_LIST: {
            auto data = static_cast<const int64_t*>(value.p);
            if (want == Want::FloatList) return std::vector<double>(data, data + value.n);
            return std::vector<int64_t>(data, data + value.n);
        }
        case NK_DOUBLE_LIST: {
            auto data = static_cast<const double*>(value.p);
            return std::vector<double>(data, data + value.n);
        }
        case NK_BOOL_LIST: {
            auto data = static_cast<const uint8_t*>(value.p);
            c10::List<bool> list;
            list.reserve(value.n);
            for (int64_t i = 0; i < value.n; i++) list.push_back(data[i] != 0);
            return list;
        }
        case NK_TENSOR_LIST: {
            auto data = static_cast<const nk_tensor*>(value.p);
            if (want == Want::OptionalTensorList) {
                c10::List<std::decay_t<decltype(c10::IValue().toOptional<at::Tensor>())>> list;
                list.reserve(value.n);
                for (int64_t i = 0; i < value.n; i++) {
                    if (data[i] == nullptr)
                        list.push_back({});
                    else
                        list.push_back(nk::borrow(data[i]));
                }
                return list;
            }
            c10::List<at::Tensor> list;
            list.reserve(value.n);
            for (int64_t i = 0; i < value.n; i++) list.push_back(nk::borrow(data[i]));
            return list;
        }
        default: throw std::invalid_argument("the stack holds a value with an unknown tag");
    }
}

nk_value from_ivalue(c10::IValue&& value) {
    nk_value out{};
    if (value.isNone()) {
        out.tag = NK_NONE;
    } else if (value.isTensor()) {
        out.p = nk::give(std::move(value).toTensor());
        out.tag = out.p == nullptr ? NK_NONE : NK_TENSOR;
    } else if (value.isInt()) {
        out.tag = NK_INT;
        out.i = value.toInt();
    } else if (value.isDouble()) {
        out.tag = NK_DOUBLE;
        out.d = value.toDouble();
    } else if (value.isBool()) {
        out.tag = NK_BOOL;
        out.i = value.toBool() ? 1 : 0;
    } else if (value.isComplexDouble()) {
        auto complex = value.toComplexDouble();
        double imaginary = complex.imag();
        out.tag = NK_COMPLEX;
        out.d = complex.real();
        std::memcpy(&out.n, &imaginary, sizeof imaginary);
    } else if (value.isTensorList()) {
        auto tensors = value.toTensorVector();
        auto handles = static_cast<nk_tensor*>(std::malloc(sizeof(nk_tensor) * (tensors.empty() ? 1 : tensors.size())));
        if (handles == nullptr) throw std::bad_alloc();
        for (size_t i = 0; i < tensors.size(); i++) handles[i] = nk::give(std::move(tensors[i]));
        out.tag = NK_TENSOR_LIST;
        out.p = handles;
        out.n = static_cast<int64_t>(tensors.size());
    } else {
        throw std::invalid_argument("the operator returned a value of a kind that the binding does not carry: " + value.tagKind());
    }
    return out;
}

void free_value(const nk_value& value) {
    if (value.tag == NK_TENSOR) nk_tensor_free(static_cast<nk_tensor>(value.p));
    if (value.tag == NK_TENSOR_LIST) {
        for (int64_t i = 0; i < value.n; i++) nk_tensor_free(static_cast<nk_tensor*>(value.p)[i]);
        std::free(value.p);
    }
}

}  // namespace

nk_status nk_op_find(const char* name, const char* overload, nk_op* op) {
    return nk::guarded([&] {
        auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
        if (!handle.has_value())
            throw std::invalid_argument(
                std::string("this libtorch (") + nk_torch_version() + ") has no operator " + name +
                (*overload == 0 ? "" : ".") + overload);
        auto found = std::make_unique<Operator>(Operator{*handle, {}, {}, {}});
        for (const auto& argument : handle->schema().arguments()) {
            found->wants.push_back(want_of(argument.type()));
            found->has_default.push_back(argument.default_value().has_value());
            found->defaults.push_back(argument.default_value().has_value() ? *argument.default_value() : c10::IValue());
        }
        *op = reinterpret_cast<nk_op>(found.release());  // lives as long as the process: the C# side caches it
    });
}

nk_status nk_call(nk_op op, const nk_value* args, int32_t count, nk_value* outs, int32_t capacity, int32_t* out_count) {
    return nk::guarded([&] {
        auto& operation = *reinterpret_cast<Operator*>(op);
        size_t total = operation.wants.size();
        if (static_cast<size_t>(count) > total)
            throw std::invalid_argument("too many arguments for " + c10::toString(operation.handle.operator_name()));
        torch::jit::Stack stack;
        stack.reserve(total);
        for (int32_t i = 0; i < count; i++) stack.push_back(to_ivalue(args[i], operation.wants[i]));
        for (size_t i = count; i < total; i++) {
            if (!operation.has_default[i])
                throw std::invalid_argument(
                    "argument '" + operation.handle.schema().arguments()[i].name() + "' of " +
                    c10::toString(operation.handle.operator_name()) + " is missing");
            stack.push_back(operation.defaults[i]);
        }
        operation.handle.callBoxed(stack);
        if (outs == nullptr) return;
        if (stack.size() > static_cast<size_t>(capacity)) throw std::length_error("the operator returned more values than there is room for");
        int32_t written = 0;
        try {
            for (auto& value : stack) {
                outs[written] = from_ivalue(std::move(value));
                written++;
            }
        } catch (...) {
            for (int32_t i = 0; i < written; i++) free_value(outs[i]);
            throw;
        }
        *out_count = written;
    });
}
