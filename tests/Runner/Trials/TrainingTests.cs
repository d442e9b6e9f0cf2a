namespace SweepRunner.Runner.Tests.Trials;

/// <summary>Tests that train, one at a time: libtorch's generator and its threads are the process's.</summary>
[CollectionDefinition(Name)]
public static class TrainingTests
{
    public const string Name = "training";
}
