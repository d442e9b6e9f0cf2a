using TorchSharp.Serialization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What all optimizers share: groups, states, the walk over parameters that have a gradient, and the file format.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly ParamGroup group;
    private readonly ParameterState[] states;

    private protected OptimizerHelper(IEnumerable<Parameter> parameters, double learningRate, int tensors, bool maximize)
    {
        group = new ParamGroup(parameters, learningRate);
        states = [.. group.Parameters.Select(parameter => new ParameterState(parameter, tensors))];
        IsMaximizing = maximize;
    }

    public override IEnumerable<optim.ILearningRateController> ParamGroups => [group];

    internal IReadOnlyList<ParameterState> States => states;

    /// <summary>Whether the parameters go up the gradient rather than down.</summary>
    private protected bool IsMaximizing { get; set; }

    /// <summary>Whether the number of steps is part of a parameter's state.</summary>
    private protected virtual bool HasStep => true;

    /// <summary>How many tensors of a parameter's state are always there.</summary>
    private protected virtual int RequiredTensors => 0;

    public override IEnumerable<Parameter> parameters() => group.Parameters;

    public override void zero_grad()
    {
        foreach (var state in states)
            nn.Module.ZeroGrad(state.Parameter, setToNone: false);
    }

    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var recording = enable_grad();
            loss = closure();
        }
        using var guard = no_grad();
        foreach (var state in states)
        {
            using var gradient = state.Parameter.TakeGrad();
            if (gradient is not null)
                Update(state, gradient);
        }
        return loss;
    }

    public void to(Device device)
    {
        foreach (var state in states)
            state.MoveTo(device);
    }

    public void save_state_dict(string location)
    {
        using var stream = File.Create(location);
        using var writer = new BinaryWriter(stream);
        save_state_dict(writer);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        writer.Write(GetType().Name);
        writer.Encode(1);
        writer.Encode(states.Length);
        writer.Write(group.InitialLearningRate);
        writer.Write(group.LearningRate);
        SaveOptions(writer);
        foreach (var state in states)
            state.Save(writer, HasStep, RequiredTensors);
    }

    public void load_state_dict(string location)
    {
        using var stream = File.OpenRead(location);
        using var reader = new BinaryReader(stream);
        load_state_dict(reader);
    }

    /// <exception cref="InvalidDataException">The state is another optimizer's.</exception>
    /// <exception cref="ArgumentException">The state is of another number of parameters.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        var name = reader.ReadString();
        if (name != GetType().Name)
            throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{name}' in the loaded stream.");
        if (reader.Decode() != 1)
            throw new ArgumentException("Invalid optimizer state -- different number of parameter groups.");
        if (reader.Decode() != states.Length)
            throw new ArgumentException("Invalid optimizer state -- different number of states.");
        group.InitialLearningRate = reader.ReadDouble();
        group.LearningRate = reader.ReadDouble();
        LoadOptions(reader);
        foreach (var state in states)
            state.Load(reader, HasStep, RequiredTensors);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        foreach (var state in states)
            state.Dispose();
    }

    /// <summary>Changes one parameter after its gradient, which the optimizer may not change.</summary>
    private protected abstract void Update(ParameterState state, Tensor parameter, Tensor gradient, double learningRate);

    private protected abstract void SaveOptions(BinaryWriter writer);

    private protected abstract void LoadOptions(BinaryReader reader);

    private void Update(ParameterState state, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        Update(state, state.Parameter, IsMaximizing ? gradient.neg() : gradient, group.LearningRate);
    }
}
