// What C# needs of libtorch, as a C API. Operators are not wrapped one by one: the dispatcher finds them by name and
// takes boxed values, and the operator's own schema says how to read each argument and what stands for one left out.
// No exception leaves this file: a function that fails answers -1, and sweep_error() has libtorch's text.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>
#include <c10/core/GradMode.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/csrc/api/include/torch/version.h>
#include <torch/csrc/autograd/autograd.h>
#include <malloc.h>
#include <limits>
#include <mutex>
#include <string>
#include <vector>

namespace {

enum Tag : int32_t { None, Default, Tensor, Int, Double, Bool, IntList, DoubleList, TensorList, String, Device, Generator };

// The same 16 bytes as NativeValue in C#. A tensor is its TensorImpl, one reference owned by whoever was handed it.
struct Value {
    int32_t tag;
    int32_t length;
    union { void* pointer; int64_t integer; double real; };
};

struct Description {
    int64_t elements, offset;
    const int64_t *sizes, *strides;
    void* data;
    int32_t dimensions, dtype, device, device_index, requires_grad, is_leaf, is_contiguous, is_sparse;
};

struct Operator {
    c10::OperatorHandle handle;
    const std::vector<c10::Argument>& arguments;
    std::vector<char> takes_float;  // By argument: a whole number that is given for it has to be made a float.
};

thread_local std::string message;

template <class Body>
int guarded(Body&& body) noexcept {
    try {
        return body();
    } catch (const c10::Error& error) {
        message = error.what_without_backtrace();
    } catch (const std::exception& error) {
        message = error.what();
    } catch (...) {
        message = "an exception of unknown type";
    }
    return -1;
}

at::Tensor borrow(void* tensor) {
    if (tensor == nullptr) return {};
    return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(static_cast<c10::TensorImpl*>(tensor)));
}

void* hand_over(at::Tensor tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

std::vector<at::Tensor> borrow_all(void** tensors, int count) {
    std::vector<at::Tensor> all;
    all.reserve(count);
    for (int i = 0; i < count; i++) all.push_back(borrow(tensors[i]));
    return all;
}

c10::Device device_of(int64_t packed) {
    return c10::Device(static_cast<c10::DeviceType>(packed >> 8), static_cast<c10::DeviceIndex>((packed & 0xff) - 1));
}

c10::TypePtr without_optional(const c10::TypePtr& type) {
    return type->kind() == c10::TypeKind::OptionalType ? type->expectRef<c10::OptionalType>().getElementType() : type;
}

c10::IValue tensor_list(const Value& value, const c10::TypePtr& type) {
    auto tensors = borrow_all(static_cast<void**>(value.pointer), value.length);
    auto element = type->kind() == c10::TypeKind::ListType ? type->expectRef<c10::ListType>().getElementType() : type;
    if (element->kind() != c10::TypeKind::OptionalType) return tensors;
    c10::impl::GenericList list(element);
    for (auto& tensor : tensors) list.push_back(tensor.defined() ? c10::IValue(tensor) : c10::IValue());
    return list;
}

c10::IValue box(const Value& value, const c10::Argument& argument, bool takes_float) {
    switch (value.tag) {
        case Default: return argument.default_value() ? *argument.default_value() : c10::IValue();
        case Tensor: return borrow(value.pointer);
        case Int: return takes_float ? c10::IValue(static_cast<double>(value.integer)) : c10::IValue(value.integer);
        case Double: return value.real;
        case Bool: return value.integer != 0;
        case IntList: return std::vector<int64_t>(static_cast<int64_t*>(value.pointer), static_cast<int64_t*>(value.pointer) + value.length);
        case DoubleList: return std::vector<double>(static_cast<double*>(value.pointer), static_cast<double*>(value.pointer) + value.length);
        case TensorList: return tensor_list(value, without_optional(argument.type()));
        case String: return std::string(static_cast<char*>(value.pointer), value.length);
        case Device: return device_of(value.integer);
        case Generator: return *static_cast<at::Generator*>(value.pointer);
        default: return {};
    }
}

Value of_tensor(at::Tensor tensor) {
    Value value{tensor.defined() ? Tensor : None, 0, {nullptr}};
    value.pointer = hand_over(std::move(tensor));
    return value;
}

int unbox(const c10::IValue& source, Value* results, int at, int capacity) {
    if (source.isTensorList()) {
        auto list = source.toTensorVector();
        TORCH_CHECK(at + static_cast<int>(list.size()) <= capacity, "more results than room for them");
        for (auto& tensor : list) results[at++] = of_tensor(tensor);
        return at;
    }
    TORCH_CHECK(at < capacity, "more results than room for them");
    Value& result = results[at] = Value{None, 0, {nullptr}};
    if (source.isTensor()) result = of_tensor(source.toTensor());
    else if (source.isBool()) result.tag = Bool, result.integer = source.toBool();
    else if (source.isInt()) result.tag = Int, result.integer = source.toInt();
    else if (source.isDouble()) result.tag = Double, result.real = source.toDouble();
    return at + 1;
}

at::Generator& default_generator(int64_t device) {
    return const_cast<at::Generator&>(at::globalContext().defaultGenerator(device_of(device)));
}

}  // namespace

extern "C" {

const char* sweep_error() { return message.c_str(); }
const char* sweep_version() { return TORCH_VERSION; }

// Activations are tens of megabytes: with glibc's thresholds each step maps them anew and pays a page fault for every
// page, and frees them to the kernel right after. Kept in the heap, a step of LeNet is 7 to 12 % faster.
void sweep_initialise() {
    mallopt(M_MMAP_THRESHOLD, std::numeric_limits<int>::max());
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
}

int sweep_find(const char* name, const char* overload, void** found) {
    return guarded([&] {
        auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
        auto& arguments = handle.schema().arguments();
        std::vector<char> takes_float;
        for (auto& argument : arguments) takes_float.push_back(without_optional(argument.type())->kind() == c10::TypeKind::FloatType);
        *found = new Operator{handle, arguments, takes_float};
        return 0;
    });
}

// Answers the number of results. Trailing arguments may be left out; results are owned by the caller.
int sweep_call(void* found, const Value* arguments, int count, Value* results, int capacity) {
    return guarded([&] {
        auto& called = *static_cast<Operator*>(found);
        auto expected = static_cast<int>(called.arguments.size());
        TORCH_CHECK(count <= expected, called.handle.schema().name(), " takes ", expected, " arguments, not ", count);
        torch::jit::Stack stack;
        stack.reserve(expected);
        const Value left_out{Default, 0, {nullptr}};
        for (int i = 0; i < expected; i++) stack.push_back(box(i < count ? arguments[i] : left_out, called.arguments[i], called.takes_float[i]));
        called.handle.callBoxed(stack);
        int filled = 0;
        for (auto& result : stack) filled = unbox(result, results, filled, capacity);
        return filled;
    });
}

void sweep_free(void* tensor) {
    auto dying = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(static_cast<c10::TensorImpl*>(tensor));
}

int sweep_describe(void* handle, Description* to) {
    return guarded([&] {
        auto tensor = borrow(handle);
        auto device = tensor.device();
        *to = Description{tensor.numel(), 0, nullptr, nullptr, nullptr, static_cast<int32_t>(tensor.dim()),
            static_cast<int32_t>(tensor.scalar_type()), static_cast<int32_t>(device.type()), device.index(),
            tensor.requires_grad(), tensor.is_leaf(), 1, tensor.layout() != c10::kStrided};
        to->sizes = tensor.sizes().data();
        if (to->is_sparse) return 0;
        to->strides = tensor.strides().data();
        to->offset = tensor.storage_offset();
        to->is_contiguous = tensor.is_contiguous();
        to->data = tensor.has_storage() && tensor.numel() > 0 ? tensor.data_ptr() : nullptr;
        return 0;
    });
}

int sweep_set_requires_grad(void* tensor, int value) {
    return guarded([&] { borrow(tensor).requires_grad_(value != 0); return 0; });
}

int sweep_grad(void* tensor, void** gradient) {
    return guarded([&] { *gradient = hand_over(borrow(tensor).grad()); return 0; });
}

int sweep_set_grad(void* tensor, void* gradient) {
    return guarded([&] { borrow(tensor).mutable_grad() = borrow(gradient); return 0; });
}

int sweep_backward(void** outputs, int count, void** gradients, int gradient_count, int retain_graph, int create_graph, void** inputs, int input_count) {
    return guarded([&] {
        torch::autograd::backward(borrow_all(outputs, count), borrow_all(gradients, gradient_count), retain_graph != 0, create_graph != 0, borrow_all(inputs, input_count));
        return 0;
    });
}

int sweep_autograd_grad(void** outputs, int count, void** inputs, int input_count, void** gradients, int gradient_count,
                        int retain_graph, int create_graph, int allow_unused, void** results) {
    return guarded([&] {
        auto all = torch::autograd::grad(borrow_all(outputs, count), borrow_all(inputs, input_count), borrow_all(gradients, gradient_count),
                                         retain_graph != 0, create_graph != 0, allow_unused != 0);
        for (auto& one : all) *results++ = hand_over(one);
        return 0;
    });
}

int sweep_grad_mode() { return c10::GradMode::is_enabled(); }
void sweep_set_grad_mode(int enabled) { c10::GradMode::set_enabled(enabled != 0); }
int sweep_threads() { return guarded([] { return at::get_num_threads(); }); }
int sweep_set_threads(int count) { return guarded([&] { at::set_num_threads(count); return 0; }); }

// What matrix products and cuDNN's convolutions may do with float32 on a GPU: round it to TF32's 10 bits of mantissa.
int sweep_allows_tf32_in_products() { return guarded([] { return static_cast<int>(at::globalContext().allowTF32CuBLAS()); }); }
int sweep_allow_tf32_in_products(int allow) { return guarded([&] { at::globalContext().setAllowTF32CuBLAS(allow != 0); return 0; }); }
int sweep_allows_tf32_in_cudnn() { return guarded([] { return static_cast<int>(at::globalContext().allowTF32CuDNN()); }); }
int sweep_allow_tf32_in_cudnn(int allow) { return guarded([&] { at::globalContext().setAllowTF32CuDNN(allow != 0); return 0; }); }

int sweep_cuda_devices() { return guarded([] { return at::hasCUDA() ? static_cast<int>(at::getNumGPUs()) : 0; }); }
int sweep_cuda_synchronize(int64_t device) {
    return guarded([&] { c10::impl::VirtualGuardImpl(c10::kCUDA).getStream(device_of(device)).synchronize(); return 0; });
}

int sweep_seed_all(uint64_t seed) { return guarded([&] { at::manual_seed(seed); return 0; }); }

int sweep_generator_default(int64_t device, void** generator) {
    return guarded([&] { *generator = new at::Generator(default_generator(device)); return 0; });
}

int sweep_generator_new(int64_t device, uint64_t seed, void** generator) {
    return guarded([&] {
        auto created = default_generator(device).clone();
        created.set_current_seed(seed);
        *generator = new at::Generator(created);
        return 0;
    });
}

void sweep_generator_free(void* generator) { delete static_cast<at::Generator*>(generator); }

int sweep_generator_seed(void* handle, int fresh, uint64_t* seed) {
    return guarded([&] {
        auto& generator = *static_cast<at::Generator*>(handle);
        std::lock_guard<std::mutex> lock(generator.mutex());
        *seed = fresh ? generator.seed() : generator.current_seed();
        return 0;
    });
}

int sweep_generator_set_seed(void* handle, uint64_t seed) {
    return guarded([&] {
        auto& generator = *static_cast<at::Generator*>(handle);
        std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_current_seed(seed);
        return 0;
    });
}

int sweep_generator_state(void* handle, void** state) {
    return guarded([&] {
        auto& generator = *static_cast<at::Generator*>(handle);
        std::lock_guard<std::mutex> lock(generator.mutex());
        *state = hand_over(generator.get_state());
        return 0;
    });
}

int sweep_generator_set_state(void* handle, void* state) {
    return guarded([&] {
        auto& generator = *static_cast<at::Generator*>(handle);
        std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_state(borrow(state));
        return 0;
    });
}

}  // extern "C"
