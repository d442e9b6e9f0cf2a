using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SweepRunner.Configuration;

/// <summary>Canonical JSON, one text for each value: no spaces, keys in ordinal order, and each number in the shortest
/// form that reads back to the same bits.</summary>
public static class CanonicalJson
{
    // Integers up to this one have no exponent, whether they are doubles or 64-bit integers.
    private const double LargestPlain = 9e18;

    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>The canonical text of a value.</summary>
    /// <param name="node">The value; null is <c>null</c>.</param>
    /// <param name="hasSortedKeys">False to keep the order of the keys, where it has a meaning.</param>
    public static string Write(JsonNode? node, bool hasSortedKeys = true)
    {
        var text = new StringBuilder();
        Write(text, node, hasSortedKeys);
        return text.ToString();
    }

    /// <summary>The text in quotes, escaped.</summary>
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, Encoder)}\"";

    /// <summary>The shortest spelling of a finite number: 1 for 1.0 and 1e0, 1e-8 for 0.00000001, 0 for -0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "JSON has only finite numbers.");
        if (double.IsInteger(value) && Math.Abs(value) <= LargestPlain)
            return Integer((long)value);
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0
            ? text
            : $"{text[..exponent]}e{Integer(int.Parse(text[(exponent + 1)..], CultureInfo.InvariantCulture))}";
    }

    /// <summary>The text of an integer.</summary>
    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The canonical text of a number in JSON. 64-bit integers stay exact.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is too large for a double.</exception>
    public static string Number(string spelling) =>
        NumberSpelling.TryWhole(spelling, out var whole)
            ? Integer(whole)
            : Number(double.Parse(spelling, CultureInfo.InvariantCulture));

    private static void Write(StringBuilder text, JsonNode? node, bool hasSortedKeys)
    {
        switch (node)
        {
            case JsonObject parent:
                IEnumerable<KeyValuePair<string, JsonNode?>> properties = parent;
                if (hasSortedKeys)
                    properties = parent.OrderBy(property => property.Key, StringComparer.Ordinal);
                Enclose(text, '{', '}', properties, property =>
                {
                    text.Append(Quote(property.Key)).Append(':');
                    Write(text, property.Value, hasSortedKeys);
                });
                break;
            case JsonArray list:
                Enclose(text, '[', ']', list, item => Write(text, item, hasSortedKeys));
                break;
            case JsonValue value:
                text.Append(Scalar(value));
                break;
            default:
                text.Append("null");
                break;
        }
    }

    private static void Enclose<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> write)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                text.Append(',');
            isFirst = false;
            write(item);
        }

        text.Append(close);
    }

    private static string Scalar(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => Quote(value.GetValue<string>()),
        JsonValueKind.Number => Number(value.ToJsonString()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };
}

/// <summary>Parses numbers in JSON.</summary>
internal static class NumberSpelling
{
    /// <summary>Parses a 64-bit integer such as <c>100</c>, <c>100.0</c> or <c>1e2</c>.</summary>
    /// <returns>False if the number has a fraction or does not fit into 64 bits.</returns>
    public static bool TryWhole(string spelling, out long whole)
    {
        whole = 0;
        if (!decimal.TryParse(spelling, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            || exact != decimal.Truncate(exact) || exact is < long.MinValue or > long.MaxValue)
            return false;

        // A decimal rounds after 28 digits, but 1e-40 is not zero.
        if (exact == 0 && HasDigits(spelling))
            return false;
        whole = (long)exact;
        return true;
    }

    /// <summary>The nearest double.</summary>
    /// <returns>False if the number is too large or too small for a double: it would become infinite, or
    /// zero.</returns>
    public static bool TryDouble(string spelling, out double value)
    {
        value = double.Parse(spelling, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) && (value != 0 || !HasDigits(spelling));
    }

    private static bool HasDigits(string spelling) =>
        spelling.TakeWhile(each => each is not ('e' or 'E')).Any(each => each is >= '1' and <= '9');
}
