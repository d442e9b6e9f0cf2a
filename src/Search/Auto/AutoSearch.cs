using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SweepRunner.Configuration;
using SweepRunner.Search.CmaEs;
using SweepRunner.Search.GaussianProcess;
using SweepRunner.Search.Tpe;

namespace SweepRunner.Search.Auto;

/// <summary>Chooses a search by the number of cells and the kind of the space: <c>gp</c> for up to
/// <see cref="FewTrials"/> cells; for more, <c>cma-es</c> where all axes are numbers, else <c>tpe</c>.</summary>
[Case("auto", 7)]
public sealed record AutoSearch : SearchConfig
{
    /// <summary>The most cells for which a Gaussian process was measured to be about as good as the others, or
    /// better.</summary>
    public const int FewTrials = 400;

    /// <summary>Cells to propose, at least 1.</summary>
    [Description("Cells to propose."), Range(1, MostTrials)]
    public required int Trials { get; init; }

    /// <summary>The seed of the draws.</summary>
    [Description("Fixes the draws.")]
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override int? CountAsked() => Trials;

    /// <inheritdoc/>
    public override double CountAtMost(SearchSpace space) => Math.Min(Trials, space.Size);

    /// <inheritdoc/>
    public override string ObstacleInEmptySpace() =>
        "There is nothing to search in an empty space; give it a path, or leave the search out.";

    /// <inheritdoc/>
    public override SearchAnswer Ask(SearchSpace space, SearchHistory history, int number)
    {
        var (name, search) = Choose(space);
        var answer = search.Ask(space, history, number);
        return answer is Proposal { Note: null } drawn ? drawn with { Note = $"{name}: drawn" } : answer;
    }

    /// <summary>The search, with its name.</summary>
    internal (string Name, SearchConfig Search) Choose(SearchSpace space) =>
        Trials <= FewTrials ? ("gp", new GaussianProcessSearch { Trials = Trials, Seed = Seed })
        : space.AllAxes.Any(axis => axis.Domain is ChoiceDomain)
            ? ("tpe", new TpeSearch { Trials = Trials, Seed = Seed })
        : ("cma-es", new CmaEsSearch { Trials = Trials, Seed = Seed });
}
