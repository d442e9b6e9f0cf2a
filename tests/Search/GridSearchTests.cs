namespace SweepRunner.Search.Tests;

public sealed class GridSearchTests
{
    private static readonly Axis Letters = new("letter", ChoiceDomain.Of("\"a\"", "\"b\""));
    private static readonly Axis Numbers = new("number", ChoiceDomain.Of("1", "2", "3"));

    [Fact]
    public void Points_TwoAxes_VaryTheFirstSlowest()
    {
        var points = new GridSearch().Points(new SearchSpace([Letters, Numbers]));

        Assert.Equal(
            ["\"a\" 1", "\"a\" 2", "\"a\" 3", "\"b\" 1", "\"b\" 2", "\"b\" 3"],
            points.Select(point => string.Join(' ', point.Values.Select(value => value.Json))));
    }

    [Fact]
    public void Points_Choices_SayWhichTheyAre() =>
        Assert.Equal(
            ((ChoiceDomain)Numbers.Domain).Choices,
            new GridSearch().Points(new SearchSpace([Numbers])).Select(point => point.Values[0].Choice));

    [Fact]
    public void Points_NoAxis_AreTheBaseAlone() =>
        Assert.Empty(Assert.Single(new GridSearch().Points(new SearchSpace([]))).Values);

    [Fact]
    public void Points_Range_AreRefused()
    {
        var space = new SearchSpace([Letters, new Axis("rate", new UniformDomain(0, 1))]);

        var refusal = Assert.Throws<ArgumentException>(() => new GridSearch().Points(space).ToList());
        Assert.Equal("A grid takes lists of choices; 'rate' is a range. (Parameter 'space')", refusal.Message);
        Assert.Equal(double.PositiveInfinity, new GridSearch().CountAtMost(space));
    }

    [Fact]
    public void CountAtMost_HugeProduct_IsKnownWithoutListingIt()
    {
        var axes = Enumerable.Range(0, 200).Select(index => new Axis($"axis{index}", Numbers.Domain));

        Assert.Equal(
            Math.Pow(3, 200), new GridSearch().CountAtMost(new SearchSpace([.. axes])), 1e-12 * Math.Pow(3, 200));
    }
}
