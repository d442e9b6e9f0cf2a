using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Training;

/// <summary>The numbers of one step.</summary>
/// <param name="Step">The 0-based step.</param>
/// <param name="Epoch">The 0-based epoch.</param>
/// <param name="Images">Images in the batch.</param>
/// <param name="LearningRate">The rate of the step's update.</param>
/// <param name="Loss">Mean loss of the batch.</param>
/// <param name="Correct">Images of the batch that were classified rightly.</param>
/// <param name="GradientNorm">Global 2-norm of the gradient.</param>
/// <param name="IsFirstGradientZero">True when the gradient of the first layer's weight is exactly zero.</param>
internal readonly record struct StepReading(
    long Step,
    int Epoch,
    long Images,
    double LearningRate,
    double Loss,
    double Correct,
    double GradientNorm,
    bool IsFirstGradientZero);

/// <summary>
/// Collects the numbers of steps on the device and brings them over together, so that a GPU is not made to wait at
/// every step. On a CPU, where reading costs nothing, every step is read at once.
/// </summary>
internal sealed class StepReadings(IReadOnlyList<Parameter> parameters, Device device) : IDisposable
{
    private const int StepsAReadOnGpu = 16;

    // Below this sum float32 has lost squares to underflow: each of up to 1e8 may be wrong by 1e-45.
    private const double LeastSum = 1e-30;

    private readonly int _stepsARead = device.type == DeviceType.CPU ? 1 : StepsAReadOnGpu;
    private readonly List<(StepReading Known, Tensor Measured)> _pending = [];

    /// <summary>Takes a step's numbers; call it after the backward pass and before gradients are clipped.</summary>
    public void Add(long step, int epoch, double learningRate, Tensor loss, Tensor logits, Tensor labels)
    {
        using var noGradient = no_grad();
        var correct = logits.detach().argmax(1).eq(labels).sum().to(ScalarType.Float64);
        var measured = stack([
            loss.detach().to(ScalarType.Float64),
            correct,
            SquaredGradientNorm(),
            parameters[0].grad!.abs().max().to(ScalarType.Float64),
        ]);
        _pending.Add(
            (
                new StepReading(step, epoch, labels.shape[0], learningRate, 0, 0, 0, false),
                measured.DetachFromDisposeScope()));
    }

    /// <summary>The steps that are due, the oldest first; none while a GPU still works on them.</summary>
    /// <param name="isLast">True to bring all over now.</param>
    public IReadOnlyList<StepReading> Read(bool isLast)
    {
        if (_pending.Count == 0 || (_pending.Count < _stepsARead && !isLast))
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
    /// The sum of squares in float64. On a CPU it is first tried as BLAS dot products in float32, several times faster,
    /// and taken anew where those overflow or underflow: float32 can square neither the gradients of a diverging
    /// network nor those that have all but vanished.
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

    private Tensor[] Squares(Func<Tensor, Tensor> convert)
    {
        var squares = new Tensor[parameters.Count];
        for (var index = 0; index < squares.Length; index++)
        {
            var gradient = parameters[index].grad!;

            // A gradient is dense whatever its layout, so it can be read as one vector without a copy.
            var vector = convert(gradient.as_strided([gradient.numel()], [1]));
            squares[index] = vector.dot(vector);
        }

        return squares;
    }
}
