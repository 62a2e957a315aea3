// Autograd functions whose forward and backward are managed code.
#include "internal.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/saved_variable.h>

#include <functional>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <unordered_set>

namespace {

using torch::autograd::Node;
using torch::autograd::SavedVariable;
using torch::autograd::variable_list;
using TensorSet = std::unordered_set<at::TensorImpl*>;

class ManagedNode : public Node {
public:
    explicit ManagedNode(intptr_t state) : state_(state) {}
    ~ManagedNode() override { nk::release_managed(state_); }

    variable_list apply(variable_list&& grads) override {
        std::vector<nk_tensor> given(grads.size());
        for (size_t i = 0; i < grads.size(); i++) {
            if (!grads[i].defined() && materialize_) grads[i] = input_metadata(i).zeros_like();
            given[i] = nk::give(std::move(grads[i]));
        }
        std::vector<nk_tensor> results(num_outputs(), nullptr);
        auto error = nk::backward_callback()(
            state_, reinterpret_cast<nk_node>(this), given.data(), static_cast<int32_t>(given.size()), results.data(),
            static_cast<int32_t>(results.size()));
        variable_list out;
        out.reserve(results.size());
        for (auto result : results) out.push_back(nk::take(result));
        if (error != 0) throw nk::ManagedError(error);
        return out;
    }

    void release_variables() override {
        saved_.clear();
        released_ = true;
    }

    std::string name() const override { return "ManagedFunction"; }

    void save(variable_list tensors) {
        saved_.reserve(tensors.size());
        for (auto& tensor : tensors) {
            bool is_output = tensor.defined() && tensor.grad_fn().get() == this;
            saved_.emplace_back(tensor, is_output);
        }
    }

    variable_list saved() {
        if (released_)
            throw std::runtime_error(
                "Trying to backward through the graph a second time (or directly access saved tensors after they have "
                "already been freed). Saved intermediate values of the graph are freed when you call .backward() or "
                "autograd.grad(). Specify retain_graph=true if you need to backward through the graph a second time or "
                "if you need to access saved tensors after calling backward.");
        variable_list out;
        out.reserve(saved_.size());
        for (auto& variable : saved_) out.push_back(variable.unpack(shared_from_this()));
        return out;
    }

    size_t saved_count() const { return saved_.size(); }
    void set_materialize(bool value) { materialize_ = value; }

private:
    intptr_t state_;
    std::vector<SavedVariable> saved_;
    bool materialize_ = true;
    bool released_ = false;
};

// _wrap_outputs took six arguments in 1.13 and has gained some since. Those are filled in here by their type, so that
// one source compiles against all of them.
template <typename T>
struct Trailing {
    static T make() { return T{}; }
};
template <>
struct Trailing<std::function<at::Tensor(at::Tensor)>> {
    static std::function<at::Tensor(at::Tensor)> make() {
        return [](const at::Tensor& x) { return x.view_as(x); };
    }
};
template <>
struct Trailing<std::function<at::Tensor(const at::Tensor&)>> {
    static std::function<at::Tensor(const at::Tensor&)> make() {
        return [](const at::Tensor& x) { return x.view_as(x); };
    }
};

template <typename Outputs, typename Raw, typename... All, size_t... Extra>
Outputs call_wrap(
    Outputs (*wrap)(All...), const variable_list& inputs, const TensorSet& non_differentiable, const TensorSet& dirty,
    const Raw& outputs, const std::shared_ptr<Node>& node, std::index_sequence<Extra...>) {
    using Types = std::tuple<std::decay_t<All>...>;
    torch::autograd::_jvp_fn_t no_jvp = [](variable_list, variable_list) -> variable_list {
        throw std::runtime_error("forward-mode differentiation of a managed function is not implemented");
    };
    return wrap(
        inputs, non_differentiable, dirty, outputs, node, no_jvp,
        Trailing<std::tuple_element_t<6 + Extra, Types>>::make()...);
}

template <typename Outputs, typename... All>
std::vector<at::Tensor> wrap_outputs(
    Outputs (*wrap)(All...), const variable_list& inputs, const TensorSet& non_differentiable, const TensorSet& dirty,
    const variable_list& outputs, const std::shared_ptr<Node>& node) {
    Outputs raw;  // a vector of optional tensors, whichever "optional" this libtorch uses
    for (auto& output : outputs) {
        if (output.defined())
            raw.emplace_back(output);
        else
            raw.emplace_back();
    }
    Outputs wrapped =
        call_wrap(wrap, inputs, non_differentiable, dirty, raw, node, std::make_index_sequence<sizeof...(All) - 6>());
    std::vector<at::Tensor> result;
    for (auto& output : wrapped) result.push_back(output.has_value() ? *output : at::Tensor());
    return result;
}

TensorSet as_set(const nk_tensor* tensors, int32_t count) {
    TensorSet set;
    for (int32_t i = 0; i < count; i++)
        if (tensors[i] != nullptr) set.insert(reinterpret_cast<at::TensorImpl*>(tensors[i]));
    return set;
}

struct NodeHolder {
    std::shared_ptr<ManagedNode> node;
    bool executable;
};

}  // namespace

// The handle that nk_node_create gives is a holder (a shared pointer to the node), the handle that the backward
// callback gets is the node itself: nk_node_saved takes the latter, everything else the former.
nk_status nk_node_create(intptr_t state, const nk_tensor* inputs, int32_t count, int32_t executable, nk_node* node) {
    return nk::guarded([&] {
        auto holder = std::make_unique<NodeHolder>();
        holder->node = std::shared_ptr<ManagedNode>(new ManagedNode(state), torch::autograd::deleteNode);
        holder->executable = executable != 0;
        if (executable != 0) {
            holder->node->set_next_edges(torch::autograd::collect_next_edges(nk::borrow_all(inputs, count)));
            holder->node->clear_input_metadata();
        }
        *node = reinterpret_cast<nk_node>(holder.release());
    });
}

nk_status nk_node_wrap_outputs(
    nk_node node, const nk_tensor* inputs, int32_t input_count, const nk_tensor* non_differentiable,
    int32_t non_differentiable_count, const nk_tensor* dirty, int32_t dirty_count, const nk_tensor* outputs,
    int32_t output_count, nk_tensor* results) {
    return nk::guarded([&] {
        auto& holder = *reinterpret_cast<NodeHolder*>(node);
        auto wrapped = wrap_outputs(
            &torch::autograd::_wrap_outputs, nk::borrow_all(inputs, input_count),
            as_set(non_differentiable, non_differentiable_count), as_set(dirty, dirty_count),
            nk::borrow_all(outputs, output_count), holder.executable ? holder.node : std::shared_ptr<ManagedNode>());
        for (size_t i = 0; i < wrapped.size(); i++) results[i] = nk::give(std::move(wrapped[i]));
    });
}

nk_status nk_node_save(nk_node node, const nk_tensor* tensors, int32_t count) {
    return nk::guarded([&] { reinterpret_cast<NodeHolder*>(node)->node->save(nk::borrow_all(tensors, count)); });
}

nk_status nk_node_saved(nk_node node, nk_tensor* results, int32_t count) {
    return nk::guarded([&] {
        auto saved = reinterpret_cast<ManagedNode*>(node)->saved();
        if (saved.size() != static_cast<size_t>(count)) throw std::runtime_error("the number of saved tensors changed");
        for (int32_t i = 0; i < count; i++) results[i] = nk::give(std::move(saved[i]));
    });
}

void nk_node_set_materialize(nk_node node, int32_t value) {
    reinterpret_cast<NodeHolder*>(node)->node->set_materialize(value != 0);
}

void nk_node_release(nk_node node) { delete reinterpret_cast<NodeHolder*>(node); }
