using SweepRunner.Reports.Reading;

namespace SweepRunner.Reports.Tests.Reading;

public sealed class WorkClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void SecondsAt_OverlapAndPause_CountsTimeInWhichSomethingRan()
    {
        // 0–10 and 5–20 overlap; nothing runs from 20 to 100; 100–110.
        var clock = new WorkClock([Stretch(100, 110), Stretch(0, 10), Stretch(5, 20)]);

        Assert.Equal(30, clock.TotalSeconds);
        Assert.Equal(
            [0, 7, 20, 20, 25, 30], new[] { -5, 7, 20, 60, 105, 500 }.Select(second => clock.SecondsAt(At(second))));
    }

    [Fact]
    public void TotalSeconds_NoStretch_IsZero()
    {
        var clock = new WorkClock([]);

        Assert.Equal(0, clock.TotalSeconds);
        Assert.Equal(0, clock.SecondsAt(Start));
    }

    [Fact]
    public void TotalSeconds_ClockSetBackWithinAStretch_LeavesItOut() =>
        Assert.Equal(5, new WorkClock([Stretch(10, 3), Stretch(20, 25)]).TotalSeconds);

    private static (DateTimeOffset From, DateTimeOffset To) Stretch(double from, double to) => (At(from), At(to));

    private static DateTimeOffset At(double second) => Start.AddSeconds(second);
}
