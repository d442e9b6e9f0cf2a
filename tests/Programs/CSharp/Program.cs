// The same program as ../program.py.
using System.Text.Json.Nodes;

switch (args[0])
{
    case "describe":
        var defaults = new JsonObject { ["optimizer"] = new JsonObject { ["lr"] = 0.5, ["momentum"] = 0 } };
        var known = new JsonObject
        {
            ["parameters"] = SweepLog.Parameters(defaults),
            ["given"] = SweepLog.Parameters(),
            ["seed"] = SweepLog.Seed(7),
            ["checkpoints"] = SweepLog.Checkpoints(),
        };
        Console.WriteLine(known.ToJsonString());
        return 0;

    case "log":
        SweepLog.Log(0, 0, ("train/loss", 0.1), ("größe \"x\"", 1e-300));
        SweepLog.Log(null, ("nan", double.NaN), ("inf", double.PositiveInfinity), ("-inf", double.NegativeInfinity));
        SweepLog.Log(new Dictionary<string, double> { ["loss"] = 3 }, step: 1L << 40, epoch: 2);
        return 0;

    case "threads":
        Parallel.For(0, 4, thread =>
        {
            for (var step = 0; step < 250; step++)
                SweepLog.Log(step, ($"thread{thread}", step));
        });
        return 0;

    case "wait":
        SweepLog.ShouldStop();
        Console.WriteLine("ready");
        while (!SweepLog.ShouldStop())
            await Task.Delay(5);
        Console.WriteLine("stopped");
        return 0;

    case "train":
        return Train();

    default:
        return 2;
}

// A number whose square root is looked for, from the last checkpoint on.
static int Train()
{
    var file = Path.Join(SweepLog.Checkpoints(), "state");
    var lr = SweepLog.Parameters()["lr"]!.GetValue<double>();
    var (step, x) = (0, 3.0 + SweepLog.Seed());
    if (File.Exists(file))
    {
        var saved = File.ReadAllLines(file);
        (step, x) = (int.Parse(saved[0]), double.Parse(saved[1]));
    }

    for (; step < 20; step++)
    {
        var error = (x * x) - 2;
        SweepLog.Log(step, ("loss", error * error));
        x -= lr * 4 * error * x;
        File.WriteAllLines(file + ".new", [$"{step + 1}", $"{x:R}"]);
        File.Move(file + ".new", file, overwrite: true);
    }

    return 0;
}
