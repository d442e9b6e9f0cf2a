#:project ../src/Experiments/Experiments.csproj
#:property PublishAot=false
#:property NoWarn=CS1591
#:property AssemblyName=program_lines
#:property TieredPGO=false

// Reads lines of metrics from standard input, as a worker reads those of a program, without a store. For
// bench/program_lines.py it prints the lines, the points, and the processor time in seconds.

using SweepRunner.Experiments.Programs;

var metrics = new ProgramMetrics(new Counter(), new LossConfig(["loss", "train/loss"], null), isFirstAttempt: true);
var (line, steps) = (new MetricLines(), new LineSteps());
var (count, others) = (0L, 0L);
var lines = new OutputLines((bytes, isPiece) =>
{
    if (!isPiece && line.Read(bytes))
    {
        metrics.Add(line, steps);
        count++;
    }
    else
        others++;
});
using var input = Console.OpenStandardInput();
var buffer = new byte[1 << 16];
var begin = Environment.CpuUsage.TotalTime;
while (input.Read(buffer) is > 0 and var length)
    lines.Add(buffer.AsSpan(0, length));
lines.End();
Console.WriteLine($"{count} {others} {Counter.Points} {(Environment.CpuUsage.TotalTime - begin).TotalSeconds}");

internal sealed class Counter : IProgramObserver
{
    public static long Points { get; private set; }

    public IEnumerable<ProgramPoint> Resume(long step) => [];

    public void OnPoint(ProgramPoint point) => Points++;

    public IEnumerable<ProgramPoint> PointsOf(string metric) => [];

    public void OnProgress(long step, int? epoch, double? loss)
    {
    }

    public void Tell(ProgramNote note) => Console.Error.WriteLine(note.Message);
}
