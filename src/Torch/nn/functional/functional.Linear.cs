using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Operators.Linear.Call(input, weights, bias);

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Operators.Conv2d.Call(input, weight, bias, strides ?? One, padding ?? Nothing, dilation ?? One, groups);

            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Operators.Conv2dPadding.Call(input, weight, bias, strides ?? One, padding == Padding.Same ? Text.Same : Text.Valid, dilation ?? One, groups);

            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-05) =>
                Operators.BatchNorm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            private static readonly long[] One = [1, 1];
            private static readonly long[] Nothing = [0, 0];
        }
    }
}
