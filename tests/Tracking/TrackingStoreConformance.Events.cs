using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public abstract partial class TrackingStoreConformance
{
    [Fact]
    public void Events_Several_ComeOldestFirstEvenWithinOneMillisecond()
    {
        Store.CreateSweep(SampleSweeps.Named("s"));
        Store.AddEvent(new NewEvent("s", null, "started", Nasty));
        Store.AddEvent(new NewEvent("s", 1, "claimed", "b"));
        Time.Advance(TimeSpan.FromSeconds(1));
        Store.AddEvent(new NewEvent("s", 0, "claimed", "a"));

        var events = OpenAnother().Events("s");

        Assert.Equal(
            [
                new EventRecord(new NewEvent("s", null, "started", Nasty), Time.GetUtcNow().AddSeconds(-1)),
                new EventRecord(new NewEvent("s", 1, "claimed", "b"), Time.GetUtcNow().AddSeconds(-1)),
                new EventRecord(new NewEvent("s", 0, "claimed", "a"), Time.GetUtcNow()),
            ],
            events);
    }

    [Fact]
    public void Events_OfOneTrial_LeavesTheRestOut()
    {
        Store.CreateSweep(SampleSweeps.Named("s"));
        Store.AddEvent(new NewEvent("s", null, "started", "sweep"));
        Store.AddEvent(new NewEvent("s", 1, "claimed", "one"));

        Assert.Equal(["one"], Store.Events(new TrialId("s", 1)).Select(record => record.Event.Message));
        Assert.Empty(Store.Events(new TrialId("s", 0)));
    }

    [Fact]
    public void AddEvent_NoSuchSweep_DoesNothing()
    {
        Store.AddEvent(new NewEvent("none", null, "started", "x"));

        Assert.Empty(Store.Events("none"));
    }
}
