using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor cpu() => to(CPU);

        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            var moved = Operators.ToDevice.Call(this, InitializeDevice(device), type, non_blocking, copy);
            if (disposeAfter)
                Dispose();
            return moved;
        }

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(type, device, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, device, copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(type, copy, disposeAfter, non_blocking);

        public Tensor type(ScalarType dtype) => to(dtype);

        public Tensor type_as(Tensor tensor) => to(tensor.dtype);

        public Tensor @float() => to(ScalarType.Float32);

        public Tensor @double() => to(ScalarType.Float64);

        public Tensor @long() => to(ScalarType.Int64);

        public Tensor @int() => to(ScalarType.Int32);

        public Tensor @byte() => to(ScalarType.Byte);

        public Tensor @bool() => to(ScalarType.Bool);

        /// <summary>The one element of the tensor, as the type that it has.</summary>
        /// <exception cref="ArgumentException">There is not exactly one element, or it is of another type.</exception>
        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException($"Number of elements in the tensor must be 1, not {NumberOfElements}.");
            using var here = LocalCopy();
            return here.Elements<T>()[0];
        }

        /// <summary>One element as a number; a floating-point one of a boolean or integer tensor too.</summary>
        public Scalar ToScalar()
        {
            var value = Operators.Item.Invoke(this);
            return value.Tag switch
            {
                Tag.Double => BitConverter.Int64BitsToDouble(value.Bits),
                Tag.Bool => value.Bits != 0,
                _ => value.Bits,
            };
        }

        /// <summary>This tensor or a copy of it that is on the CPU and contiguous, out of every scope.</summary>
        internal Tensor LocalCopy()
        {
            using var detached = detach();
            using var here = detached.to(dtype, CPU);
            return here.contiguous().DetachFromDisposeScope();
        }

        /// <summary>The elements in place, of a tensor that is on the CPU and contiguous.</summary>
        internal unsafe Span<T> Elements<T>()
            where T : unmanaged
        {
            var description = Describe();
            RequireType<T>((ScalarType)description.Type);
            return new Span<T>(description.Data, checked((int)description.Elements));
        }

        internal static void RequireType<T>(ScalarType type)
        {
            if (TypeOf(typeof(T)) != type)
                throw new ArgumentException($"The tensor holds elements of the type {type}, which cannot be read as {typeof(T).Name}.");
        }
    }
}
