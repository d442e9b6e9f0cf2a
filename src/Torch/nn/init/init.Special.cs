using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>A (semi-)orthogonal matrix over the tensor's rows (Saxe et al. 2013, arXiv:1312.6120).</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                if (tensor.Dimensions < 2)
                    throw new ArgumentException("Only tensors with 2 or more dimensions are supported");
                using var guard = no_grad();
                using (var scope = NewDisposeScope())
                {
                    var rows = tensor.shape[0];
                    var columns = tensor.numel() / rows;
                    var flattened = randn([rows, columns], tensor.dtype, tensor.device);
                    if (rows < columns)
                        flattened = flattened.t();
                    var (q, r) = Operators.Qr.CallPair(flattened);
                    // The decomposition is unique, and its distribution uniform, once the diagonal of r is positive.
                    q = q.mul(r.diag().sign());
                    if (rows < columns)
                        q = q.t();
                    tensor.view_as(q).copy_(q);
                    tensor.mul_(gain);
                }
                return tensor.alias();
            }

            /// <summary>A normal distribution cut off at <paramref name="a"/> and <paramref name="b"/>, drawn by inversion.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                using var guard = no_grad();
                using (var scope = NewDisposeScope())
                {
                    var low = NormalDistribution((a - mean) / std);
                    var high = NormalDistribution((b - mean) / std);
                    tensor.uniform_((2 * low) - 1, (2 * high) - 1, generator);
                    Operators.ErfInvInPlace.Call(tensor);
                    tensor.mul_(std * Math.Sqrt(2.0));
                    tensor.add_(mean);
                    tensor.clamp_((Scalar)a, (Scalar)b);
                }
                return tensor.alias();
            }

            private static double NormalDistribution(double x)
            {
                using var argument = tensor(x / Math.Sqrt(2.0));
                using var error = Operators.Erf.Call(argument);
                return (1 + error.item<double>()) / 2;
            }
        }
    }
}
