using SweepRunner.Experiments.Initialization;
using SweepRunner.Experiments.Models;
using SweepRunner.Experiments.Models.Layers;
using SweepRunner.Experiments.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Models;

/// <summary>What every network must do, at width 0.25 on an image close to the smallest that it takes.</summary>
public abstract class NetworkModuleTests(string name, int channels, int side, double learningRate, long seed = 0)
{
    private const double Width = 0.25;

    [Fact]
    public void CreateModule_OnARealForward_GivesThePlannedShapesAndParameters()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var plan = Plan();
        using var module = plan.CreateModule();
        module.eval();

        Assert.Equal(plan.Parameters, module.parameters().Sum(parameter => parameter.numel()));
        var value = zeros(2, channels, side, side);
        foreach (var (layer, planned) in module.children().Cast<nn.Module<Tensor, Tensor>>().Zip(plan.Layers))
        {
            value = layer.call(value);
            Assert.Equal(planned.Output.ToString(), string.Join('×', value.shape.Skip(1)));
        }
    }

    [Fact]
    public void CreateModule_Activation_ReplacesTheNetworksOwnEverywhere()
    {
        var module = (string? activation) => NetworkPlan.Create(
            new KnownModelConfig { Name = name, Width = Width, Activation = activation },
            new Shape(channels, side, side),
            10).CreateModule();
        using var own = module(null);
        using var tanh = module("tanh");

        Assert.Equal(0, Count(own, "Tanh"));
        Assert.Equal(0, Count(tanh, "ReLU") + Count(tanh, "Sigmoid"));
        Assert.Equal(Count(own, "ReLU") + Count(own, "Sigmoid"), Count(tanh, "Tanh"));
        Assert.NotEqual(0, Count(tanh, "Tanh"));

        static int Count(nn.Module module, string kind) =>
            module.modules().Count(each => each.GetName() == kind);
    }

    [Fact]
    public void CreateModule_SameSeed_SameWeights_OtherSeed_Others()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(Weights(3), Weights(3));
        Assert.NotEqual(Weights(3), Weights(4));
    }

    [Fact]
    public void Training_OneBatch_IsLearntByHeart()
    {
        using var scope = NewDisposeScope();
        set_num_threads(1);
        manual_seed(seed);
        using var module = Plan(dropout: 0).CreateModule();
        new KaimingNormalInit().Apply(module);
        using var optimizer = (new AdamConfig { Lr = learningRate }).Create(module.parameters());
        var images = ChannelsLast.From(randn(8, channels, side, side));
        var labels = arange(8);

        var loss = double.NaN;
        for (var step = 0; step < 300 && !(loss < 0.05); step++)
        {
            using var stepScope = NewDisposeScope();
            optimizer.zero_grad();
            var value = nn.functional.cross_entropy(module.call(images), labels);
            value.backward();
            optimizer.step();
            loss = value.item<float>();
        }

        Assert.True(loss < 0.05, $"The loss of one batch of 8 images is {loss} after 300 steps.");
    }

    [Fact]
    public void Gradient_AgainstFiniteDifferences_AgreesOnEveryTensor()
    {
        const double Epsilon = 1e-6;
        using var scope = NewDisposeScope();
        set_num_threads(1);
        manual_seed(1);
        using var module = Plan(dropout: 0).CreateModule();
        new KaimingNormalInit().Apply(module);
        module.to(ScalarType.Float64);
        var images = randn(3, channels, side, side, ScalarType.Float64);
        var labels = arange(3);
        Tensor Loss() => nn.functional.cross_entropy(module.call(images), labels);
        Loss().backward();

        foreach (var (parameterName, parameter) in module.named_parameters())
        {
            using var parameterScope = NewDisposeScope();
            using var noGradient = no_grad();
            var direction = randn(parameter.shape, ScalarType.Float64);
            direction /= direction.norm();
            var analytic = (parameter.grad! * direction).sum().item<double>();
            parameter.add_(direction * Epsilon);
            var above = Loss().item<double>();
            parameter.sub_(direction * (2 * Epsilon));
            var below = Loss().item<double>();
            parameter.add_(direction * Epsilon);
            var numeric = (above - below) / (2 * Epsilon);

            // The absolute part is the rounding of the loss divided by the step, which a batch norm over few values
            // makes larger: a bias before one has no gradient at all.
            Assert.True(
                Math.Abs(analytic - numeric) <= (1e-3 * Math.Abs(numeric)) + 1e-7,
                $"{name}, {parameterName}: {analytic} by autograd, {numeric} by differences.");
        }
    }

    private NetworkPlan Plan(double? dropout = null) => NetworkPlan.Create(
        new KnownModelConfig { Name = name, Width = Width, Dropout = NetworkCatalog.HasDropout(name) ? dropout : null },
        new Shape(channels, side, side),
        10);

    private float[] Weights(long seed)
    {
        manual_seed(seed);
        using var module = Plan().CreateModule();
        return [.. module.parameters().SelectMany(parameter => parameter.detach().data<float>().ToArray())];
    }
}

/// <inheritdoc/>
public sealed class LeNetModuleTests() : NetworkModuleTests("lenet", 1, 28, 1e-2);

/// <inheritdoc/>
public sealed class AlexNetModuleTests() : NetworkModuleTests("alexnet", 1, 67, 1e-3);

/// <inheritdoc/>
public sealed class AlexNetPlainModuleTests() : NetworkModuleTests("alexnet-plain", 1, 67, 1e-3);

/// <inheritdoc/>
public sealed class AlexNetSlimModuleTests() : NetworkModuleTests("alexnet-slim", 1, 67, 1e-3);

/// <inheritdoc/>
public sealed class AlexNetHalfModuleTests() : NetworkModuleTests("alexnet-half", 3, 64, 1e-3);

/// <inheritdoc/>
public sealed class Vgg11ModuleTests() : NetworkModuleTests("vgg11", 1, 32, 1e-3);

/// <remarks>Its classifier ends in a ReLU: a class whose channel starts dead is never learnt, in PyTorch as here, so
/// the seed is one that starts alive.</remarks>
public sealed class NiNModuleTests() : NetworkModuleTests("nin", 1, 67, 1e-3, seed: 1);

/// <inheritdoc/>
public sealed class GoogLeNetModuleTests() : NetworkModuleTests("googlenet", 1, 16, 1e-3);

/// <inheritdoc/>
public sealed class ResNet18ModuleTests() : NetworkModuleTests("resnet18", 1, 32, 1e-3);

/// <inheritdoc/>
public sealed class DenseNetModuleTests() : NetworkModuleTests("densenet", 1, 32, 1e-3);
