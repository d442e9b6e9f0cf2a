using System.Diagnostics;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Tracking.Tests.Leases;

public sealed class ProcessTableTests
{
    [Fact]
    public void Current_ThisProcess_IsKnownToBeAlive()
    {
        var owner = LeaseOwners.Current();

        Assert.Equal(Environment.ProcessId, owner.ProcessId);
        Assert.True(owner.ProcessStart > 0);
        Assert.StartsWith(Environment.MachineName, owner.Host, StringComparison.Ordinal);
        Assert.False(LeaseOwners.IsDead(owner, new ProcessTable()));
        Assert.Equal(owner, LeaseOwners.Current());
    }

    [Fact]
    public async Task IsDead_ProcessKilled_IsTrue()
    {
        using var process = Process.Start("sleep", "60");
        var owner = LeaseOwners.Current() with
        {
            ProcessId = process.Id,
            ProcessStart = new ProcessTable().StartOf(process.Id)!.Value,
        };
        Assert.False(LeaseOwners.IsDead(owner, new ProcessTable()));

        process.Kill();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(LeaseOwners.IsDead(owner, new ProcessTable()));
    }

    [Fact]
    public void StartInStat_CommandWithSpacesAndBrackets_FindsTheField() =>
        Assert.Equal(
            4242,
            ProcessTable.StartInStat(
                "12 (a b) (c)) S 1 12 12 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 4242 1 1 18446744073709551615"));

    [Theory]
    [InlineData('Z')]
    [InlineData('X')]
    public void StartInStat_DeadButNotReaped_IsNull(char state) =>
        Assert.Null(
            ProcessTable.StartInStat($"12 (sh) {state} 1 12 12 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 4242 1 1"));
}
