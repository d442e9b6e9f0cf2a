namespace SweepRunner.Experiments.Tests.Parity;

/// <summary>The product's numbers are PyTorch's: from the same seed and batches, the same weights after the same
/// steps.</summary>
public sealed class ParityTests
{
    // A float32 run is held to what its rounding allows over 20 steps; a float64 run to what leaves no room for another
    // formula.
    private const double SinglePrecision = 1e-4;
    private const double DoublePrecision = 1e-8;
    private const double OptimizerPrecision = 1e-10;
    private const double DrawPrecision = 1e-6;
    private const double RatePrecision = 1e-12;

    public static TheoryData<string> Networks => Expected.Names("Networks");

    public static TheoryData<string> OptimizerCases => Expected.Names("Optimizers");

    public static TheoryData<string> Initialisations => Expected.Names("Initialisations");

    public static TheoryData<int> Schedules => [.. Enumerable.Range(0, Expected.Schedules().Cases.Length)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Network_Trained_HasPyTorchsLossesAndWeights(string name) =>
        HoldTraining(
            Expected.Case("Networks", name),
            name.EndsWith("float64", StringComparison.Ordinal) ? DoublePrecision : SinglePrecision);

    [Theory]
    [MemberData(nameof(OptimizerCases))]
    public void Optimizer_TwentySteps_HasPyTorchsLossesAndWeights(string name) =>
        HoldTraining(Expected.Case("Optimizers", name), OptimizerPrecision);

    [Theory]
    [MemberData(nameof(Initialisations))]
    public void Initialisation_Applied_DrawsPyTorchsWeights(string name)
    {
        var expected = Expected.Case("Initialisations", name);
        using var run = new ParityRun(expected);
        Compare.Tensors("tensor", expected.Parameters, run.Parameters, DrawPrecision);
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void LearningRate_EveryStep_IsPyTorchs(int index)
    {
        var schedules = Expected.Schedules();
        var expected = schedules.Cases[index];
        var steps = schedules.Epochs * schedules.StepsPerEpoch;
        var rates = Enumerable.Range(0, (int)steps)
            .Select(step => expected.Schedule.RateAt(schedules.Lr, step, schedules.StepsPerEpoch, steps));
        Compare.Numbers($"{expected.Schedule}, step", expected.Rates, [.. rates], RatePrecision);
    }

    private static void HoldTraining(ExpectedCase expected, double tolerance)
    {
        using var run = new ParityRun(expected);
        Compare.Numbers("initial norm of tensor", expected.InitialNorms, Compare.Norms(run.Parameters), DrawPrecision);
        Compare.Numbers("loss of step", expected.Losses, run.Train(), tolerance);
        Compare.Tensors("tensor", expected.Parameters, run.Parameters, tolerance);
        Compare.Tensors("buffer", expected.Buffers, run.Buffers, tolerance);
    }
}
