using Xunit.Abstractions;

namespace SweepRunner.EndToEnd.Tests;

public sealed class SqliteTortureTests(ITestOutputHelper output) : TortureTests(output, "sqlite");
