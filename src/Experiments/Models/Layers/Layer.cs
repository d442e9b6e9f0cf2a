using TorchSharp;

namespace SweepRunner.Experiments.Models.Layers;

/// <summary>A layer as data: its arithmetic is known without a tensor, and a module of libtorch is made from it on
/// demand.</summary>
internal abstract record Layer
{
    /// <summary>Name in its network, such as <c>conv2</c>; empty inside a composite layer.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the layer is, for a message: <c>max-pool 3×3, stride 2</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The shape that comes out.</summary>
    /// <exception cref="ShapeException">The layer cannot take that input.</exception>
    public abstract Shape Output(Shape input);

    /// <summary>Trained values, for that input.</summary>
    public virtual long Parameters(Shape input) => 0;

    /// <summary>Multiply-adds of the forward pass of one image.</summary>
    public virtual long MultiplyAdds(Shape input) => 0;

    /// <summary>True when the layer, or one inside it, is a batch norm.</summary>
    public virtual bool HasBatchNorm => false;

    /// <summary>The module, its weights drawn from libtorch's generator as PyTorch's layer draws them.</summary>
    public abstract torch.nn.Module<torch.Tensor, torch.Tensor> Create(Shape input);
}
