using LiteDB;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>Values of documents that may be absent. Times are milliseconds since 1970, UTC: LiteDB's own are local
/// ones, unless asked.</summary>
internal static class LiteDbValues
{
    public static BsonValue OrNull(this string? text) => text is null ? BsonValue.Null : new BsonValue(text);

    public static BsonValue OrNull(this long? number) => number is { } value ? new BsonValue(value) : BsonValue.Null;

    public static BsonValue OrNull(this int? number) => number is { } value ? new BsonValue(value) : BsonValue.Null;

    public static BsonValue OrNull(this double? number) => number is { } value ? new BsonValue(value) : BsonValue.Null;

    public static string? TextOrNull(this BsonValue value) => value.IsNull ? null : value.AsString;

    public static long? LongOrNull(this BsonValue value) => value.IsNull ? null : value.AsInt64;

    public static int? IntOrNull(this BsonValue value) => value.IsNull ? null : value.AsInt32;

    public static double? DoubleOrNull(this BsonValue value) => value.IsNull ? null : value.AsDouble;

    public static DateTimeOffset Time(this BsonValue value) => DateTimeOffset.FromUnixTimeMilliseconds(value.AsInt64);

    public static DateTimeOffset? TimeOrNull(this BsonValue value) => value.IsNull ? null : value.Time();

    /// <summary>The array with one more value behind it.</summary>
    public static BsonArray With(this BsonArray array, BsonValue last) => [.. array, last];

    public static BsonArray Array(IEnumerable<string?> texts) => new(texts.Select(OrNull));

    public static IReadOnlyList<string?> Texts(this BsonValue value) => [.. value.AsArray.Select(TextOrNull)];
}
