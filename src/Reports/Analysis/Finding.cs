namespace SweepRunner.Reports.Analysis;

/// <summary>A weakness in the design of a search, with advice, and the command that follows it. Its kind is a short
/// name for programs.</summary>
internal sealed record Finding(string Kind, string Message, string Advice, string? Command = null)
{
    public static Finding Unlike(string differences) => new(
        "unlike", $"The sweeps are unlike experiments: {differences}.",
        "A cell may lead because of this. Compare cells within a sweep, or run the sweeps with the same values.");

    public static Finding SpacesDiffer(string differences) => new(
        "spaces-differ", $"The sweeps try different values: {differences}.",
        "What only one sweep tries may be good in the other too.");

    public static Finding SeedsDiffer(string seeds) => new(
        "seeds-differ", $"The seeds are {seeds}.", "Only common seeds tell cells of different sweeps apart.");

    public static Finding ImagesDiffer(IReadOnlyList<string> paths) => new(
        "images-differ",
        $"Cells that differ in {string.Join(" or ", paths)} saw different images, so no test compares them.",
        "Their order says nothing beyond these images.");

    public static Finding Repeated(int trials) => new(
        "repeated",
        $"{NumberText.Count(trials, "trial")} {(trials == 1 ? "has" : "have")} the same config, seed, threads and "
            + "device in several sweeps.",
        "They repeat one experiment and add no evidence.");

    public static Finding BestOnEdge(string path, string value, bool isLowest, string? choice = null) => new(
        "edge",
        $"The best cell has {path} = {value}, the {(isLowest ? "lowest" : "highest")} value tried"
            + $"{(choice is null ? "" : $" with {choice}")}.",
        $"Try {(isLowest ? "lower" : "higher")} ones: the best may lie beyond.");

    public static Finding WithoutEffect(
        string path, double share, double deviation, string metric, bool isOfPrograms) => new(
        "no-effect",
        $"{path} explains {NumberText.Percent(share)} ± {NumberText.Percent(deviation)} of the variance of {metric} "
            + $"among the trials that {(isOfPrograms ? "completed" : "learned")}, and does not decide which do.",
        "Its values made little difference here: the next search may keep one of them.");

    public static Finding AlwaysDiverges(string path, string value, int trials) => new(
        "always-diverges", $"Every trial with {path} = {value} diverged ({NumberText.Count(trials, "trial")}).",
        "Leave the value out of the next search.");

    public static Finding AlwaysFails(string path, string value, int trials) => new(
        "always-fails", $"Every trial with {path} = {value} failed ({NumberText.Count(trials, "trial")}).",
        "Mend what fails, or leave the value out of the next search.");

    public static Finding ComputeOnDiverged(
        double share, double seconds, int trials, IReadOnlyList<string> remedies) => new(
        "diverged-compute",
        $"{NumberText.Percent(share)} of the time ({NumberText.OfSeconds(seconds)}) went into "
            + $"{NumberText.Count(trials, "trial")} that diverged.",
        remedies.Count == 0
            ? "Other values may save it."
            : $"What may save it: {string.Join(", ", remedies)}.");

    public static Finding DidNotLearn(int trials, int completed, int falling, IReadOnlyList<string> shares) => new(
        "did-not-learn",
        string.Join(' ', [$"{trials} of {NumberText.Count(completed, "completed trial")} did not learn.", .. shares]),
        falling > 0
            ? $"The training loss of {falling} of them still fell at the end: more epochs may help."
            : "There is no order among them. They may need another rate or initialisation.");

    public static Finding NotJudged(int trials, int images, int fewest) => new(
        "not-judged",
        $"{NumberText.Count(trials, "completed trial")} {(trials == 1 ? "has" : "have")} at most "
            + $"{NumberText.Count(images, "validation image")}: too few to tell learning from chance.",
        $"Give them {fewest} or more ({KnownPaths.ValidationSamples}).");

    public static Finding OneSeed(int cells, int first, string command) => new(
        "one-seed",
        $"One seed a cell: nothing tells differences between the {NumberText.Count(cells, "cell")} from chance.",
        $"Run more seeds of the {first} cells with the best values:", command);

    public static Finding CouldBeBest(int cells, string advice, string? command) => new(
        "could-be-best", $"{NumberText.Count(cells, "cell")} could still be best: their seeds do not tell which.",
        advice, command);

    public static Finding Unstable(string label, string mean, string lost) => new(
        "unstable", $"{label} has a better mean of its completed seeds, {mean}, but {lost}.",
        "A cell with diverged or failed seeds is not best beside one without: the missing values may be its worst.");

    public static Finding WithinMargin(double margin, int cells, string quickest, double seconds) => new(
        "within-margin",
        $"{NumberText.Count(cells, "cell")} are shown to be within {NumberText.Short(margin)} of the best.",
        $"Of these, {quickest} takes the least time, {NumberText.OfSeconds(seconds)} a seed.");

    public static Finding NotWithin(double margin) => new(
        "not-within-margin", $"No other cell is shown to be within {NumberText.Short(margin)} of the best.",
        "More seeds may show it.");

    public static Finding StillImproving(string label, string metric, bool isOfPrograms) => new(
        "still-improving", $"The best cell ({label}) had its best {metric} at the very end with every seed.",
        $"More {(isOfPrograms ? "steps" : "epochs")} may improve it further, and may change the order.");

    public static Finding OtherMachines(IReadOnlyList<string> changes) => new(
        "other-machines", $"Trials ran on unlike machines: {string.Join(' ', changes)}",
        "The same trial gives the same bits on one model of processor with one libtorch alone; between these, last "
            + "digits may differ.");

    public static Finding Unfinished(int left) => new(
        "unfinished",
        $"{NumberText.Count(left, "trial")} {(left == 1 ? "is" : "are")} not done yet; the results may change.",
        "Make the report again when the sweep is done.");

    public static Finding Failed(int failed, string command) => new(
        "failed",
        $"{NumberText.Count(failed, "trial")} failed because of the machine or the program, and "
            + $"{(failed == 1 ? "is" : "are")} missing here.",
        $"See why{(failed == 1 ? ", and run it again" : " the first did, and run them again")}:", command);
}
