using System.Runtime.CompilerServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, (TensorIndex)i1);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, (TensorIndex)i1, (TensorIndex)i2);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => index_put_(value, (TensorIndex)i1, (TensorIndex)i2, (TensorIndex)i3);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(i1, i2, i3, i4);
            set => index_put_(value, (TensorIndex)i1, (TensorIndex)i2, (TensorIndex)i3, (TensorIndex)i4);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = View(indices);
            if (tensors is null)
                return view;
            using (view)
                return Operators.Index.Call(view, tensors);
        }

        public Tensor index(params Tensor[] indices) => Operators.Index.Call(this, indices);

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            var (view, tensors) = View(indices);
            using (view)
            {
                if (tensors is null)
                    Operators.CopyInPlace.Invoke(view, value);
                else
                    Operators.IndexPut.Invoke(view, tensors, value);
            }
            return alias();
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => Operators.IndexPut.Call(this, indices, value);

        /// <summary>The part of the tensor that the indices name, and the index tensors that are still to be applied to it, if any.</summary>
        private (Tensor View, Tensor?[]? Indices) View(TensorIndex[] indices)
        {
            using var scope = NewDisposeScope();
            var view = alias();
            List<Tensor?> tensors = [];
            var dimension = 0;
            foreach (var index in indices)
                (view, dimension) = Apply(view, index, dimension, indices, tensors);
            return (view.MoveToOuterDisposeScope(), tensors.Exists(tensor => tensor is not null) ? [.. tensors] : null);
        }

        private (Tensor View, int Dimension) Apply(Tensor view, TensorIndex index, int dimension, TensorIndex[] all, List<Tensor?> tensors)
        {
            switch (index.Form)
            {
                case TensorIndex.Kind.Single:
                    return (view.select(dimension, index.Start ?? 0), dimension);
                case TensorIndex.Kind.None:
                    view = view.unsqueeze(dimension);
                    break;
                case TensorIndex.Kind.Ellipsis:
                    var named = all.Count(one => one.Form is not (TensorIndex.Kind.None or TensorIndex.Kind.Ellipsis));
                    var skipped = (int)ndim - named;
                    tensors.AddRange(new Tensor?[skipped]);
                    return (view, dimension + skipped);
                case TensorIndex.Kind.Slice:
                    view = Operators.Slice.Call(view, dimension, index.Start, index.Stop, index.Step ?? 1);
                    break;
                case TensorIndex.Kind.Tensor:
                    tensors.AddRange(new Tensor?[dimension - tensors.Count]);
                    tensors.Add(index.Indices);
                    return (view, dimension + 1);
                default:
                    throw new NotSupportedException("An index of the kind bool is not supported; index with a tensor of booleans.");
            }
            tensors.Add(null);
            return (view, dimension + 1);
        }
    }
}
