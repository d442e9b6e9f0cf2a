using SweepRunner.Configuration;
using SweepRunner.Experiments.Trials;

namespace SweepRunner.Experiments.Tests.Trials;

public sealed class TrialShapeTests
{
    // The order in which messages, the schema and the docs list the names.
    [Theory]
    [InlineData("optimizer", "sgd, adam, adamw, rmsprop, adagrad")]
    [InlineData("schedule", "constant, step, multi-step, exponential, cosine, one-cycle")]
    [InlineData(
        "init",
        "default, normal, kaiming-normal, kaiming-uniform, xavier-uniform, xavier-normal, orthogonal, zeros")]
    public void Names_OfAPart_KeepTheirOrder(string key, string names) =>
        Assert.Equal(
            names, Assert.IsType<UnionShape>(TrialCatalog.BuiltIn.NetworkShape.Find(key)!.Value).Names.Allowed);

    [Theory]
    [InlineData("data.name", "fashion-mnist, mnist, cifar-10, image-folder")]
    [InlineData(
        "model.name",
        "lenet, alexnet, alexnet-plain, alexnet-slim, alexnet-half, vgg11, nin, googlenet, resnet18, densenet")]
    public void Names_OfACatalogue_AreWhatAConfigAllows(string path, string names) =>
        Assert.Equal(names, Assert.Single(ShapePath.Find(TrialCatalog.BuiltIn.NetworkShape, path)).Allowed);
}
