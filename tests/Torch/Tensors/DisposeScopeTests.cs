using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Tensors;

public sealed class DisposeScopeTests
{
    [Fact]
    public void Scope_Closed_DisposesAllButWhatWasMovedOut()
    {
        using var outer = NewDisposeScope();
        Tensor inside, moved, detached;
        using (var inner = NewDisposeScope())
        {
            inside = zeros(1);
            moved = zeros(2).MoveToOuterDisposeScope();
            detached = zeros(3).DetachFromDisposeScope();
            Assert.Equal(1, inner.DisposablesCount);
        }

        Assert.True(inside.IsInvalid);
        Assert.True(outer.Contains(moved));
        Assert.False(detached.IsInvalid);
        detached.Dispose();
        Assert.Equal(1, outer.DisposablesCount);
    }

    [Fact]
    public void DisposedTensor_Used_IsRefused()
    {
        var tensor = zeros(1);
        tensor.Dispose();

        Assert.Equal("Tensor invalid -- empty handle.", Assert.Throws<InvalidOperationException>(() => tensor + 1).Message);
    }

    [Fact]
    public void Tensor_DisposedInItsScope_LeavesTheScope()
    {
        using var scope = NewDisposeScope();
        zeros(1).Dispose();

        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void OuterScope_ClosedFirst_LeavesTheInnerUsable()
    {
        var outer = NewDisposeScope();
        using var inner = NewDisposeScope();
        outer.Dispose();
        var tensor = zeros(1);

        Assert.True(inner.Contains(tensor));
        Assert.Throws<ObjectDisposedException>(() => outer.DisposablesCount);
    }

    [Fact]
    public void DisposeEverythingBut_KeepsWhatIsNamed()
    {
        using var scope = NewDisposeScope();
        var (kept, other) = (zeros(1), zeros(1));
        scope.DisposeEverythingBut(kept);

        Assert.False(kept.IsInvalid);
        Assert.True(other.IsInvalid);
    }

    [Fact]
    public void WrappedExpression_LeavesItsResultAlone()
    {
        using var scope = NewDisposeScope();
        WrappedTensorDisposeScope(() => (zeros(1) + 1) * 2);

        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void Training_ForAThousandSteps_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var network = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Dropout(0.2), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(18, 4));
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
    public void Garbage_IsReleasedByTheCollector()
    {
        var before = LiveTensors.Count();
        MakeGarbage();

        Assert.Equal(before, LiveTensors.Count());
    }

    private static void MakeGarbage()
    {
        for (var i = 0; i < 100; i++)
            _ = zeros(10);
    }
}
