using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Tensors;

public sealed class ErrorTests
{
    [Fact]
    public void Operator_Refused_CarriesLibtorchsText()
    {
        using var scope = NewDisposeScope();

        var exception = Assert.Throws<ExternalException>(() => zeros(2, 3).mm(zeros(2, 3)));

        Assert.StartsWith("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_WithoutGraph_IsAnExceptionAndNoCrash()
    {
        using var scope = NewDisposeScope();

        var exception = Assert.Throws<ExternalException>(zeros(1).backward);

        Assert.StartsWith("element 0 of tensors does not require grad and does not have a grad_fn", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Label_OutOfRange_IsAnExceptionAndNoCrash()
    {
        using var scope = NewDisposeScope();

        var exception = Assert.Throws<ExternalException>(() => nn.functional.cross_entropy(zeros(1, 3), full(1, 7)));

        Assert.StartsWith("Target 7 is out of bounds.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("1")]
    [InlineData("cuda:x")]
    public void Device_OfNoSuchName_IsRefused(string description) =>
        Assert.True(Record.Exception(() => device(description)) is ArgumentException or FormatException or InvalidOperationException);

    [Fact]
    public void CudaDevice_BeyondThoseFound_IsRefused()
    {
        using var tensor = zeros(1);

        Assert.Throws<InvalidOperationException>(() => tensor.to(device("cuda:99")));
    }

    [Fact]
    public void Elements_ThatDoNotFillTheShape_AreRefused() => Assert.Throws<ArgumentException>(() => tensor(new float[3], [2L, 2]));

    [Fact]
    public void Elements_ReadAsAnotherType_AreRefused()
    {
        using var tensor = zeros(2);

        Assert.Throws<ArgumentException>(() => tensor.data<double>());
        Assert.Throws<ArgumentException>(() => tensor.item<float>());
    }
}
