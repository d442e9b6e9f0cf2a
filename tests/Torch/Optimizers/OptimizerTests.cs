using SweepRunner.Torch.Tests.Expected;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Optimizers;

public sealed class OptimizerTests
{
    private static readonly Dictionary<string, Func<Parameter[], OptimizerHelper>> Cases = new()
    {
        ["sgd"] = p => optim.SGD(p, 0.05),
        ["sgd-decay"] = p => optim.SGD(p, 0.05, weight_decay: 0.1),
        ["sgd-momentum"] = p => optim.SGD(p, 0.05, momentum: 0.9, dampening: 0.3),
        ["sgd-nesterov"] = p => optim.SGD(p, 0.05, momentum: 0.9, nesterov: true, weight_decay: 0.01),
        ["sgd-maximize"] = p => optim.SGD(p, 0.001, momentum: 0.5, maximize: true),
        ["adam"] = p => optim.Adam(p, 0.02),
        ["adam-options"] = p => optim.Adam(p, 0.02, beta1: 0.8, beta2: 0.95, eps: 1e-4, weight_decay: 0.1),
        ["adam-amsgrad"] = p => optim.Adam(p, 0.02, amsgrad: true),
        ["adamw"] = p => optim.AdamW(p, 0.02, weight_decay: 0.1),
        ["adamw-amsgrad"] = p => optim.AdamW(p, 0.02, beta1: 0.7, beta2: 0.9, amsgrad: true, maximize: true),
        ["rmsprop"] = p => optim.RMSProp(p, 0.01),
        ["rmsprop-options"] = p => optim.RMSProp(p, 0.01, alpha: 0.9, eps: 1e-5, weight_decay: 0.1, momentum: 0.8),
        ["rmsprop-centered"] = p => optim.RMSProp(p, 0.01, centered: true, momentum: 0.5),
        ["adagrad"] = p => optim.Adagrad(p, 0.1),
        ["adagrad-options"] = p => optim.Adagrad(p, 0.1, lr_decay: 0.05, weight_decay: 0.1, initial_accumulator_value: 0.5, eps: 1e-6),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TwentySteps_FromTheSameStart_GivePyTorchsParameters(string name)
    {
        using var scope = NewDisposeScope();
        var parameters = Start();
        using var optimizer = Cases[name](parameters);
        for (var step = 0; step < 20; step++)
            Step(optimizer, parameters, step);

        PyTorch.AssertClose(PyTorch.Values("optimizers", name), Values(parameters), 1e-13);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void State_SavedAndLoaded_GoesOnToTheSameBits(string name)
    {
        using var scope = NewDisposeScope();
        var parameters = Start();
        using var optimizer = Cases[name](parameters);
        for (var step = 0; step < 7; step++)
            Step(optimizer, parameters, step);
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
            optimizer.save_state_dict(writer);

        Parameter[] copies = [.. parameters.Select(parameter => new Parameter(parameter.detach().clone()))];
        using var other = Cases[name](copies);
        stream.Position = 0;
        other.load_state_dict(new BinaryReader(stream));
        for (var step = 7; step < 20; step++)
        {
            Step(optimizer, parameters, step);
            Step(other, copies, step);
        }

        Assert.Equal(Values(parameters), Values(copies));
    }

    [Fact]
    public void State_OfAnotherOptimizer_IsRefused()
    {
        using var scope = NewDisposeScope();
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
            optim.Adam(Start()).save_state_dict(writer);
        stream.Position = 0;

        var exception = Assert.Throws<InvalidDataException>(() => optim.SGD(Start(), 0.1).load_state_dict(new BinaryReader(stream)));

        Assert.Equal("Mismatched optimizer type: expected 'SGD', but found 'Adam' in the loaded stream.", exception.Message);
    }

    [Fact]
    public void LearningRate_SetOnTheGroup_IsUsedByTheNextStep()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(zeros(1));
        var optimizer = optim.SGD([parameter], 1);
        parameter.grad = ones(1);
        optimizer.step();
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = 0.25;
        optimizer.step();

        Assert.Equal(-1.25f, parameter.item<float>());
        Assert.Equal(1, optimizer.ParamGroups.Single().InitialLearningRate);
    }

    [Fact]
    public void ParameterWithoutGradient_IsLeftAlone()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(ones(1));
        using var optimizer = optim.AdamW([parameter], 0.1, weight_decay: 0.5);
        optimizer.step();
        optimizer.zero_grad();

        Assert.Equal(1f, parameter.item<float>());
        Assert.Null(parameter.grad);
    }

    [Fact]
    public void ClippingByNorm_ScalesAllGradientsTogether()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [new(zeros([10], float64)), new(zeros([6], float64))];
        parameters[0].grad = linspace(-3, 3, 10, float64);
        parameters[1].grad = linspace(1, 2, 6, float64);
        var norm = nn.utils.clip_grad_norm_(parameters, 2.5);

        PyTorch.AssertClose([PyTorch.Number("clip", "norm")], [norm], 1e-14);
        PyTorch.AssertClose(PyTorch.Values("clip", "gradients"), [.. parameters.SelectMany(parameter => parameter.grad!.data<double>().ToArray())], 1e-14);
    }

    [Fact]
    public void ClippingByValue_CutsEachElement()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(zeros(3)) { grad = tensor(new float[] { -5, 0.5f, 5 }) };
        nn.utils.clip_grad_value_([parameter], 1);

        Assert.Equal([-1f, 0.5f, 1], parameter.grad!.data<float>().ToArray());
    }

    private static Parameter[] Start() => [new(linspace(-1, 2, 12, float64).reshape(3, 4)), new(linspace(0.5, 1, 4, float64))];

    private static void Step(OptimizerHelper optimizer, Parameter[] p, int step)
    {
        using var scope = NewDisposeScope();
        foreach (var parameter in p)
            parameter.grad = null;
        (((p[0] * p[1]).sin() * (1 + (step % 3))).sum() + p[0].pow(4).mean()).backward();
        optimizer.step();
    }

    private static double[] Values(Parameter[] parameters) => [.. parameters.SelectMany(parameter => parameter.detach().data<double>().ToArray())];
}
