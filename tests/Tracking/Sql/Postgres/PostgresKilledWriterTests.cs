namespace SweepRunner.Tracking.Tests.Sql.Postgres;

public sealed class PostgresKilledWriterTests() : KilledWriterTests(_ => PostgresStores.NewUrl());
