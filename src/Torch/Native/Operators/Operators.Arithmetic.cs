namespace TorchSharp.Native;

internal static partial class Operators
{
    internal static readonly Operator Add = new("add.Tensor");
    internal static readonly Operator AddScalar = new("add.Scalar");
    internal static readonly Operator AddInPlace = new("add_.Tensor");
    internal static readonly Operator AddScalarInPlace = new("add_.Scalar");
    internal static readonly Operator Sub = new("sub.Tensor");
    internal static readonly Operator SubScalar = new("sub.Scalar");
    internal static readonly Operator SubInPlace = new("sub_.Tensor");
    internal static readonly Operator SubScalarInPlace = new("sub_.Scalar");
    internal static readonly Operator Rsub = new("rsub.Scalar");
    internal static readonly Operator Mul = new("mul.Tensor");
    internal static readonly Operator MulScalar = new("mul.Scalar");
    internal static readonly Operator MulInPlace = new("mul_.Tensor");
    internal static readonly Operator MulScalarInPlace = new("mul_.Scalar");
    internal static readonly Operator Div = new("div.Tensor_mode");
    internal static readonly Operator DivScalar = new("div.Scalar_mode");
    internal static readonly Operator DivInPlace = new("div_.Tensor_mode");
    internal static readonly Operator DivScalarInPlace = new("div_.Scalar_mode");
    internal static readonly Operator AddCMul = new("addcmul");
    internal static readonly Operator AddCMulInPlace = new("addcmul_");
    internal static readonly Operator AddCDiv = new("addcdiv");
    internal static readonly Operator AddCDivInPlace = new("addcdiv_");
    internal static readonly Operator Lerp = new("lerp.Tensor");
    internal static readonly Operator LerpInPlace = new("lerp_.Tensor");
    internal static readonly Operator Remainder = new("remainder.Tensor");
    internal static readonly Operator RemainderScalar = new("remainder.Scalar");
    internal static readonly Operator Pow = new("pow.Tensor_Tensor");
    internal static readonly Operator PowScalar = new("pow.Tensor_Scalar");
    internal static readonly Operator PowInPlace = new("pow_.Tensor");
    internal static readonly Operator PowScalarInPlace = new("pow_.Scalar");
    internal static readonly Operator MatMul = new("matmul");
    internal static readonly Operator Mm = new("mm");
    internal static readonly Operator Bmm = new("bmm");
    internal static readonly Operator Dot = new("dot");
    internal static readonly Operator Outer = new("outer");
    internal static readonly Operator T = new("t");
}
