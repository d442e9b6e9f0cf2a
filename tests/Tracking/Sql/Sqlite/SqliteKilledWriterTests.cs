namespace SweepRunner.Tracking.Tests.Sql.Sqlite;

public sealed class SqliteKilledWriterTests() : KilledWriterTests(path => $"sqlite:{path}");
