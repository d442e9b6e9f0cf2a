namespace TorchSharp.Native;

internal static partial class Operators
{
    internal static readonly Operator Conv2d = new("conv2d");
    internal static readonly Operator Conv2dPadding = new("conv2d.padding");
    internal static readonly Operator Linear = new("linear");
    internal static readonly Operator MaxPool2d = new("max_pool2d");
    internal static readonly Operator MaxPool2dWithIndices = new("max_pool2d_with_indices");
    internal static readonly Operator AvgPool2d = new("avg_pool2d");
    internal static readonly Operator AdaptiveAvgPool2d = new("adaptive_avg_pool2d");
    internal static readonly Operator Dropout = new("dropout");
    internal static readonly Operator DropoutInPlace = new("dropout_");
    internal static readonly Operator BatchNorm = new("batch_norm");
    internal static readonly Operator CrossEntropy = new("cross_entropy_loss");
    internal static readonly Operator NllLoss = new("nll_loss_nd");
    internal static readonly Operator MseLoss = new("mse_loss");
    internal static readonly Operator Softmax = new("softmax.int");
    internal static readonly Operator LogSoftmax = new("log_softmax.int");
    internal static readonly Operator Pad = new("pad");
    internal static readonly Operator UpsampleBilinear = new("upsample_bilinear2d");
    internal static readonly Operator UpsampleNearest = new("upsample_nearest2d");
    internal static readonly Operator UpsampleBicubic = new("upsample_bicubic2d");
    internal static readonly Operator UpsampleBilinearAntialias = new("_upsample_bilinear2d_aa");
}
