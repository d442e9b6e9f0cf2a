using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Resizes [batch, channels, height, width]; the modes that are offered are nearest, bilinear and bicubic.</summary>
            /// <exception cref="ArgumentException">Neither or both of size and scale factor are given, or the input has not four dimensions.</exception>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                if (size is null == scale_factor is null)
                    throw new ArgumentException("Exactly one of size and scale_factor must be given.");
                var shape = x.shape;
                if (shape.Length != 4)
                    throw new ArgumentException($"Only tensors of four dimensions can be interpolated, not of {shape.Length}.");
                size ??= [(long)Math.Floor(shape[2] * Factor(scale_factor!, 0)), (long)Math.Floor(shape[3] * Factor(scale_factor!, 1))];
                if (size.Length == 1)
                    size = [size[0], size[0]];
                double? height = scale_factor is null || recompute_scale_factor ? null : Factor(scale_factor, 0);
                double? width = scale_factor is null || recompute_scale_factor ? null : Factor(scale_factor, 1);
                return mode switch
                {
                    InterpolationMode.Nearest => Operators.UpsampleNearest.Call(x, size, height, width),
                    InterpolationMode.Bilinear => (antialias ? Operators.UpsampleBilinearAntialias : Operators.UpsampleBilinear).Call(x, size, align_corners ?? false, height, width),
                    InterpolationMode.Bicubic => Operators.UpsampleBicubic.Call(x, size, align_corners ?? false, height, width),
                    _ => throw new NotSupportedException($"The interpolation mode {mode} is not supported."),
                };
            }

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Constant or PaddingModes.Zeros => Operators.Pad.Call(input, pad, Text.Constant, value),
                PaddingModes.Reflect => Operators.Pad.Call(input, pad, Text.Reflect),
                PaddingModes.Replicate => Operators.Pad.Call(input, pad, Text.Replicate),
                _ => Operators.Pad.Call(input, pad, Text.Circular),
            };

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            public static Tensor one_hot(Tensor x, long num_classes = -1) => Operators.OneHot.Call(x, num_classes);

            private static double Factor(double[] factors, int dimension) => factors[Math.Min(dimension, factors.Length - 1)];
        }
    }
}
