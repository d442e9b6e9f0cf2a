using System.Text.Json;
using System.Text.Json.Serialization;
using SweepRunner.Experiments.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Checkpoints;

/// <summary>
/// All that a trial needs to go on as if it had never stopped: parameters, buffers, the optimizer's state, and what the
/// loop has counted. A rate is a function of the step and the generator is seeded anew at every step, so neither is in
/// it. The format is safetensors.
/// </summary>
internal static class TrialCheckpoint
{
    private const string Optimizer = "optimizer";
    private const string State = "trial";
    private const string ModelPrefix = "model.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Writes a checkpoint.</summary>
    public static void Write(Stream stream, nn.Module model, OptimizerHelper optimizer, TrialState state)
    {
        using var scope = NewDisposeScope();
        var tensors = model.state_dict().ToDictionary(pair => ModelPrefix + pair.Key, pair => pair.Value);
        tensors[Optimizer] = tensor(OptimizerBytes(optimizer));
        Safetensors.Write(
            stream, tensors, new Dictionary<string, string> { [State] = JsonSerializer.Serialize(state, Json) });
    }

    /// <summary>Writes the model alone.</summary>
    public static void WriteModel(Stream stream, nn.Module model) =>
        Safetensors.Write(stream, model.state_dict(), new Dictionary<string, string> { ["format"] = "pt" });

    /// <summary>Puts a model and an optimizer into the state of a checkpoint.</summary>
    /// <returns>What the loop had counted.</returns>
    /// <exception cref="InvalidDataException">The content is not a checkpoint of such a trial.</exception>
    public static TrialState Read(byte[] content, nn.Module model, OptimizerHelper optimizer)
    {
        var (state, optimizerState) = ReadModel(content, model);

        // Outside of any scope of this class: what TorchSharp's optimizers load belongs to the scope in which they do.
        using var reader = new BinaryReader(new MemoryStream(optimizerState));
        optimizer.load_state_dict(reader);
        return JsonSerializer.Deserialize<TrialState>(state, Json)!;
    }

    private static (string State, byte[] Optimizer) ReadModel(byte[] content, nn.Module model)
    {
        using var scope = NewDisposeScope();
        var (tensors, metadata) = Safetensors.Read(content);
        if (!metadata.TryGetValue(State, out var state) || !tensors.Remove(Optimizer, out var bytes))
            throw new InvalidDataException("The file holds a model, not a checkpoint.");

        model.load_state_dict(tensors.ToDictionary(pair => pair.Key[ModelPrefix.Length..], pair => pair.Value));
        return (state, bytes.bytes.ToArray());
    }

    private static byte[] OptimizerBytes(OptimizerHelper optimizer)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        optimizer.save_state_dict(writer);
        writer.Flush();
        return buffer.ToArray();
    }
}
