namespace SweepRunner.Tracking.Tests.Sql.Postgres;

public sealed class PostgresStoppedWorkerTests() : StoppedWorkerTests(_ => PostgresStores.NewUrl());
