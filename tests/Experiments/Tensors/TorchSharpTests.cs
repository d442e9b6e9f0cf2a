using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Tensors;

/// <summary>What the product relies on in TorchSharp: tensors that do not leak, a seeded generator, and libtorch's
/// errors as exceptions.</summary>
public sealed class TorchSharpTests
{
    [Fact]
    public void Training_ForAThousandSteps_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var network = nn.Sequential(
            nn.Conv2d(1, 2, 3),
            nn.BatchNorm2d(2),
            nn.ReLU(),
            nn.Dropout(0.2),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Linear(18, 4));
        var optimizer = optim.Adam(network.parameters(), 0.01);
        var (images, labels) = (rand(4, 1, 8, 8), randint(4, [4]));
        Step();
        var before = LiveTensors.Count();
        for (var i = 0; i < 1000; i++)
            Step();

        Assert.Equal(before, Tensor.TotalCount);

        void Step()
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(network.call(images), labels).backward();
            nn.utils.clip_grad_norm_(network.parameters(), 1);
            optimizer.step();
        }
    }

    [Fact]
    public void Scope_Closed_DisposesAllButWhatWasMovedOut()
    {
        using var outer = NewDisposeScope();
        Tensor inside, moved, detached;
        using (NewDisposeScope())
        {
            inside = zeros(1);
            moved = zeros(2).MoveToOuterDisposeScope();
            detached = zeros(3).DetachFromDisposeScope();
        }

        Assert.True(inside.IsInvalid);
        Assert.False(moved.IsInvalid);
        Assert.False(detached.IsInvalid);
        Assert.Equal(1, outer.DisposablesCount);
        detached.Dispose();
    }

    [Fact]
    public void Garbage_IsReleasedByTheCollector()
    {
        var before = LiveTensors.Count();
        MakeGarbage();

        Assert.Equal(before, LiveTensors.Count());

        static void MakeGarbage()
        {
            for (var i = 0; i < 100; i++)
                _ = zeros(10);
        }
    }

    // The values are PyTorch 1.13's after torch.manual_seed(3): torch.rand(3), torch.randn(3), torch.randperm(5),
    // nn.functional.dropout(torch.ones(8), 0.5, True).
    [Fact]
    public void Generator_Seeded_DrawsPyTorchsValues()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);

        Assert.Equal([0.00426352024f, 0.105569363f, 0.285842478f], rand(3).data<float>().ToArray());
        Assert.Equal([0.24532555f, 1.1185931f, 0.442739904f], randn(3).data<float>().ToArray());
        Assert.Equal([1L, 2, 4, 3, 0], randperm(5).data<long>().ToArray());
        Assert.Equal(
            [0f, 0, 0, 0, 2, 0, 0, 0], nn.functional.dropout(ones(8), 0.5, training: true).data<float>().ToArray());
    }

    [Fact]
    public void Generator_SeededAgain_RepeatsItsDraws()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var first = rand(5);
        var second = rand(5);
        manual_seed(1);

        Assert.True(first.Equals(rand(5)));
        Assert.False(first.Equals(second));
    }

    [Fact]
    public void Operator_Refused_CarriesLibtorchsText() =>
        AssertRefused("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", () => zeros(2, 3).mm(zeros(2, 3)));

    [Fact]
    public void Backward_WithoutGraph_IsAnException() =>
        AssertRefused(
            "element 0 of tensors does not require grad and does not have a grad_fn", () => zeros(1).backward());

    [Fact]
    public void Label_OutOfRange_IsAnException() =>
        AssertRefused("Target 7 is out of bounds.", () => nn.functional.cross_entropy(zeros(1, 3), full(1, 7)));

    [Fact]
    public void DisposedTensor_Used_IsRefused()
    {
        var tensor = zeros(1);
        tensor.Dispose();

        Assert.Throws<InvalidOperationException>(() => tensor + 1);
    }

    private static void AssertRefused(string beginning, Action call)
    {
        using var scope = NewDisposeScope();
        Assert.StartsWith(beginning, Assert.Throws<ExternalException>(call).Message, StringComparison.Ordinal);
    }
}
