using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long NumberOfElements => Describe().Elements;

        public long Dimensions => Describe().Dimensions;

        public long ndim => Describe().Dimensions;

        public long ElementSize => dtype.ElementSize();

        public ScalarType dtype => (ScalarType)Describe().Type;

        public unsafe long[] shape
        {
            get
            {
                var description = Describe();
                var sizes = new ReadOnlySpan<long>(description.Sizes, description.Dimensions).ToArray();
                GC.KeepAlive(this);
                return sizes;
            }
        }

        public Device device
        {
            get
            {
                var description = Describe();
                return description.Device == (int)DeviceType.CPU ? CPU : new Device((DeviceType)description.Device, description.DeviceIndex);
            }
        }

        public DeviceType device_type => (DeviceType)Describe().Device;

        public int device_index => Describe().DeviceIndex;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_leaf => Describe().IsLeaf != 0;

        public bool is_sparse => Describe().IsSparse != 0;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_contiguous() => Describe().IsContiguous != 0;

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public long numel() => Describe().Elements;

        public long dim() => Describe().Dimensions;

        public long element_size() => ElementSize;

        public long[] size() => shape;

        public long size(int dim) => shape[dim < 0 ? (int)(dim + Dimensions) : dim];

        public unsafe long[] stride()
        {
            var description = Describe();
            var strides = new ReadOnlySpan<long>(description.Strides, description.Dimensions).ToArray();
            GC.KeepAlive(this);
            return strides;
        }

        public long stride(int dim) => stride()[dim < 0 ? (int)(dim + Dimensions) : dim];

        public long storage_offset() => Describe().Offset;

        public override string ToString() => $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        internal unsafe TensorDescription Describe()
        {
            TensorDescription description;
            NativeMethods.Check(NativeMethods.sweep_describe(Handle, &description));
            GC.KeepAlive(this);
            return description;
        }
    }
}
