using System.Text.Json;
using System.Text.Json.Serialization;

namespace SweepRunner.Reports.Html;

/// <summary>Draws charts in a page with ECharts. The JSON becomes an option of ECharts in <c>charts.js</c>, because
/// only the browser knows the width, the colour scheme and the reader's choices. The style is ignored.</summary>
internal sealed class EChartsRenderer : IChartRenderer
{
    /// <summary>The format of the page's data: camelCase, NaN as null, infinities as numbers that overflow a double,
    /// and safe inside a script element.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new PageNumberConverter() },
    };

    /// <summary>The library; null for a build without npm.</summary>
    public static string? Library { get; } = PageFiles.Find("echarts.min.js");

    public string Render(Chart chart, ChartStyle style)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return JsonSerializer.Serialize(chart, Json);
    }

    // Six digits are more than a pixel shows. Whole numbers, such as steps, stay whole.
    private sealed class PageNumberConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsNaN(value))
                writer.WriteNullValue();
            else if (double.IsInfinity(value))
                // JSON has no infinity, but every reader rounds this number to it.
                writer.WriteRawValue(value > 0 ? "1e999" : "-1e999", skipInputValidation: true);
            else if (Abs(value) < 1e15 && Floor(value) == value)
                writer.WriteNumberValue((long)value);
            else
                writer.WriteRawValue(value.ToString("G6"), skipInputValidation: true);
        }
    }
}
