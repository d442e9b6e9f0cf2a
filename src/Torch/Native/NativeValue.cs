using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>What an argument or a result of an operator is; the same numbers as <c>Tag</c> in <c>sweep_torch.cpp</c>.</summary>
internal enum Tag
{
    None,
    Default,
    Tensor,
    Int,
    Double,
    Bool,
    IntList,
    DoubleList,
    TensorList,
    String,
    Device,
    Generator,
}

/// <summary>A tagged value of 16 bytes, as the C API takes and gives it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    internal Tag Tag;
    internal int Length;
    internal long Bits;
}

/// <summary>What there is to know of a tensor without touching its elements.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TensorDescription
{
    internal long Elements;
    internal long Offset;
    internal long* Sizes;
    internal long* Strides;
    internal void* Data;
    internal int Dimensions;
    internal int Type;
    internal int Device;
    internal int DeviceIndex;
    internal int RequiresGrad;
    internal int IsLeaf;
    internal int IsContiguous;
    internal int IsSparse;
}
