using System.Reflection;
using TorchSharp.Native;

namespace SweepRunner.Torch.Tests.Native;

public sealed class OperatorTableTests
{
    [Fact]
    public void EveryOperator_IsInLibtorch()
    {
        var operators = typeof(Operators).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(field => (Operator)field.GetValue(null)!).ToArray();

        Assert.True(operators.Length > 150);
        Assert.All(operators, one => Assert.NotEqual(0, one.Find()));
    }
}
