using SweepRunner.Experiments.Divergence;
using TorchSharp;

namespace SweepRunner.Experiments.Training;

/// <summary>
/// Collects the numbers of steps on the device and copies several steps at once, so that a GPU does not wait at every
/// step. On a CPU a copy costs nothing and every step is read at once.
/// </summary>
internal sealed class StepReadings(IReadOnlyList<Parameter> parameters, Device device) : IDisposable
{
    private const int StepsAReadOnGpu = 16;

    // Below this sum float32 has lost squares to underflow: each of up to 1e8 may be wrong by 1e-45.
    private const double LeastSum = 1e-30;

    private readonly int _stepsARead = device.type == DeviceType.CPU ? 1 : StepsAReadOnGpu;
    private readonly List<(StepReading Known, Tensor Measured)> _pending = [];

    /// <summary>Measures a step, after its backward pass and before gradients are clipped.</summary>
    public void Add(long step, int epoch, double learningRate, Tensor loss, Tensor logits, Tensor labels)
    {
        using var noGradient = no_grad();
        var measured = stack([
            loss.detach().to(ScalarType.Float64),
            logits.detach().argmax(1).eq(labels).sum().to(ScalarType.Float64),
            SquaredGradientNorm(),
            parameters[0].grad!.abs().max().to(ScalarType.Float64),
        ]);
        var known = new StepReading(step, epoch, labels.shape[0], learningRate, 0, 0, 0, false);
        _pending.Add((known, measured.DetachFromDisposeScope()));
    }

    /// <summary>The steps that are due, the oldest first: from a GPU several at once, or all when this read is the
    /// last.</summary>
    public IReadOnlyList<StepReading> Read(bool isLast)
    {
        if (_pending.Count < _stepsARead && !isLast)
            return [];

        var readings = _pending.ConvertAll(entry =>
        {
            var values = entry.Measured.cpu().data<double>().ToArray();
            return entry.Known with
            {
                Loss = values[0],
                Correct = values[1],
                GradientNorm = Math.Sqrt(values[2]),
                IsFirstGradientZero = values[3] == 0,
            };
        });
        Dispose();
        return readings;
    }

    public void Dispose()
    {
        _pending.ForEach(entry => entry.Measured.Dispose());
        _pending.Clear();
    }

    /// <summary>
    /// The sum of squares in float64. A CPU first tries BLAS dot products in float32, which are several times faster,
    /// and falls back where they overflow or underflow: float32 can square neither the gradients of a diverging network
    /// nor those that have nearly vanished.
    /// </summary>
    private Tensor SquaredGradientNorm()
    {
        if (device.type == DeviceType.CPU && parameters[0].dtype == ScalarType.Float32)
        {
            var sum = stack(Squares(gradient => gradient)).to(ScalarType.Float64).sum();
            if (sum.item<double>() is >= LeastSum and < double.PositiveInfinity)
                return sum;
        }

        return stack(Squares(gradient => gradient.to(ScalarType.Float64))).sum();
    }

    // A gradient is dense whatever its layout, so as_strided reads it as one vector without a copy.
    private Tensor[] Squares(Func<Tensor, Tensor> convert) =>
    [
        .. parameters
            .Select(parameter => parameter.grad!)
            .Select(gradient => convert(gradient.as_strided([gradient.numel()], [1])))
            .Select(vector => vector.dot(vector)),
    ];
}
