using SweepRunner.Reports.Formatting;

namespace SweepRunner.Reports.Tests.Formatting;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.001, "0.001")]
    [InlineData(1e-5, "1e-5")]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(0.85123, "0.8512")]
    [InlineData(1234567, "1.235e+6")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Short_AnyNumber_HasAtMostFourDigits(double value, string expected) =>
        Assert.Equal(expected, NumberText.Short(value));

    [Theory]
    [InlineData(0.0005, "0.0005")]
    [InlineData(2e-5, "2e-5")]
    [InlineData(0.79, "0.7900")]
    [InlineData(1e27, "1e+27")]
    public void Of_AnyNumber_HasFourDecimalsOrIsShort(double value, string expected) =>
        Assert.Equal(expected, NumberText.Of(value));

    [Theory]
    [InlineData(0.08967, "0.0897")]
    [InlineData(0.673, "0.673")]
    [InlineData(0.00123, "0.00123")]
    [InlineData(12.34567, "12.35")]
    public void Label_AnyNumber_HasAtMostFourDecimals(double value, string expected) =>
        Assert.Equal(expected, NumberText.Label(value));

    [Fact]
    public void Of_Null_IsADash() => Assert.Equal(("-", "-"), (NumberText.Of((double?)null), NumberText.Short(null)));
}
