namespace SweepRunner.Experiments.Plugins;

/// <summary>
/// A network of a plug-in: a record whose properties are the options that a sweep file may set. Its name in a sweep
/// file is the name of the type in kebab case (<c>MyNet</c> is <c>my-net</c>), or that of a
/// <see cref="CaseAttribute"/>.
/// </summary>
public interface INetwork
{
    /// <summary>The module, float32 on the CPU: from images, 0 to 1, [batch, channels, height, width], to a logit of
    /// each class, [batch, classes]. It draws random numbers from libtorch, which has the seed of the trial.</summary>
    /// <param name="input">The shape of an image.</param>
    /// <param name="classes">The number of classes.</param>
    nn.Module<Tensor, Tensor> Create(ImageShape input, int classes);
}

/// <summary>The shape of an image, height and width in pixels.</summary>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary><c>3×32×32</c>.</summary>
    public override string ToString() => $"{Channels}×{Height}×{Width}";
}
