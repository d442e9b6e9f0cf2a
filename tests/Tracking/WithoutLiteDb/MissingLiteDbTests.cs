using SweepRunner.Tests.Shared;

namespace SweepRunner.Tracking.Tests.WithoutLiteDb;

/// <summary>A build without LiteDB, which is the default one.</summary>
public sealed class MissingLiteDbTests
{
    [Fact]
    public void Open_StoreOfLiteDb_SaysHowToGetABuildThatHasIt()
    {
        var exception = Assert.Throws<TrackingException>(() => TrackingStores.Open("litedb:x.db", StoreAccess.Create, new ManualTime()));

        Assert.Equal(
            "Cannot open the store 'litedb:x.db': this build has no LiteDB. Build with 'dotnet build -p:LiteDB=true', or start the launcher with 'SWEEP_LITEDB=true ./sweep …', which need its package; or use sqlite:PATH.",
            exception.Message);
    }
}
