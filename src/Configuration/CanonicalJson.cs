using System.Globalization;
using System.Text.Encodings.Web;

namespace SweepRunner.Configuration;

/// <summary>Canonical JSON, one text for each value: no spaces, keys in ordinal order, and each number in the shortest
/// form that reads back to the same bits.</summary>
public static class CanonicalJson
{
    // Integers up to this one have no exponent, whether they are doubles or 64-bit integers.
    private const double LargestPlain = 9e18;

    /// <summary>The canonical text of a value.</summary>
    /// <param name="node">The value; null is <c>null</c>.</param>
    /// <param name="hasSortedKeys">False to keep the order of the keys, where it has a meaning.</param>
    public static string Write(JsonNode? node, bool hasSortedKeys = true)
    {
        switch (node)
        {
            case JsonObject parent:
                IEnumerable<KeyValuePair<string, JsonNode?>> properties =
                    hasSortedKeys ? parent.OrderBy(each => each.Key, StringComparer.Ordinal) : parent;
                var texts = properties.Select(each => $"{Quote(each.Key)}:{Write(each.Value, hasSortedKeys)}");
                return $"{{{string.Join(',', texts)}}}";
            case JsonArray list:
                return $"[{string.Join(',', list.Select(item => Write(item, hasSortedKeys)))}]";
            default:
                return node?.GetValueKind() switch
                {
                    JsonValueKind.String => Quote(node.GetValue<string>()),
                    JsonValueKind.Number => Number(node.ToJsonString()),
                    JsonValueKind.True => "true",
                    JsonValueKind.False => "false",
                    _ => "null",
                };
        }
    }

    /// <summary>The text in quotes, escaped.</summary>
    public static string Quote(string text) =>
        $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>The shortest spelling of a finite number: 1 for 1.0 and 1e0, 1e-8 for 0.00000001, 0 for -0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "JSON has only finite numbers.");
        if (double.IsInteger(value) && Math.Abs(value) <= LargestPlain)
            return $"{(long)value}";
        return value.ToString("R").Split('E') is [var digits, var exponent]
            ? $"{digits}e{int.Parse(exponent)}"
            : $"{value:R}";
    }

    /// <summary>The canonical text of a number in JSON. 64-bit integers stay exact.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is too large for a double.</exception>
    public static string Number(string spelling) =>
        NumberSpelling.TryWhole(spelling, out var whole) ? $"{whole}" : Number(double.Parse(spelling));
}

/// <summary>Parses numbers in JSON.</summary>
internal static class NumberSpelling
{
    /// <summary>Parses a 64-bit integer such as <c>100</c>, <c>100.0</c> or <c>1e2</c>; false for any other
    /// number.</summary>
    public static bool TryWhole(string spelling, out long whole)
    {
        whole = 0;
        if (!decimal.TryParse(spelling, NumberStyles.Float, null, out var exact)
            || exact != decimal.Truncate(exact) || exact is < long.MinValue or > long.MaxValue)
            return false;

        // A decimal rounds after 28 digits, but 1e-40 is not zero.
        if (exact == 0 && HasDigits(spelling))
            return false;
        whole = (long)exact;
        return true;
    }

    /// <summary>The nearest double; false for a number that would become infinite, or zero.</summary>
    public static bool TryDouble(string spelling, out double value)
    {
        value = double.Parse(spelling);
        return double.IsFinite(value) && (value != 0 || !HasDigits(spelling));
    }

    private static bool HasDigits(string spelling) =>
        spelling.TakeWhile(each => each is not ('e' or 'E')).Any(each => each is >= '1' and <= '9');
}
