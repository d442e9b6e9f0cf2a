using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking) => Convert(device, dtype, non_blocking);

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => Convert(new Device(deviceType, deviceIndex), null, non_blocking);

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking) => Convert(null, dtype, non_blocking);

            public Module _to(Tensor other, bool non_blocking) => _to(other.device, other.dtype, non_blocking);

            // The tensors stay the same objects, as in PyTorch, so that an optimizer that holds them goes on with the moved ones.
            private Module Convert(Device? device, ScalarType? type, bool nonBlocking)
            {
                if (type is { } asked && !torch.is_floating_point(asked))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={asked}");
                using var scope = NewDisposeScope();
                using var guard = no_grad();
                foreach (var (_, parameter) in named_parameters())
                {
                    Convert(parameter, device, type, nonBlocking);
                    if (parameter.grad is { } gradient)
                        parameter.grad = gradient.to(parameter.dtype, parameter.device);
                }
                foreach (var (_, buffer) in named_buffers())
                    Convert(buffer, device, type, nonBlocking);
                return this;
            }

            private static void Convert(Tensor tensor, Device? device, ScalarType? type, bool nonBlocking)
            {
                var target = type is { } asked && tensor.is_floating_point() ? asked : tensor.dtype;
                Operators.SetData.Invoke(tensor, tensor.to(target, device ?? tensor.device, non_blocking: nonBlocking));
            }
        }
    }
}

public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false)
        where T : torch.nn.Module => (T)module._to(type, non_blocking);

    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false)
        where T : torch.nn.Module => (T)module._to(device, type, non_blocking);

    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false)
        where T : torch.nn.Module => (T)module._to(deviceType, deviceIndex, non_blocking);

    public static T to<T>(this T module, torch.Device device, bool non_blocking = false)
        where T : torch.nn.Module => (T)module._to(device.type, device.index, non_blocking);

    public static T to<T>(this T module, string device, bool non_blocking = false)
        where T : torch.nn.Module => module.to(new torch.Device(device), non_blocking);

    public static T to<T>(this T module, torch.Tensor other, bool non_blocking = false)
        where T : torch.nn.Module => (T)module._to(other, non_blocking);

    public static T cpu<T>(this T module, bool non_blocking = false)
        where T : torch.nn.Module => module.to(torch.CPU, non_blocking);

    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false)
        where T : torch.nn.Module => module.to(DeviceType.CUDA, deviceIndex, non_blocking);

    public static T @float<T>(this T module, bool non_blocking = false)
        where T : torch.nn.Module => module.to(torch.ScalarType.Float32, non_blocking);

    public static T @double<T>(this T module, bool non_blocking = false)
        where T : torch.nn.Module => module.to(torch.ScalarType.Float64, non_blocking);
}
