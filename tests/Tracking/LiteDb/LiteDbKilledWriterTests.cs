namespace SweepRunner.Tracking.Tests.LiteDb;

public sealed class LiteDbKilledWriterTests() : KilledWriterTests(path => $"litedb:{path}");
