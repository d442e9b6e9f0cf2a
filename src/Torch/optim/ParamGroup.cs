namespace TorchSharp.Modules;

/// <summary>Parameters that share a learning rate.</summary>
public class ParamGroup : torch.optim.ILearningRateController
{
    internal ParamGroup(IEnumerable<Parameter> parameters, double learningRate)
    {
        Parameters = [.. parameters];
        LearningRate = InitialLearningRate = learningRate;
    }

    public IEnumerable<Parameter> Parameters { get; set; }

    public double LearningRate { get; set; }

    public double InitialLearningRate { get; set; }
}
