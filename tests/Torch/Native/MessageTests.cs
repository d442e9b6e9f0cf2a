using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.init;

namespace SweepRunner.Torch.Tests.Native;

/// <summary>The words of the binding's own errors.</summary>
public sealed class MessageTests
{
    [Fact]
    public void Operator_Refused_CarriesLibtorchsTextWithoutItsStack()
    {
        using var scope = NewDisposeScope();

        var exception = Assert.Throws<ExternalException>(() => zeros(2, 3).mm(zeros(2, 3)));

        Assert.Equal("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", exception.Message);
    }

    [Theory]
    [InlineData("gpu", "'gpu' names no device; known types are cpu, cuda, mps and meta.")]
    [InlineData("1", "'1' names no device; known types are cpu, cuda, mps and meta.")]
    [InlineData("cuda:x", "'cuda:x' names no device; expected a type, or a type and an index such as cuda:0.")]
    public void Device_OfNoSuchName_SaysWhatIsOne(string description, string message) =>
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
    public void Elements_ThatDoNotFillTheShape_SaysBoth() =>
        Assert.Equal("3 elements do not fill the shape [2, 2].", Assert.Throws<ArgumentException>(() => tensor(new float[3], [2L, 2])).Message);

    [Fact]
    public void Elements_ReadAsAnotherType_SaysBothTypes()
    {
        using var tensor = zeros(2);

        Assert.Equal("The tensor holds elements of the type Float32, which cannot be read as Double.", Assert.Throws<ArgumentException>(() => tensor.data<double>()).Message);
        Assert.Equal("Number of elements in the tensor must be 1, not 2.", Assert.Throws<ArgumentException>(() => tensor.item<float>()).Message);
    }

    [Fact]
    public void FanInAndFanOut_OfVector_IsRefused()
    {
        using var vector = zeros(3);

        var exception = Assert.Throws<ArgumentException>(() => xavier_normal_(vector));

        Assert.Equal("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions", exception.Message);
    }
}
