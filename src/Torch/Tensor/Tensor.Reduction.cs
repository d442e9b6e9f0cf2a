using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Operators.Sum.Call(this, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Operators.SumDim.Call(this, dim, keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => sum(dim.ToArray(), keepdim, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum((long[])[dim], keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum((long[])[dim0, dim1], keepdim, type);

        public Tensor mean() => Operators.Mean.Call(this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Operators.MeanDim.Call(this, dimensions, keepdim, type);

        public Tensor max() => Operators.Max.Call(this);

        public Tensor max(Tensor other) => Operators.Maximum.Call(this, other);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Operators.MaxDim.CallPair(this, dim, keepdim);

        public Tensor min() => Operators.Min.Call(this);

        public Tensor min(Tensor other) => Operators.Minimum.Call(this, other);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Operators.MinDim.CallPair(this, dim, keepdim);

        public Tensor argmax() => Operators.ArgMax.Call(this);

        public Tensor argmax(long dim, bool keepdim = false) => Operators.ArgMax.Call(this, dim, keepdim);

        public Tensor argmin() => Operators.ArgMin.Call(this);

        public Tensor argmin(long dim, bool keepdim = false) => Operators.ArgMin.Call(this, dim, keepdim);

        public Tensor norm(float p = 2f) => Operators.Norm.Call(this, (double)p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => Operators.NormDim.Call(this, (double)p, (long[])[dim], keepdim);

        public Tensor any() => Operators.Any.Call(this);

        public Tensor any(long dim, bool keepdim = false) => Operators.AnyDim.Call(this, dim, keepdim);

        public Tensor all() => Operators.All.Call(this);

        public Tensor all(long dim, bool keepdim = false) => Operators.AllDim.Call(this, dim, keepdim);

        public Tensor std(bool unbiased = true) => Operators.Std.Call(this, unbiased);

        public Tensor var(bool unbiased = true) => Operators.Var.Call(this, unbiased);

        public Tensor median() => Operators.Median.Call(this);

        public Tensor prod(ScalarType? type = null) => Operators.Prod.Call(this, type);

        public Tensor cumsum(long dim, ScalarType? type = null) => Operators.CumSum.Call(this, dim, type);

        public Tensor count_nonzero(long[]? dims = null) => Operators.CountNonZero.Call(this, dims ?? []);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => Operators.TopK.CallPair(this, k, dim, largest, sorted);

        public Tensor argsort(long dim = -1, bool descending = false) => Operators.ArgSort.Call(this, dim, descending);

        public Tensor bincount(Tensor? weights, long minlength = 0) => Operators.BinCount.Call(this, weights, minlength);

        public Tensor logsumexp(long dim, bool keepdim = false) => Operators.LogSumExp.Call(this, (long[])[dim], keepdim);
    }
}
