using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Operators.Abs.Call(this);

        public Tensor abs_() => Operators.AbsInPlace.Call(this);

        public Tensor sqrt() => Operators.Sqrt.Call(this);

        public Tensor sqrt_() => Operators.SqrtInPlace.Call(this);

        public Tensor rsqrt() => Operators.Rsqrt.Call(this);

        public Tensor square() => Operators.Square.Call(this);

        public Tensor exp() => Operators.Exp.Call(this);

        public Tensor exp_() => Operators.ExpInPlace.Call(this);

        public Tensor log() => Operators.Log.Call(this);

        public Tensor log_() => Operators.LogInPlace.Call(this);

        public Tensor log1p() => Operators.Log1p.Call(this);

        public Tensor log2() => Operators.Log2.Call(this);

        public Tensor log10() => Operators.Log10.Call(this);

        public Tensor sin() => Operators.Sin.Call(this);

        public Tensor cos() => Operators.Cos.Call(this);

        public Tensor neg() => Operators.Neg.Call(this);

        public Tensor neg_() => Operators.NegInPlace.Call(this);

        public Tensor sign() => Operators.Sign.Call(this);

        public Tensor floor() => Operators.Floor.Call(this);

        public Tensor ceil() => Operators.Ceil.Call(this);

        public Tensor trunc() => Operators.Trunc.Call(this);

        public Tensor reciprocal() => Operators.Reciprocal.Call(this);

        public Tensor sigmoid() => Operators.Sigmoid.Call(this);

        public Tensor sigmoid_() => Operators.SigmoidInPlace.Call(this);

        public Tensor tanh() => Operators.Tanh.Call(this);

        public Tensor tanh_() => Operators.TanhInPlace.Call(this);

        public Tensor relu() => Operators.Relu.Call(this);

        public Tensor relu_() => Operators.ReluInPlace.Call(this);

        public Tensor isnan() => Operators.IsNan.Call(this);

        public Tensor isfinite() => Operators.IsFinite.Call(this);

        public Tensor isinf() => Operators.IsInf.Call(this);

        public Tensor logical_not() => Operators.LogicalNot.Call(this);

        public Tensor logical_and(Tensor other) => Operators.LogicalAnd.Call(this, other);

        public Tensor logical_or(Tensor other) => Operators.LogicalOr.Call(this, other);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Operators.Clamp.Call(this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Operators.ClampTensor.Call(this, min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Operators.ClampInPlace.Call(this, min, max);

        public Tensor clamp_min(Scalar min) => Operators.Clamp.Call(this, min);

        public Tensor clamp_max(Scalar max) => Operators.Clamp.Call(this, Argument.None, max);

        public Tensor maximum(Tensor other) => Operators.Maximum.Call(this, other);

        public Tensor minimum(Tensor other) => Operators.Minimum.Call(this, other);

        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => Operators.NanToNum.Call(this, nan, posinf, neginf);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Operators.Softmax.Call(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Operators.LogSoftmax.Call(this, dim, dtype);
    }
}
