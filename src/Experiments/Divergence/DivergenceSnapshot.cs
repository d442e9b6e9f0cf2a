using System.Text.Json;
using System.Text.Json.Serialization;

namespace SweepRunner.Experiments.Divergence;

/// <summary>The state of training at the moment of divergence: the last losses, the oldest first and the one that
/// diverged included, the global gradient norms of the same steps, and every trained tensor in layer order.</summary>
public sealed record DivergenceSnapshot(
    IReadOnlyList<double> Losses, IReadOnlyList<double> GradientNorms, IReadOnlyList<TensorStatistics> Layers)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>As JSON, with NaN and infinities as <c>"NaN"</c>, <c>"Infinity"</c> and <c>"-Infinity"</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>One trained tensor at the moment of divergence: its 2-norm, its largest finite magnitude and its number of
/// NaN and infinite values; the same of its gradient, null where it has none.</summary>
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
        return new(
            name, parameter.shape, norm, largest, nonFinite, gradient?.Norm, gradient?.Largest, gradient?.NonFinite);
    }

    private static (double Norm, double Largest, long NonFinite) Measure(Tensor tensor)
    {
        var values = tensor.detach().to(ScalarType.Float64);
        var isFinite = values.isfinite();
        var largest = where(isFinite, values.abs(), zeros_like(values)).max();
        return (values.norm().item<double>(), largest.item<double>(), values.numel() - isFinite.sum().item<long>());
    }
}
