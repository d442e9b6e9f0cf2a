using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class TrigammaTests
{
    // ψ′(1) = π² / 6 and ψ′(1/2) = π² / 2 (Abramowitz and Stegun, 6.4.2 and 6.4.4); ψ′(x + 1) = ψ′(x) − 1 / x².
    [Fact]
    public void Of_KnownArguments_IsTheClosedForm()
    {
        Assert.Equal(Math.PI * Math.PI / 6, Trigamma.Of(1), 1e-14);
        Assert.Equal(Math.PI * Math.PI / 2, Trigamma.Of(0.5), 1e-14);
        Assert.Equal(Math.PI * Math.PI / 6 - 1 - 0.25, Trigamma.Of(3), 1e-14);
    }

    [Theory]
    [InlineData(1e-5)]
    [InlineData(0.01)]
    [InlineData(0.7)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(1e8)]
    public void Inverse_OfItsValue_IsTheArgument(double x) =>
        Assert.InRange(Trigamma.Inverse(Trigamma.Of(x)) / x, 1 - 1e-7, 1 + 1e-7);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void OfAndInverse_NotPositive_Throw(double x)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Trigamma.Of(x));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trigamma.Inverse(x));
    }
}
