namespace SweepRunner.Runner.Machine;

/// <summary>Records in the events of a sweep what about this machine changes its numbers or its times. Every process
/// that starts to run trials on a machine calls it before the first.</summary>
internal static class MachineNotes
{
    // More than clocks differ that are kept by NTP, and less than a lease.
    private static readonly TimeSpan MostOff = TimeSpan.FromSeconds(5);

    /// <summary>Says how this machine differs from the one that created the sweep, and how far its clock is off that of
    /// the store.</summary>
    public static void Record(ITrackingStore store, SweepFacts sweep, TimeProvider time, Action<string> say)
    {
        RecordChanges(store, sweep, say);
        if (store.IsShared)
            RecordClock(store, sweep, time, say);
    }

    // Each difference once for each machine.
    private static void RecordChanges(ITrackingStore store, SweepFacts sweep, Action<string> say)
    {
        var differences = Provenance.DifferencesHere(sweep).ToList();
        if (differences.Count == 0)
            return;
        var known = store.Events(sweep.Name).Select(happening => happening.Event).ToHashSet();
        foreach (var difference in differences)
        {
            say($"Warning: {difference} The last digits of trials that run here may differ.");
            var happening = new NewEvent(sweep.Name, null, NewEvent.MachineChanged, difference);
            if (known.Add(happening))
                store.AddEvent(happening);
        }
    }

    private static void RecordClock(ITrackingStore store, SweepFacts sweep, TimeProvider time, Action<string> say)
    {
        var before = time.GetUtcNow();
        var now = store.Now;
        var after = time.GetUtcNow();
        // The store read its clock at some moment between the two.
        var (behind, ahead) = (now - after, before - now);
        if (behind <= MostOff && ahead <= MostOff)
            return;
        var (off, how) = behind > MostOff ? (behind, "behind") : (ahead, "ahead of");
        var difference = $"The clock of '{Environment.MachineName}' is {NumberText.OfSeconds(off.TotalSeconds)} {how} "
            + "that of the store.";
        say($"Warning: {difference} The times of metrics are those of this machine. Leases go by the store's clock.");
        store.AddEvent(new NewEvent(sweep.Name, null, "clock-differs", difference));
    }
}
