using System.Runtime.CompilerServices;

namespace SweepRunner.Tests.Shared;

/// <summary>A text compared with the file that holds what it should be, in the folder <c>Golden</c> beside the
/// test.</summary>
internal static class GoldenFile
{
    /// <summary>
    /// Fails with the first line that differs. With ACCEPT_GOLDEN=1 in the environment the file is written instead, and
    /// the test fails all the same, so that no run both accepts and passes.
    /// </summary>
    public static void Matches(string name, string actual, [CallerFilePath] string test = "")
    {
        var path = Path.Join(Path.GetDirectoryName(test), "Golden", name);
        if (Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            Assert.Fail($"{name} was written: look at its difference, then run without ACCEPT_GOLDEN.");
        }

        var (expectedLines, actualLines) = (File.ReadAllText(path).Split('\n'), actual.Split('\n'));
        for (var line = 0; line < Math.Max(expectedLines.Length, actualLines.Length); line++)
        {
            var (expected, found) = (expectedLines.ElementAtOrDefault(line), actualLines.ElementAtOrDefault(line));
            if (expected != found)
                Assert.Fail($"{name}, line {line + 1}:\nexpected: {expected ?? "(end)"}\n  actual: {found ?? "(end)"}");
        }
    }
}
