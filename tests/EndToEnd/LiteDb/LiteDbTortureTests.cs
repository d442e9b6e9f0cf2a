using Xunit.Abstractions;

namespace SweepRunner.EndToEnd.Tests.LiteDb;

public sealed class LiteDbTortureTests(ITestOutputHelper output) : TortureTests(output, "litedb");
