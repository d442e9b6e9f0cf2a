namespace SweepRunner.Runner.Machine;

/// <summary>Records in the events of a sweep what about this machine changes its numbers.</summary>
internal static class MachineNotes
{
    /// <summary>Says how this machine differs from the one that created the sweep, and records each difference once for
    /// each machine. Every process that starts to run trials on a machine calls it before the first.</summary>
    public static void RecordChanges(IEventStore store, SweepFacts sweep, Action<string> say)
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
}
