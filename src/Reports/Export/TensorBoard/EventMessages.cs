using Google.Protobuf;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>
/// The records of an event file: messages <c>Event</c>, whose fields are those of TensorBoard's
/// <c>compat/proto/event.proto</c>, <c>summary.proto</c> and <c>tensor.proto</c>. Times are seconds since 1970, UTC.
/// </summary>
internal static class EventMessages
{
    private const int TensorClass = 2, FloatType = 1;

    /// <summary>The first record of every file. From this version on TensorBoard drops no point because another record
    /// has a lower step.</summary>
    public static byte[] FileVersion(DateTimeOffset time) => Message.Of(record =>
    {
        record.Add(1, Seconds(time));
        record.Add(3, "brain.Event:2");
    });

    /// <summary>
    /// A scalar in its older form, <c>simple_value</c>. TensorBoard reads the newer one, a tensor, alike, but its
    /// default loader takes no tensor of doubles, and many other readers know this form alone.
    /// </summary>
    public static byte[] Scalar(string tag, long step, double value, DateTimeOffset time) => Message.Of(record =>
    {
        record.Add(1, Seconds(time));
        record.Add(2, step);
        record.Add(5, summary => summary.Add(1, entry =>
        {
            entry.Add(1, tag);
            entry.Add(2, Single(value));
        }));
    });

    /// <summary>What a plugin keeps beside the points: content in the metadata of a tag whose tensor is
    /// empty.</summary>
    /// <param name="tag">The tag that the plugin looks for.</param>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="content">The plugin's message.</param>
    /// <param name="step">The 0-based step.</param>
    /// <param name="time">When.</param>
    public static byte[] Plugin(string tag, string plugin, byte[] content, long step, DateTimeOffset time) =>
        Message.Of(record =>
        {
            record.Add(1, Seconds(time));
            record.Add(2, step);
            record.Add(
                5,
                summary =>
                    summary.Add(
                        1,
                        entry =>
                        {
                            entry.Add(1, tag);
                            entry.Add(
                                9,
                                metadata =>
                                {
                                    metadata.Add(
                                        1,
                                        data =>
                                        {
                                            data.Add(1, plugin);
                                            data.Add(2, content);
                                        });
                                    metadata.Add(4, TensorClass);
                                });
                            entry.Add(8, EmptyTensor);
                        }));
        });

    /// <summary>Seconds since 1970, UTC, to the millisecond.</summary>
    public static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    // Shape [0]: the metadata is what counts, yet a value without a tensor is none.
    private static void EmptyTensor(CodedOutputStream tensor)
    {
        tensor.Add(1, FloatType);
        tensor.Add(2, shape => shape.Add(2, dimension => dimension.Add(1, 0L)));
    }

    // A finite value beyond float32 stays finite: an infinity would tell of a trial that did not happen.
    private static float Single(double value) =>
        double.IsFinite(value) ? (float)Math.Clamp(value, float.MinValue, float.MaxValue) : (float)value;
}
