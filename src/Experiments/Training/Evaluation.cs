namespace SweepRunner.Experiments.Training;

/// <summary>Mean cross entropy of a network over a set of images, and the share classified correctly, 0 to 1.</summary>
internal readonly record struct Evaluation(double Loss, double Accuracy)
{
    /// <summary>Evaluates a network; it is in training mode before and after.</summary>
    public static Evaluation Run(
        nn.Module<Tensor, Tensor> model, BatchSource images, Device device, CancellationToken cancellationToken)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        var totals = zeros([2], ScalarType.Float64, device);
        foreach (var (x, y) in images.Batches())
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var batchScope = NewDisposeScope();
            var logits = model.call(ChannelsLast.From(x));
            var loss = nn.functional.cross_entropy(logits, y, reduction: nn.Reduction.Sum);
            totals.add_(stack([loss.to(ScalarType.Float64), logits.argmax(1).eq(y).sum().to(ScalarType.Float64)]));
        }

        model.train();
        var sums = totals.cpu().data<double>().ToArray();
        return new Evaluation(sums[0] / images.Count, sums[1] / images.Count);
    }
}
