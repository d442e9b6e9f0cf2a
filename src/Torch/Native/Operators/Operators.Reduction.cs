namespace TorchSharp.Native;

internal static partial class Operators
{
    internal static readonly Operator Sum = new("sum");
    internal static readonly Operator SumDim = new("sum.dim_IntList");
    internal static readonly Operator Mean = new("mean");
    internal static readonly Operator MeanDim = new("mean.dim");
    internal static readonly Operator Max = new("max");
    internal static readonly Operator MaxDim = new("max.dim");
    internal static readonly Operator Min = new("min");
    internal static readonly Operator MinDim = new("min.dim");
    internal static readonly Operator ArgMax = new("argmax");
    internal static readonly Operator ArgMin = new("argmin");
    internal static readonly Operator Norm = new("norm.Scalar");
    internal static readonly Operator NormDim = new("norm.ScalarOpt_dim");
    internal static readonly Operator Any = new("any");
    internal static readonly Operator AnyDim = new("any.dim");
    internal static readonly Operator All = new("all");
    internal static readonly Operator AllDim = new("all.dim");
    internal static readonly Operator Std = new("std");
    internal static readonly Operator Var = new("var");
    internal static readonly Operator Median = new("median");
    internal static readonly Operator Prod = new("prod");
    internal static readonly Operator CumSum = new("cumsum");
    internal static readonly Operator CountNonZero = new("count_nonzero.dim_IntList");
    internal static readonly Operator TopK = new("topk");
    internal static readonly Operator ArgSort = new("argsort");
    internal static readonly Operator BinCount = new("bincount");
    internal static readonly Operator LogSumExp = new("logsumexp");
    internal static readonly Operator Qr = new("linalg_qr");
    internal static readonly Operator Diag = new("diag");
}
