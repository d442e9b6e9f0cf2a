using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using SweepRunner.Experiments.Checkpoints;
using SweepRunner.Experiments.Models;
using SweepRunner.Experiments.Models.Layers;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Checkpoints;

public sealed class SafetensorsTests
{
    [Fact]
    public void Write_AModel_IsReadBackByThePublishedFormat()
    {
        using var scope = NewDisposeScope();
        using var model = NetworkPlan
            .Create(new KnownModelConfig { Name = "resnet18", Width = 0.1 }, new Shape(1, 32, 32), 10)
            .CreateModule();
        // A weight whose elements do not lie in order is written in order.
        var first = model.modules().OfType<TorchSharp.Modules.Conv2d>().First();
        first.weight = new TorchSharp.Modules.Parameter(ChannelsLast.From(first.weight).detach().clone());
        using var buffer = new MemoryStream();
        TrialCheckpoint.WriteModel(buffer, model);
        var file = buffer.ToArray();

        // https://github.com/huggingface/safetensors#format
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        var header = JsonDocument.Parse(file.AsMemory(8, length)).RootElement;
        Assert.Equal((byte)'{', file[8]);
        var state = model.state_dict();
        Assert.Equal(
            state.Keys.Append("__metadata__").Order(), header.EnumerateObject().Select(entry => entry.Name).Order());
        long expectedBegin = 0;
        foreach (var (name, tensor) in state)
        {
            var entry = header.GetProperty(name);
            var (begin, end) = (
                entry.GetProperty("data_offsets")[0].GetInt64(), entry.GetProperty("data_offsets")[1].GetInt64());
            Assert.Equal(expectedBegin, begin);
            expectedBegin = end;
            Assert.Equal(tensor.shape, entry.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()));
            Assert.Equal(tensor.dtype == ScalarType.Int64 ? "I64" : "F32", entry.GetProperty("dtype").GetString());
            Assert.Equal(
                tensor.detach().contiguous().bytes.ToArray(), file[(8 + length + (int)begin)..(8 + length + (int)end)]);
        }

        Assert.Equal(file.Length, 8 + length + expectedBegin);
    }

    [Fact]
    public void Read_WhatWasWritten_GivesTensorsAndMetadataBack()
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            ["a"] = tensor(new[] { 1f, float.NaN, float.NegativeInfinity, -0f }),
            ["b.c"] = tensor(new long[] { long.MinValue, 5 }, [2, 1]),
            ["empty"] = zeros(0, 3, ScalarType.Float64),
            ["bytes"] = tensor(new byte[] { 0, 255 }),
        };
        using var buffer = new MemoryStream();
        Safetensors.Write(buffer, tensors, new Dictionary<string, string> { ["k"] = "\"ü\"" });

        var (read, metadata) = Safetensors.Read(buffer.ToArray());

        Assert.Equal("\"ü\"", metadata["k"]);
        Assert.Equal(tensors.Keys, read.Keys);
        Assert.All(tensors, pair =>
        {
            Assert.Equal(pair.Value.shape, read[pair.Key].shape);
            Assert.Equal(pair.Value.bytes.ToArray(), read[pair.Key].bytes.ToArray());
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("\x10\0\0\0\0\0\0\0{\"a\":1}")]
    [InlineData("\x08\0\0\0\0\0\0\0{\"a\":1} ")]
    [InlineData("\x08\0\0\0\0\0\0\0nonsense")]
    [InlineData("\x38\0\0\0\0\0\0\0{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} 1234")]
    public void Read_OtherBytes_SaysThatTheyAreNotOfTheFormat(string file) =>
        Assert.Throws<InvalidDataException>(() => Safetensors.Read(Encoding.Latin1.GetBytes(file)));
}
