using System.Text.Json;
using System.Text.Json.Serialization;

namespace SweepRunner.Experiments.Divergence;

/// <summary>The state of training at the moment of divergence: enough to explain it afterwards.</summary>
/// <param name="Losses">The last losses, the oldest first, including the one that diverged.</param>
/// <param name="GradientNorms">The global gradient norms of the same steps.</param>
/// <param name="Layers">Every trained tensor, in layer order.</param>
public sealed record DivergenceSnapshot(
    IReadOnlyList<double> Losses, IReadOnlyList<double> GradientNorms, IReadOnlyList<TensorStatistics> Layers)
{
    /// <summary>Camel case; NaN and infinities as text.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>As JSON, with NaN and infinities as <c>"NaN"</c>, <c>"Infinity"</c> and <c>"-Infinity"</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>One trained tensor and its gradient at the moment of divergence.</summary>
/// <param name="Name">The tensor's name in the network.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Norm">2-norm of its values.</param>
/// <param name="Largest">Largest magnitude among its finite values.</param>
/// <param name="NonFinite">Number of values that are NaN or infinite.</param>
/// <param name="GradientNorm">2-norm of its gradient; null where it has none.</param>
/// <param name="GradientLargest">Largest magnitude among the gradient's finite values.</param>
/// <param name="GradientNonFinite">Number of the gradient's values that are NaN or infinite.</param>
public sealed record TensorStatistics(
    string Name,
    IReadOnlyList<long> Shape,
    double Norm,
    double Largest,
    long NonFinite,
    double? GradientNorm,
    double? GradientLargest,
    long? GradientNonFinite)
{
    internal static TensorStatistics Measure(string name, Parameter parameter)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (norm, largest, nonFinite) = Measure(parameter);
        (double Norm, double Largest, long NonFinite)? gradient = parameter.grad is { } grad ? Measure(grad) : null;
        return new TensorStatistics(
            name,
            parameter.shape,
            norm,
            largest,
            nonFinite,
            gradient?.Norm,
            gradient?.Largest,
            gradient?.NonFinite);
    }

    private static (double Norm, double Largest, long NonFinite) Measure(Tensor tensor)
    {
        var values = tensor.detach().to(ScalarType.Float64);
        var isFinite = values.isfinite();
        var largest = where(isFinite, values.abs(), zeros_like(values)).max();
        return (values.norm().item<double>(), largest.item<double>(), values.numel() - isFinite.sum().item<long>());
    }
}
