using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Operators.Add.Call(this, target);

        public Tensor add(Tensor target, Scalar alpha) => Operators.Add.Call(this, target, alpha);

        public Tensor add(Scalar scalar) => Operators.AddScalar.Call(this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Operators.AddScalar.Call(this, scalar, alpha);

        public Tensor add_(Tensor target) => Operators.AddInPlace.Call(this, target);

        public Tensor add_(Tensor target, Scalar alpha) => Operators.AddInPlace.Call(this, target, alpha);

        public Tensor add_(Scalar scalar) => Operators.AddScalarInPlace.Call(this, scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => Operators.AddScalarInPlace.Call(this, scalar, alpha);

        public Tensor sub(Tensor target) => Operators.Sub.Call(this, target);

        public Tensor sub(Scalar target) => Operators.SubScalar.Call(this, target);

        public Tensor sub_(Tensor target) => Operators.SubInPlace.Call(this, target);

        public Tensor sub_(Scalar target) => Operators.SubScalarInPlace.Call(this, target);

        public Tensor mul(Tensor target) => Operators.Mul.Call(this, target);

        public Tensor mul(Scalar target) => Operators.MulScalar.Call(this, target);

        public Tensor mul_(Tensor target) => Operators.MulInPlace.Call(this, target);

        public Tensor mul_(Scalar target) => Operators.MulScalarInPlace.Call(this, target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Operators.Div.Call(this, target, Rounding(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Operators.DivScalar.Call(this, target, Rounding(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Operators.DivInPlace.Call(this, target, Rounding(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Operators.DivScalarInPlace.Call(this, target, Rounding(rounding_mode));

        public Tensor remainder(Tensor target) => Operators.Remainder.Call(this, target);

        public Tensor remainder(Scalar scalar) => Operators.RemainderScalar.Call(this, scalar);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Operators.AddCMul.Call(this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Operators.AddCMulInPlace.Call(this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Operators.AddCDiv.Call(this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Operators.AddCDiv.Call(this, tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Operators.AddCDivInPlace.Call(this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Operators.AddCDivInPlace.Call(this, tensor1, tensor2);

        public Tensor lerp(Tensor end, Tensor weight) => Operators.Lerp.Call(this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => Operators.LerpInPlace.Call(this, end, weight);

        public Tensor pow(Tensor exponent) => Operators.Pow.Call(this, exponent);

        public Tensor pow(Scalar exponent) => Operators.PowScalar.Call(this, exponent);

        public Tensor pow_(Tensor exponent) => Operators.PowInPlace.Call(this, exponent);

        public Tensor pow_(Scalar exponent) => Operators.PowScalarInPlace.Call(this, exponent);

        public Tensor matmul(Tensor target) => Operators.MatMul.Call(this, target);

        public Tensor mm(Tensor target) => Operators.Mm.Call(this, target);

        public Tensor bmm(Tensor batch2) => Operators.Bmm.Call(this, batch2);

        public Tensor dot(Tensor target) => Operators.Dot.Call(this, target);

        public Tensor outer(Tensor vec2) => Operators.Outer.Call(this, vec2);

        public Tensor t() => Operators.T.Call(this);

        private static Argument Rounding(RoundingMode mode) => mode switch
        {
            RoundingMode.trunc => Text.Trunc,
            RoundingMode.floor => Text.Floor,
            _ => Argument.None,
        };
    }
}
