namespace SweepRunner.Experiments.Programs;

/// <summary>Keeps the points that a program logs, and knows those of its earlier attempts. Not called by two threads at
/// a time.</summary>
public interface IProgramObserver
{
    /// <summary>Called before the first point of a later attempt: the points of earlier attempts that are kept, when
    /// the program goes on at a step.</summary>
    /// <returns>The points in the order of their steps within each metric.</returns>
    IEnumerable<ProgramPoint> Resume(long step);

    /// <summary>Keeps a new point.</summary>
    void OnPoint(ProgramPoint point);

    /// <summary>Every point of a metric so far.</summary>
    IEnumerable<ProgramPoint> PointsOf(string metric);

    /// <summary>Receives the progress after a line: the highest step and epoch, and the last loss.</summary>
    void OnProgress(long step, int? epoch, double? loss);

    /// <summary>Tells the user; each note once.</summary>
    void Tell(ProgramNote note);
}

/// <summary>The value of a metric at a step and an epoch, both from 0.</summary>
public readonly record struct ProgramPoint(string Metric, long Step, int Epoch, double Value);
