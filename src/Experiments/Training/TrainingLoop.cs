using SweepRunner.Experiments.Checkpoints;
using SweepRunner.Experiments.Configuration;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Divergence;
using SweepRunner.Experiments.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Training;

/// <summary>
/// Trains one trial, from its seed to its test accuracy. Its numbers depend on the config, the seed, the threads and
/// the kind of device, and on nothing else. One trial at a time in a process: libtorch's generator and its threads are
/// the process's.
/// </summary>
/// <param name="time">Measures the rate of training.</param>
public sealed class TrainingLoop(TimeProvider time)
{
    /// <summary>Runs a trial to its end.</summary>
    /// <param name="config">The trial, checked before.</param>
    /// <param name="setting">Its seed, device and limits.</param>
    /// <param name="dataset">The data set that the config names.</param>
    /// <param name="observer">Hears every metric and step.</param>
    /// <param name="storage">Keeps checkpoints and models, and has the checkpoint to go on from.</param>
    /// <param name="cancellationToken">Checked at every step; a checkpoint is taken before the trial ends for
    /// it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ShapeException">The network cannot take the images.</exception>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">libtorch failed.</exception>
    public TrialReport Run(
        TrialConfig config,
        TrialSetting setting,
        Dataset dataset,
        ITrialObserver observer,
        ITrialStorage storage,
        CancellationToken cancellationToken)
    {
        using var trialScope = NewDisposeScope();
        set_num_threads(setting.Threads);
        var device = torch.device(setting.Device.ToString());
        using var numerics = setting.Gpu.ApplyTo(setting.Device);

        // Data: one tensor a split, gathered and resized a batch at a time.
        var splits = Splits.Create(dataset.Info, config.Data);
        using var training = new BatchSource(dataset.Train, splits.Train, config.Data, device);
        using var validation = new BatchSource(dataset.Train, splits.Validation, config.Data, device);
        var stepsPerEpoch = training.BatchCount;
        var steps = (long)stepsPerEpoch * config.Epochs;

        // Network: the seed fixes the weights.
        manual_seed(setting.Seed);
        using var model = NetworkPlan
            .Create(config.Model, Shape.Of(dataset.Info, config.Data), dataset.Info.Classes)
            .CreateModule();
        WeightInitialization.Apply(config.Init, model);
        model.to(device);
        var parameters = model.parameters().ToList();
        using var optimizer = Optimizers.Create(config.Optimizer, parameters);
        var hasRunningStatistics = model.buffers().Any();

        var log = new TrialLog(
            observer, setting.LogEverySteps, config.Epochs, steps, GpuMemory.Create(setting.Device), time);
        var monitor = new DivergenceMonitor(
            dataset.Info.Classes, dataset.Train.CommonestShare(splits.Train), setting.LossAbove);
        var patience = new EarlyStopping(setting.PatienceEpochs, setting.PatienceMetric);
        using var readings = new StepReadings(parameters, device);
        var (epoch, step) = Resume();
        while (epoch < config.Epochs && !patience.IsExhausted)
        {
            log.BeginEpoch(epoch);
            foreach (
                var (x, y) in training.Batches(
                    setting.Seed, epoch, firstBatch: (int)(step - ((long)epoch * stepsPerEpoch)))
            )
            {
                using var stepScope = NewDisposeScope();
                manual_seed(Seeds.ForStep(setting.Seed, step));
                var rate = LearningRate.At(config.Schedule, config.Optimizer.Lr, step, stepsPerEpoch, steps);

                var logits = model.call(ChannelsLast.From(x));
                var loss = nn.functional.cross_entropy(logits, y);
                model.zero_grad();
                loss.backward();

                var isLastOfEpoch = (step + 1) % stepsPerEpoch == 0;
                var isSaving = !isLastOfEpoch && (storage.IsCheckpointDue || cancellationToken.IsCancellationRequested);
                readings.Add(step, epoch, rate, loss, logits, y);
                foreach (var reading in readings.Read(isLast: isLastOfEpoch || isSaving))
                {
                    log.Step(reading);
                    if (monitor.Check(log.State.LastReadings) is { } kind)
                        return log.Diverged(
                            kind, reading.Step, epoch, stepsDone: reading.Step, monitor.LastFiniteLoss, model);
                }

                if (config.Clip is { } clip)
                    nn.utils.clip_grad_norm_(parameters, clip.Norm);

                optimizer.SetRate(rate);
                optimizer.step();
                step++;
                if (isSaving)
                {
                    Save();
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }

            log.BeginEvaluation();
            var evaluation = Validate();
            var trained = log.State;
            var metrics = log.EndEpoch(step - 1, evaluation);
            epoch++;
            patience.Add(metrics);

            // The last update of an epoch shows here first. Running statistics of few steps are far off: the validation
            // loss of a network that trains well can then be as large as that of one that has exploded.
            var isLast = epoch == config.Epochs || patience.IsExhausted;
            var late = DivergenceMonitor.OfLoss(evaluation.Loss)
                ?? (isLast ? monitor.CheckLast(trained, hasRunningStatistics ? null : evaluation.Loss) : null);
            if (late is not null)
                return log.Diverged(late.Value, step - 1, epoch, stepsDone: step, monitor.LastFiniteLoss, model);

            if (patience.IsBest)
                storage.SaveModel("best", stream => TrialCheckpoint.WriteModel(stream, model));
            Save();
        }

        storage.SaveModel("last", stream => TrialCheckpoint.WriteModel(stream, model));
        using (var test = new BatchSource(dataset.Test, splits.Test, config.Data, device))
        {
            log.BeginEvaluation();
            log.Test(step - 1, epoch - 1, Evaluation.Of(model, test, device, cancellationToken));
        }

        return log.Completed(epoch, step, monitor.LastFiniteLoss, isStoppedByPatience: epoch < config.Epochs);

        (int Epoch, long Step) Resume()
        {
            if (storage.Checkpoint is not { } content)
                return (0, 0);
            var state = TrialCheckpoint.Read(content, model, optimizer);
            (log.State, monitor.State, patience.State) = (state.Log, state.Divergence, state.Patience);
            return (state.Epoch, state.Step);
        }

        void Save()
        {
            var begin = time.GetTimestamp();
            storage.SaveCheckpoint(step, epoch, stream => TrialCheckpoint.Write(
                stream, model, optimizer, new TrialState(epoch, step, log.State, monitor.State, patience.State)));
            log.LeaveOut(time.GetElapsedTime(begin));
        }

        Evaluation Validate()
        {
            try
            {
                return Evaluation.Of(model, validation, device, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The epoch's updates are done: it is taken up at its evaluation.
                Save();
                throw;
            }
        }
    }
}
