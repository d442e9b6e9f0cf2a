using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Operators.Eq.Call(this, target);

        public Tensor eq(Scalar target) => Operators.EqScalar.Call(this, target);

        public Tensor ne(Tensor target) => Operators.Ne.Call(this, target);

        public Tensor ne(Scalar target) => Operators.NeScalar.Call(this, target);

        public Tensor lt(Tensor target) => Operators.Lt.Call(this, target);

        public Tensor lt(Scalar target) => Operators.LtScalar.Call(this, target);

        public Tensor le(Tensor target) => Operators.Le.Call(this, target);

        public Tensor le(Scalar target) => Operators.LeScalar.Call(this, target);

        public Tensor gt(Tensor target) => Operators.Gt.Call(this, target);

        public Tensor gt(Scalar target) => Operators.GtScalar.Call(this, target);

        public Tensor ge(Tensor target) => Operators.Ge.Call(this, target);

        public Tensor ge(Scalar target) => Operators.GeScalar.Call(this, target);

        public Tensor where(Tensor condition, Tensor y) => Operators.Where.Call(condition, this, y);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => Operators.AllClose.Invoke(this, target, rtol, atol, equal_nan).Bits != 0;

        /// <summary>Whether both have the same shape and the same elements.</summary>
        public bool Equals(Tensor target) => Operators.Equal.Invoke(this, target).Bits != 0;

        public override bool Equals(object? obj) => obj is Tensor tensor && Equals(tensor);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
