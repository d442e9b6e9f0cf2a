using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor reshape(params long[] shape) => Operators.Reshape.Call(this, shape);

        public Tensor view(params long[] shape) => Operators.View.Call(this, shape);

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Operators.Flatten.Call(this, start_dim, end_dim);

        public Tensor permute(params long[] permutation) => Operators.Permute.Call(this, permutation);

        public Tensor transpose(long dim0, long dim1) => Operators.Transpose.Call(this, dim0, dim1);

        public Tensor contiguous() => Operators.Contiguous.Call(this);

        public Tensor unsqueeze(long dim) => Operators.Unsqueeze.Call(this, dim);

        public Tensor squeeze(long? dim = null) => dim is { } one ? Operators.SqueezeDim.Call(this, one) : Operators.Squeeze.Call(this);

        public Tensor expand(params long[] sizes) => Operators.Expand.Call(this, sizes);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor repeat(params long[] sizes) => Operators.Repeat.Call(this, sizes);

        public Tensor index_select(long dim, Tensor index) => Operators.IndexSelect.Call(this, dim, index);

        public Tensor select(long dim, long index) => Operators.Select.Call(this, dim, index);

        public Tensor slice(long dim, long start, long finish, long step) => Operators.Slice.Call(this, dim, start, finish, step);

        public Tensor narrow(long dim, long start, long length) => Operators.Narrow.Call(this, dim, start, length);

        public Tensor gather(long dim, Tensor index) => Operators.Gather.Call(this, dim, index);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => Operators.ScatterInPlace.Call(this, dim, index, src);

        public Tensor masked_fill(Tensor mask, Scalar value) => Operators.MaskedFill.Call(this, mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Operators.MaskedFillInPlace.Call(this, mask, value);

        public Tensor masked_select(Tensor mask) => Operators.MaskedSelect.Call(this, mask);

        public Tensor nonzero() => Operators.NonZero.Call(this);

        public Tensor[] chunk(long chunks, long dim = 0) => Operators.Chunk.CallList(this, chunks, dim);

        public Tensor[] split(long size, int dim = 0) => Operators.Split.CallList(this, size, dim);

        public Tensor[] unbind(long dimension = 0) => Operators.Unbind.CallList(this, dimension);

        public Tensor flip(params long[] dims) => Operators.Flip.Call(this, dims);

        public Tensor roll(long[] shifts, long[] dims) => Operators.Roll.Call(this, shifts, dims);

        public Tensor tril(long diagonal = 0) => Operators.Tril.Call(this, diagonal);

        public Tensor triu(long diagonal = 0) => Operators.Triu.Call(this, diagonal);

        public Tensor diag(long diagonal = 0) => Operators.Diag.Call(this, diagonal);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => Operators.AsStrided.Call(this, size, strides, storageOffset);

        /// <summary>Another object for the same tensor, with a lifetime of its own.</summary>
        public Tensor alias() => Operators.Alias.Call(this);

        public Tensor clone() => Operators.Clone.Call(this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Operators.CopyInPlace.Call(this, source, nonBlocking);

        public Tensor fill_(Scalar value) => Operators.Fill.Call(this, value);

        public Tensor zero_() => Operators.Zero.Call(this);
    }
}
