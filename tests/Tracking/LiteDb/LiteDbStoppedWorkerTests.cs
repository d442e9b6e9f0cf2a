namespace SweepRunner.Tracking.Tests.LiteDb;

public sealed class LiteDbStoppedWorkerTests() : StoppedWorkerTests(path => $"litedb:{path}");
