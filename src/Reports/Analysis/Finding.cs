namespace SweepRunner.Reports.Analysis;

/// <summary>Something about the design of the search that its user may want to change.</summary>
/// <param name="Kind">A short name for programs, such as <c>edge</c>.</param>
/// <param name="Message">What was seen, with its figures.</param>
/// <param name="Advice">What to do.</param>
public sealed record Finding(string Kind, string Message, string Advice)
{
    internal static Finding BestOnEdge(string path, string value, bool isLowest) => new(
        "edge",
        $"The best cell has {path} = {value}, the {(isLowest ? "lowest" : "highest")} value tried.",
        $"Try {(isLowest ? "lower" : "higher")} ones: the best may lie beyond.");

    internal static Finding WithoutEffect(string path, double share, double deviation, string metric) =>
        new(
            "no-effect",
            $"{path} explains {NumberText.Percent(share)} ± {NumberText.Percent(deviation)} of the variance "
                + $"of {metric}, and does not decide what diverges.",
            "Fix it at its cheapest value and spend the trials elsewhere.");

    internal static Finding AlwaysDiverges(string path, string value, int trials) => new(
        "always-diverges",
        $"Every trial with {path} = {value} diverged ({NumberText.Count(trials, "trial")}).",
        "Leave the value out of the next search.");

    internal static Finding ComputeOnDiverged(double share, double seconds, int trials) =>
        new(
            "diverged-compute",
            $"{NumberText.Percent(share)} of the time ({NumberText.OfSeconds(seconds)}) went into "
                + $"{NumberText.Count(trials, "trial")} that diverged.",
            "A lower rate, another initialisation or gradient clipping (clip.norm) may save it.");

    internal static Finding OneSeed(int cells) =>
        new(
            "one-seed",
            "No cell has more than one completed seed, so nothing tells differences between the "
                + $"{NumberText.Count(cells, "cell")} from chance.",
            "Name three seeds or more, the present one among them, and run the sweep again with --extend.");

    internal static Finding TiedAtTheTop(int tied, string seeds) => new(
        "tied",
        $"{NumberText.Count(tied, "cell")} share the first rank: the seeds at hand cannot tell them apart.",
        seeds);

    internal static Finding StillImproving(string label, string metric) => new(
        "still-improving",
        $"The best cell ({label}) had its best {metric} at the very end with every seed.",
        "More epochs may improve it further, and may change the order.");

    internal static Finding Unfinished(int left) => new(
        "unfinished",
        $"{NumberText.Count(left, "trial")} {(left == 1 ? "is" : "are")} not done yet; what stands here may change.",
        "Make the report anew when the sweep is done.");

    internal static Finding Failed(int failed) =>
        new(
            "failed",
            $"{NumberText.Count(failed, "trial")} failed for a fault of the machine or the program, and "
                + $"{(failed == 1 ? "is" : "are")} missing here.",
            "See why with sweep show, then sweep retry --failed.");
}
