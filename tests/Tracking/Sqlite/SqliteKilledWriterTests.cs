namespace SweepRunner.Tracking.Tests.Sqlite;

public sealed class SqliteKilledWriterTests() : KilledWriterTests("sqlite");
