using SweepRunner.Experiments.Models;
using SweepRunner.Experiments.Models.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Parity;

/// <summary>Trains an expected case with the product's own parts, as the training loop puts them together, on the
/// case's batches.</summary>
internal sealed class ParityRun : IDisposable
{
    private const int Classes = 10;
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly ExpectedCase expected;
    private readonly nn.Module<Tensor, Tensor> module;
    private readonly List<Parameter> parameters;

    public ParityRun(ExpectedCase expected)
    {
        this.expected = expected;
        set_num_threads(1);
        manual_seed(expected.Seed);
        var model = new KnownModelConfig { Name = expected.Model, Width = expected.Width, Dropout = expected.Dropout };
        module = NetworkPlan
            .Create(model, new Shape(expected.Channels, expected.Size, expected.Size), Classes)
            .CreateModule();
        expected.Init.Apply(module);
        module.to(Type);
        parameters = [.. module.parameters()];
    }

    public IReadOnlyList<Tensor> Parameters => parameters;

    public IReadOnlyList<Tensor> Buffers => [.. module.buffers().Where(buffer => buffer.dtype == Type)];

    private ScalarType Type => expected.Dtype == "float64" ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>Takes every step of the case.</summary>
    /// <returns>The loss of each step.</returns>
    public IReadOnlyList<double> Train()
    {
        using var optimizer = expected.Optimizer!.Create(parameters);
        return [.. Enumerable.Range(0, expected.Steps).Select(step => Step(optimizer, step))];
    }

    public void Dispose()
    {
        module.Dispose();
        scope.Dispose();
    }

    private double Step(optim.Optimizer optimizer, int step)
    {
        using var stepScope = NewDisposeScope();
        manual_seed(1000 + step);
        var x = rand([expected.Batch, expected.Channels, expected.Size, expected.Size]).to(Type);
        var y = randint(Classes, [expected.Batch], ScalarType.Int64);
        if (expected.Dropout > 0)
        {
            manual_seed(2000 + step);
        }

        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(module.call(ChannelsLast.From(x)), y);
        loss.backward();
        if (expected.ClipNorm is { } norm)
        {
            nn.utils.clip_grad_norm_(parameters, norm);
        }

        optimizer.step();
        return loss.to(ScalarType.Float64).item<double>();
    }
}
