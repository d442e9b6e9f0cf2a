namespace TorchSharp.Native;

internal static partial class Operators
{
    internal static readonly Operator Reshape = new("reshape");
    internal static readonly Operator View = new("view");
    internal static readonly Operator Flatten = new("flatten.using_ints");
    internal static readonly Operator Permute = new("permute");
    internal static readonly Operator Transpose = new("transpose.int");
    internal static readonly Operator Contiguous = new("contiguous");
    internal static readonly Operator Unsqueeze = new("unsqueeze");
    internal static readonly Operator Squeeze = new("squeeze");
    internal static readonly Operator SqueezeDim = new("squeeze.dim");
    internal static readonly Operator Expand = new("expand");
    internal static readonly Operator Repeat = new("repeat");
    internal static readonly Operator IndexSelect = new("index_select");
    internal static readonly Operator Select = new("select.int");
    internal static readonly Operator Slice = new("slice.Tensor");
    internal static readonly Operator Narrow = new("narrow");
    internal static readonly Operator Index = new("index.Tensor");
    internal static readonly Operator IndexPut = new("index_put_");
    internal static readonly Operator Gather = new("gather");
    internal static readonly Operator ScatterInPlace = new("scatter_.src");
    internal static readonly Operator MaskedFill = new("masked_fill.Scalar");
    internal static readonly Operator MaskedFillInPlace = new("masked_fill_.Scalar");
    internal static readonly Operator MaskedSelect = new("masked_select");
    internal static readonly Operator NonZero = new("nonzero");
    internal static readonly Operator Cat = new("cat");
    internal static readonly Operator Stack = new("stack");
    internal static readonly Operator Chunk = new("chunk");
    internal static readonly Operator Split = new("split.Tensor");
    internal static readonly Operator Unbind = new("unbind.int");
    internal static readonly Operator Flip = new("flip");
    internal static readonly Operator Roll = new("roll");
    internal static readonly Operator Tril = new("tril");
    internal static readonly Operator Triu = new("triu");
    internal static readonly Operator Alias = new("alias");
    internal static readonly Operator Detach = new("detach");
    internal static readonly Operator DetachInPlace = new("detach_");
    internal static readonly Operator Clone = new("clone");
    internal static readonly Operator CopyInPlace = new("copy_");
    internal static readonly Operator Fill = new("fill_.Scalar");
    internal static readonly Operator Zero = new("zero_");
    internal static readonly Operator SetData = new("set_data");
    internal static readonly Operator ToDevice = new("to.device");
    internal static readonly Operator Item = new("item");
    internal static readonly Operator AsStrided = new("as_strided");
    internal static readonly Operator OneHot = new("one_hot");
}
