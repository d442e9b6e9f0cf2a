using TorchSharp;
using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Tensors;

public sealed class OperatorTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor, Tensor> Apply, float[] Expected)> Cases = new()
    {
        ["a + b"] = ((a, b) => a + b, [5, 1, 3]),
        ["a - b"] = ((a, b) => a - b, [-3, -5, 3]),
        ["a * b"] = ((a, b) => a * b, [4, -6, 0]),
        ["a / b"] = ((a, b) => a / b, [0.25f, -2 / 3f, float.PositiveInfinity]),
        ["2 - a"] = ((a, _) => 2 - a, [1, 4, -1]),
        ["1 / a"] = ((a, _) => 1 / a, [1, -0.5f, 1 / 3f]),
        ["-a"] = ((a, _) => -a, [-1, 2, -3]),
        ["a > b"] = ((a, b) => (a > b).@float(), [0, 0, 1]),
        ["2 > a"] = ((a, _) => (2 > a).@float(), [1, 1, 0]),
        ["a == 3"] = ((a, _) => (a == 3).@float(), [0, 0, 1]),
        ["~(a < 0)"] = ((a, _) => (~(a < 0)).@float(), [1, 0, 1]),
        ["pow"] = ((a, _) => a.pow(2), [1, 4, 9]),
        ["clamp"] = ((a, _) => a.clamp(-1, 2), [1, -1, 2]),
        ["clamp_min"] = ((a, _) => a.clamp_min(0), [1, 0, 3]),
        ["addcmul_"] = ((a, b) => a.clone().addcmul_(b, b, 0.5), [9, 2.5f, 3]),
        ["addcdiv_"] = ((a, b) => a.clone().addcdiv_(b, a, 2), [9, -5, 3]),
        ["lerp_"] = ((a, b) => a.clone().lerp_(b, full(3, 0.5f)), [2.5f, 0.5f, 1.5f]),
        ["add alpha"] = ((a, b) => a.add(b, 10), [41, 28, 3]),
        ["floor division"] = ((a, _) => a.div(2, RoundingMode.floor), [0, -1, 1]),
        ["where"] = ((a, b) => where(a > 0, a, b), [1, 3, 3]),
        ["abs"] = ((a, _) => a.abs(), [1, 2, 3]),
        ["relu"] = ((a, _) => a.relu(), [1, 0, 3]),
        ["exp().log()"] = ((a, _) => a.exp().log(), [1, -2, 3]),
        ["cat"] = ((a, b) => cat([a, b]), [1, -2, 3, 4, 3, 0]),
        ["stack"] = ((a, b) => stack([a, b], 1).flatten(), [1, 4, -2, 3, 3, 0]),
        ["sum"] = ((a, _) => a.sum().reshape(1), [2]),
        ["norm"] = ((a, _) => a.norm().square().reshape(1), [14]),
        ["mean of dimension"] = ((a, b) => stack([a, b]).mean([1L]), [2 / 3f, 7 / 3f]),
        ["max of dimension"] = ((a, b) => stack([a, b]).max(0).values, [4, 3, 3]),
        ["argmax"] = ((a, b) => stack([a, b]).argmax(1).@float(), [2, 0]),
        ["gather"] = ((a, _) => a.gather(0, tensor(new[] { 2L, 0L })), [3, 1]),
        ["index_select"] = ((a, _) => a.index_select(0, tensor(new[] { 1L, 1L })), [-2, -2]),
        ["outer and mm"] = ((a, b) => a.outer(b).mm(b.unsqueeze(1)).squeeze(), [25, -50, 75]),
        ["expand"] = ((a, _) => a.unsqueeze(1).expand(3, 2).flatten(), [1, 1, -2, -2, 3, 3]),
        ["masked_fill"] = ((a, _) => a.masked_fill(a < 0, 7), [1, 7, 3]),
        ["topk"] = ((a, _) => a.topk(2).values, [3, 1]),
        ["flip"] = ((a, _) => a.flip(0), [3, -2, 1]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operator_OfTwoVectors_GivesTheValuesWorkedByHand(string name)
    {
        using var scope = NewDisposeScope();
        var result = Cases[name].Apply(tensor(new float[] { 1, -2, 3 }), tensor(new float[] { 4, 3, 0 }));

        var values = result.data<float>().ToArray();
        Assert.Equal(Cases[name].Expected.Length, values.Length);
        Assert.All(values.Zip(Cases[name].Expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
    }

    [Fact]
    public void Factories_GiveShapeTypeAndValues()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([2L, 3], zeros(2, 3).shape);
        Assert.Equal(float64, ones([2], float64).dtype);
        Assert.Equal([0L, 2, 4], arange(0, 6, 2).data<long>().ToArray());
        Assert.Equal([0f, 0.5f, 1], linspace(0, 1, 3).data<float>().ToArray());
        Assert.Equal(int64, full(2, 3).dtype);
        Assert.Equal([1f, 0, 0, 1], eye(2).data<float>().ToArray());
        Assert.Equal([2L, 2], from_array(new int[2, 2]).shape);
        Assert.Equal([2, 3], frombuffer(Enumerable.Range(1, 4).ToArray(), int32, 2, 1).data<int>().ToArray());
        Assert.Equal(3.5, tensor(3.5).item<double>());
        Assert.Equal(0, empty(0).numel());
    }

    [Fact]
    public void Data_OfTensorOnTheCpu_IsItsOwnMemory()
    {
        using var tensor = zeros(2, 2);
        tensor.data<float>()[1, 0] = 5;
        tensor.bytes[..4].Fill(0xff);

        Assert.Equal(5f, tensor[1, 0].item<float>());
        Assert.True(float.IsNaN(tensor[0, 0].item<float>()));
    }

    [Fact]
    public void Indices_TakeAndSetParts()
    {
        using var scope = NewDisposeScope();
        var matrix = arange(12).reshape(3, 4);

        Assert.Equal([4L, 5, 6, 7], matrix[1].data<long>().ToArray());
        Assert.Equal([1L, 5, 9], matrix[.., 1].data<long>().ToArray());
        Assert.Equal([8L, 10], matrix[^1, TensorIndex.Slice(step: 2)].data<long>().ToArray());
        Assert.Equal([3L, 7, 11], matrix[TensorIndex.Ellipsis, -1].data<long>().ToArray());
        Assert.Equal([1L, 3, 4], matrix[TensorIndex.None].shape);
        Assert.Equal([8L, 0], matrix[TensorIndex.Tensor(arange(2, -1, -2)), 0].data<long>().ToArray());
        matrix[0, 1..3] = tensor(new[] { -1L, -2L });
        Assert.Equal([0L, -1, -2, 3], matrix[0].data<long>().ToArray());
    }

    [Fact]
    public void ListLongerThanTheScratch_IsPassedWhole()
    {
        using var scope = NewDisposeScope();
        var parts = Enumerable.Range(0, 500).Select(i => tensor(new[] { (long)i })).ToArray();

        Assert.Equal(Enumerable.Range(0, 500).Select(i => (long)i), cat(parts).data<long>().ToArray());
    }

    [Fact]
    public void Metadata_OfView_IsTheViews()
    {
        using var scope = NewDisposeScope();
        var view = zeros(2, 3, 4).permute(2, 0, 1)[1..];

        Assert.Equal([3L, 2, 3], view.shape);
        Assert.Equal([1L, 12, 4], view.stride());
        Assert.Equal(1, view.storage_offset());
        Assert.False(view.is_contiguous());
        Assert.Equal("[3x2x3], type = Float32, device = cpu", view.ToString());
    }

    [Fact]
    public void SavedTensor_ReadBack_HasTheSameBits()
    {
        using var scope = NewDisposeScope();
        var saved = tensor(new[] { float.NaN, float.NegativeInfinity, -0f, 1e-40f }).reshape(2, 2);
        var stream = new MemoryStream();
        saved.Save(stream);
        var read = Tensor.Load(new MemoryStream(stream.ToArray()));

        Assert.Equal(saved.shape, read.shape);
        Assert.Equal(saved.bytes.ToArray(), read.bytes.ToArray());
    }
}
