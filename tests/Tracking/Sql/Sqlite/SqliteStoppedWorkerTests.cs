namespace SweepRunner.Tracking.Tests.Sql.Sqlite;

public sealed class SqliteStoppedWorkerTests() : StoppedWorkerTests(path => $"sqlite:{path}");
