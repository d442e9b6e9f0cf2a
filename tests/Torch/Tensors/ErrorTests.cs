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

        Assert.Equal("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", exception.Message);
    }

    [Fact]
    public void Backward_WithoutGraph_IsAnExceptionAndNoCrash()
    {
        using var scope = NewDisposeScope();
        const string Text = "element 0 of tensors does not require grad and does not have a grad_fn";

        Assert.Equal(Text, Assert.Throws<ExternalException>(zeros(1).backward).Message);
        Assert.Equal(Text, Assert.Throws<ExternalException>(() => autograd.grad([zeros(1)], [zeros(1)])).Message);
    }

    [Fact]
    public void Label_OutOfRange_IsAnExceptionAndNoCrash()
    {
        using var scope = NewDisposeScope();

        var exception = Assert.Throws<ExternalException>(() => nn.functional.cross_entropy(zeros(1, 3), full(1, 7)));

        Assert.Equal("Target 7 is out of bounds.", exception.Message);
    }

    [Theory]
    [InlineData("gpu", "'gpu' names no device; known types are cpu, cuda, mps and meta.")]
    [InlineData("1", "'1' names no device; known types are cpu, cuda, mps and meta.")]
    [InlineData("cuda:x", "'cuda:x' names no device; expected a type, or a type and an index such as cuda:0.")]
    public void Device_OfNoSuchName_IsRefused(string description, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => device(description)).Message);

    [Fact]
    public void CudaDevice_BeyondThoseFound_SaysWhatWasFound()
    {
        using var tensor = zeros(1);
        var count = cuda.device_count();

        var exception = Assert.Throws<InvalidOperationException>(() => tensor.to(device("cuda:99")));

        var expected = count == 0
            ? $"CUDA is not available: libtorch {__version__} finds no CUDA device. Use the device cpu, or install the GPU's driver and a libtorch built with CUDA, let LIBTORCH name its folder, and build again."
            : $"There is no device cuda:99: libtorch finds {count} CUDA device{(count == 1 ? "" : "s")}, cuda:0{(count > 1 ? $" to cuda:{count - 1}" : "")}.";
        Assert.Equal(expected, exception.Message);
    }

    [Fact]
    public void Elements_ThatDoNotFillTheShape_AreRefused() =>
        Assert.Equal("3 elements do not fill the shape [2, 2].", Assert.Throws<ArgumentException>(() => tensor(new float[3], [2L, 2])).Message);
}
