using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static class backends
    {
        public static class cuda
        {
            public static class matmul
            {
                /// <summary>Whether matrix products of float32 on a GPU may round to TF32.</summary>
                public static bool allow_tf32
                {
                    get => NativeMethods.Check(NativeMethods.sweep_allows_tf32_in_products()) != 0;
                    set => NativeMethods.Check(NativeMethods.sweep_allow_tf32_in_products(value ? 1 : 0));
                }
            }
        }

        public static class cudnn
        {
            /// <summary>Whether cuDNN's convolutions of float32 may round to TF32.</summary>
            public static bool allow_tf32
            {
                get => NativeMethods.Check(NativeMethods.sweep_allows_tf32_in_cudnn()) != 0;
                set => NativeMethods.Check(NativeMethods.sweep_allow_tf32_in_cudnn(value ? 1 : 0));
            }
        }
    }
}
