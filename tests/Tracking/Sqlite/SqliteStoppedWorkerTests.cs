namespace SweepRunner.Tracking.Tests.Sqlite;

public sealed class SqliteStoppedWorkerTests() : StoppedWorkerTests("sqlite");
