using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Like(Operators.ZerosLike, input, dtype, device, requires_grad);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Like(Operators.OnesLike, input, dtype, device, requires_grad);

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Like(Operators.EmptyLike, input, dtype, device, requires_grad);

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(Operators.RandLike, input, dtype, device, requires_grad);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Like(Operators.RandNLike, input, dtype, device, requires_grad);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Operators.FullLike.Call(input, value, dtype, Argument.Default, Where(device)), requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(Operators.ARange.Call(start, stop, step, dtype ?? (start.Tag == Tag.Int && stop.Tag == Tag.Int && step.Tag == Tag.Int ? ScalarType.Int64 : defaultType), Argument.Default, InitializeDevice(device)), requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(Operators.LinSpace.Call(start, end, steps, dtype ?? defaultType, Argument.Default, InitializeDevice(device)), requires_grad);

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Operators.Eye.Call(rows, columns < 0 ? rows : columns, dtype ?? defaultType, Argument.Default, InitializeDevice(device)), requires_grad);

    private static Tensor Like(Operator factory, Tensor input, ScalarType? dtype, Device? device, bool requiresGrad) =>
        Finish(factory.Call(input, dtype, Argument.Default, Where(device)), requiresGrad);

    private static Argument Where(Device? device) => device is null ? Argument.None : InitializeDevice(device);
}
