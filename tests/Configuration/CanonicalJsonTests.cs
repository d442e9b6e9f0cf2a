using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace SweepRunner.Configuration.Tests;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.0", "1")]
    [InlineData("1e0", "1")]
    [InlineData("-0.0", "0")]
    [InlineData("0.10", "0.1")]
    [InlineData("1E-8", "1e-8")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("1e16", "10000000000000000")]
    [InlineData("10000000000000000", "10000000000000000")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e308")]
    [InlineData(
        "{ \"b\": [1, 2.50], \"a\": \"é\\u0022<\", \"c\": null }", "{\"a\":\"é\\\"<\",\"b\":[1,2.5],\"c\":null}")]
    public void Write_Spellings_AreOne(string spelling, string canonical) =>
        Assert.Equal(canonical, CanonicalJson.Write(JsonNode.Parse(spelling)));

    [Fact]
    public void Write_KeysKept_StayInTheirOrder() =>
        Assert.Equal(
            "{\"b\":1,\"a\":2}", CanonicalJson.Write(JsonNode.Parse("{\"b\":1,\"a\":2}"), hasSortedKeys: false));

    [Fact]
    public void Number_AnyFiniteDouble_ReadsBackToTheSameBits() => Prop.ForAll(
        ArbMap.Default.ArbFor<NormalFloat>(),
        value =>
        {
            var text = CanonicalJson.Number(value.Get);
            var isSame =
                value.Get == 0
                    ? text == "0"
                    : BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture))
                        == BitConverter.DoubleToInt64Bits(value.Get);
            return isSame && CanonicalJson.Write(JsonNode.Parse(text)) == text;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Number_NotFinite_IsRefused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CanonicalJson.Number(value));
}
