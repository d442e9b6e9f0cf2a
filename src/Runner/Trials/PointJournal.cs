using System.Text;
using SweepRunner.Experiments.Programs;

namespace SweepRunner.Runner.Trials;

/// <summary>The points of a program that the store may not have yet, in a file of metric lines that outlives a killed
/// worker. A program may have saved a checkpoint after them, and would not log them again.</summary>
/// <param name="path">The file, which begins empty.</param>
/// <param name="store">Writes all points to the store, so that the file can begin anew.</param>
internal sealed class PointJournal(string path, Action store) : IDisposable
{
    private const int MostBytes = 1 << 20;

    private readonly FileStream _file =
        new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private readonly StringBuilder _line = new();

    /// <summary>Adds a point to the line. All points of a line have one step and epoch.</summary>
    public void Add(ProgramPoint point)
    {
        if (_line.Length == 0)
        {
            _line.Append($"{{\"step\":{point.Step}");
            // Epoch 0 may stand for none.
            if (point.Epoch > 0)
                _line.Append($",\"epoch\":{point.Epoch}");
        }

        _line.Append(',').Append(CanonicalJson.Quote(point.Metric)).Append(':').Append(point.Value);
    }

    /// <summary>Writes the line.</summary>
    public void EndLine()
    {
        if (_line.Length == 0)
            return;
        _file.Write(Encoding.UTF8.GetBytes($"{_line.Append("}\n")}"));
        _line.Clear();
        if (_file.Length <= MostBytes)
            return;
        store();
        _file.SetLength(0);
        _file.Position = 0;
    }

    public void Dispose() => _file.Dispose();
}
