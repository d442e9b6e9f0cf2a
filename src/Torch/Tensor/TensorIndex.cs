namespace TorchSharp;

public static partial class torch
{
    /// <summary>One part of an index into a tensor: a place, a range, everything, or a new dimension.</summary>
    public struct TensorIndex
    {
        public static readonly TensorIndex Ellipsis = new() { Form = Kind.Ellipsis };
        public static readonly TensorIndex None = new() { Form = Kind.None };
        public static readonly TensorIndex Null = new() { Form = Kind.None };
        public static readonly TensorIndex Colon = new() { Form = Kind.Slice };

        internal long? Start;
        internal long? Stop;
        internal long? Step;
        internal Tensor? Indices;

        internal Kind Form;

        internal enum Kind
        {
            Slice,
            Single,
            Ellipsis,
            None,
            Bool,
            Tensor,
        }

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? stop) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(At(index));

        /// <exception cref="InvalidCastException">The index is no tensor.</exception>
        public static implicit operator Tensor(TensorIndex value) => value.Indices ?? throw new InvalidCastException("The index is no tensor.");

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new() { Form = Kind.Slice, Start = start, Stop = stop, Step = step };

        public static TensorIndex Slice((int? start, int? stop) range) => Slice(range.start, range.stop);

        public static TensorIndex Slice(Range range) => Slice(At(range.Start), range.End.IsFromEnd && range.End.Value == 0 ? null : At(range.End));

        public static TensorIndex Single(long? index) => new() { Form = Kind.Single, Start = index };

        public static TensorIndex Bool(bool value) => new() { Form = Kind.Bool, Start = value ? 1 : 0 };

        public static TensorIndex Tensor(Tensor tensor) => new() { Form = Kind.Tensor, Indices = tensor };

        private static long At(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
