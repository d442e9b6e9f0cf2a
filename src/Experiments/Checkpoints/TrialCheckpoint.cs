using System.Text;
using System.Text.Json;
using SweepRunner.Experiments.Divergence;

namespace SweepRunner.Experiments.Checkpoints;

/// <summary>The counts of the training loop: complete epochs (evaluation included), updates done, and the states of the
/// log, the divergence monitor and early stopping.</summary>
internal sealed record TrialState(
    int Epoch, long Step, StepTotals Log, DivergenceState Divergence, EarlyStoppingState Patience);

/// <summary>The best finite value of the metric, null before the first, and the number of epochs since.</summary>
internal sealed record EarlyStoppingState(double? Best, int EpochsWithoutBetter);

/// <summary>
/// All that a trial needs to resume as if it had never stopped: parameters, buffers, the optimizer's state and the
/// counts of the loop. The learning rate is a function of the step, and the generator is seeded at every step, so
/// neither is in it. The format is safetensors.
/// </summary>
internal static class TrialCheckpoint
{
    private const string Optimizer = "optimizer";
    private const string State = "trial";
    private const string ModelPrefix = "model.";

    // Bytes above which the collection after a checkpoint, of some milliseconds, is worth it.
    private const int LargeState = 32 << 20;

    public static void Write(Stream stream, nn.Module model, OptimizerHelper optimizer, TrialState state)
    {
        using var scope = NewDisposeScope();
        // A stream that grows would leave several times the size of the state as garbage.
        using var buffer = new MemoryStream(LikelySize(model));
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
            optimizer.save_state_dict(writer);
        var tensors = model.state_dict().ToDictionary(pair => ModelPrefix + pair.Key, pair => pair.Value);
        tensors[Optimizer] = tensor(buffer.GetBuffer()).narrow(0, 0, buffer.Length);
        var json = JsonSerializer.Serialize(state, DivergenceSnapshot.Json);
        Safetensors.Write(stream, tensors, new Dictionary<string, string> { [State] = json });
        // Left to itself, the collector lets gigabytes of such arrays lie, because they are few objects.
        if (buffer.Capacity >= LargeState)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    // Adam has two numbers a parameter.
    private static int LikelySize(nn.Module model) =>
        (int)Math.Min(Array.MaxLength, (2 * model.parameters().Sum(each => each.numel() * each.ElementSize)) + 65_536);

    public static void WriteModel(Stream stream, nn.Module model) =>
        Safetensors.Write(stream, model.state_dict(), new Dictionary<string, string> { ["format"] = "pt" });

    /// <summary>Restores a model and an optimizer and gives the counts of the loop.</summary>
    /// <exception cref="InvalidDataException">The content is not a checkpoint of such a trial.</exception>
    public static TrialState Read(byte[] content, nn.Module model, OptimizerHelper optimizer)
    {
        var (state, optimizerState) = ReadModel(content, model);

        // Outside of any scope of this class: the tensors that TorchSharp's optimizers load belong to the current one.
        using var reader = new BinaryReader(new MemoryStream(optimizerState));
        optimizer.load_state_dict(reader);
        return JsonSerializer.Deserialize<TrialState>(state, DivergenceSnapshot.Json)!;
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
}
