using System.Text.RegularExpressions;

namespace SweepRunner.Runner.Configuration;

/// <summary>The sweep file that <c>new</c> writes: complete, and a minute or two long on two cores.</summary>
internal static class SweepTemplate
{
    /// <summary>The schema beside the file, which editors read.</summary>
    public const string SchemaFile = "sweep.schema.json";

    /// <exception cref="CommandException">A sweep cannot have that name.</exception>
    public static string Create(string name)
    {
        if (IsName(name))
            return Text.Replace("NAME", name);
        var near = Regex.Replace(name.ToLowerInvariant(), "[^a-z0-9._-]+", "-").TrimStart('.', '_', '-').TrimEnd('-');
        var hint = IsName(near) ? $" Did you mean '{near}'?" : "";
        throw new CommandException(
            $"'{name}' is not a name for a sweep; allowed: {SweepConfig.NameRule}.{hint} --out names another file.");
    }

    private static bool IsName(string name) => Regex.IsMatch(name, $@"\A(?:{SweepConfig.NamePattern})\z");

    private const string Text = $$"""
        {
          "$schema": "{{SchemaFile}}",
          "name": "NAME",
          "description": "Which initialisation and which learning rate suit LeNet?",

          // Every trial starts from these settings.
          "trial": {
            "data": {
              "name": "fashion-mnist",
              "batchSize": 64,
              "trainSamples": 6000,
              "validationSamples": 2000,
              "testSamples": 2000
            },
            "model": { "name": "lenet" },
            "init": { "name": "xavier-uniform" },
            "optimizer": { "name": "adam", "lr": 0.01 },
            "epochs": 4
          },

          // Every combination of these values is a cell: here 2 x 3.
          "space": {
            "init.name": ["xavier-uniform", "kaiming-normal"],
            "optimizer.lr": [0.01, 0.003, 0.001]
          },

          // Every cell runs once with each seed. The differences between seeds show what is chance.
          "seeds": [0, 1],

          // This metric decides which cell is best.
          "objective": { "metric": "val/accuracy", "goal": "maximize" }
        }

        """;
}
