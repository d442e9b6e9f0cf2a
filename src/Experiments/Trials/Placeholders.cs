using System.Text;
using System.Text.Json.Nodes;

namespace SweepRunner.Experiments.Trials;

/// <summary>Fills the placeholders in a program's arguments: <c>{optimizer.lr}</c> is the parameter at that path,
/// <c>{seed}</c> the seed; <c>{{</c> and <c>}}</c> are braces. A brace that closes nothing is itself.</summary>
public static class Placeholders
{
    /// <summary>The placeholder of the seed, which no parameter can have.</summary>
    public const string Seed = "seed";

    /// <summary>The arguments of a program with its parameters and a seed.</summary>
    /// <exception cref="FormatException">A brace is not closed, or a path has no parameter.</exception>
    public static IReadOnlyList<string> Fill(ProgramTrial trial, long seed)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return
        [
            .. trial.Command.Run.Select(argument => Fill(argument, path => path == Seed
                ? $"{seed}"
                : ParameterText(trial.Parameters, path) ?? throw new FormatException($"{{{path}}} is no parameter."))),
        ];
    }

    /// <summary>The paths in an argument, in their order.</summary>
    /// <exception cref="FormatException">A brace is not closed.</exception>
    public static IReadOnlyList<string> In(string argument)
    {
        var paths = new List<string>();
        Fill(argument, path =>
        {
            paths.Add(path);
            return "";
        });
        return paths;
    }

    /// <summary>The text of the parameter at a path: of a string its characters, of any other value its canonical
    /// JSON. Null if there is none.</summary>
    public static string? ParameterText(JsonObject parameters, string path)
    {
        var found = path.Split('.').Aggregate((JsonNode?)parameters, (node, key) => (node as JsonObject)?[key]);
        return found is null ? null
            : found.GetValueKind() == System.Text.Json.JsonValueKind.String ? found.GetValue<string>()
            : CanonicalJson.Write(found);
    }

    private static string Fill(string argument, Func<string, string> value)
    {
        var filled = new StringBuilder();
        for (var index = 0; index < argument.Length; index++)
        {
            var sign = argument[index];
            var isDouble = sign is '{' or '}' && index + 1 < argument.Length && argument[index + 1] == sign;
            if (isDouble || sign != '{')
            {
                filled.Append(sign);
                index += isDouble ? 1 : 0;
                continue;
            }

            var end = argument.IndexOf('}', index);
            if (end < 0)
                throw new FormatException($"The brace at character {index + 1} is not closed.");
            filled.Append(value(argument[(index + 1)..end]));
            index = end;
        }

        return filled.ToString();
    }
}
