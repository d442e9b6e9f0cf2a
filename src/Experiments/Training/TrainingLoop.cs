using SweepRunner.Experiments.Checkpoints;
using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Divergence;
using SweepRunner.Experiments.Optimizers;
using SweepRunner.Experiments.Trials;
using TorchSharp;

namespace SweepRunner.Experiments.Training;

/// <summary>
/// Trains one trial, from its seed to its test accuracy. Its numbers depend only on the config, the seed, the number of
/// threads and the kind of device. Run one trial at a time in a process: libtorch's generator and thread count belong
/// to the process.
/// </summary>
public sealed class TrainingLoop(TimeProvider time, TrialCatalog catalog)
{
    /// <summary>Runs a trial, whose config has been checked, to its end. The token is checked at every step; a
    /// checkpoint is saved before a cancelled trial ends.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">libtorch failed.</exception>
    public TrialReport Run(
        NetworkTrial config,
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

        // Data: batches are read ahead of the steps.
        var splits = Splits.Create(dataset.Info, config.Data);
        var scale = ChannelStatistics.ScaleOf(config.Data.Augment?.Normalize, dataset.Train, splits.Train);
        using var training = new BatchSource(dataset.Train, splits.Train, config.Data, device, scale);
        using var validation = new BatchSource(
            dataset.Validation ?? dataset.Train, splits.Validation, config.Data, device, scale);
        var stepsPerEpoch = training.BatchCount;
        var steps = (long)stepsPerEpoch * config.Epochs;

        // Network: the seed determines the weights.
        manual_seed(setting.Seed);
        using var model = catalog.Networks.CreateModule(config.Model, config.Data, dataset.Info);
        config.Init.Apply(model);
        model.to(device);
        var parameters = model.parameters().ToList();
        using var optimizer = config.Optimizer.Create(parameters);
        var hasRunningStatistics = model.buffers().Any();

        // What watches the steps, and the state to resume from.
        var gpuMemory = GpuMemory.Create(setting.Device);
        var log = new TrialLog(observer, setting.LogEverySteps, config.Epochs, steps, gpuMemory, time);
        var monitor = new DivergenceMonitor(
            dataset.Info.Classes, dataset.Train.CommonestShare(splits.Train), setting.LossAbove);
        var patience = new EarlyStopping(setting.PatienceEpochs, setting.PatienceMetric);
        using var readings = new StepReadings(parameters, device);
        var (epoch, step) = Resume();
        while (epoch < config.Epochs && !patience.IsExhausted)
        {
            // Its checkpoint is saved: it goes on from there as if it had never paused.
            if (epoch >= setting.PauseAfterEpochs)
                return new TrialReport { Epochs = epoch, Steps = step, IsPaused = true };
            log.BeginEpoch(epoch);
            var firstBatch = (int)(step - ((long)epoch * stepsPerEpoch));
            foreach (var (x, y) in training.Batches(setting.Seed, epoch, firstBatch))
            {
                using var stepScope = NewDisposeScope();
                manual_seed(Seeds.ForStep(setting.Seed, step));
                var rate = config.Schedule.RateAt(config.Optimizer.Lr, step, stepsPerEpoch, steps);

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
                        return Diverged(kind, reading.Step, stepsDone: reading.Step);
                }

                if (config.Clip is { } clip)
                    nn.utils.clip_grad_norm_(parameters, clip.Norm);

                OptimizerConfig.SetRate(optimizer, rate);
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

            // The effect of an epoch's last update first shows here. After few steps the running statistics of a batch
            // norm are far off: a network that trains well can then have the validation loss of an exploded one.
            var isLast = epoch == config.Epochs || patience.IsExhausted;
            var late = DivergenceMonitor.OfLoss(evaluation.Loss)
                ?? (isLast ? monitor.CheckLast(trained, hasRunningStatistics ? null : evaluation.Loss) : null);
            if (late is not null)
                return Diverged(late.Value, step - 1, stepsDone: step);

            if (patience.IsBest)
                storage.SaveModel("best", stream => TrialCheckpoint.WriteModel(stream, model));
            Save();
        }

        storage.SaveModel("last", stream => TrialCheckpoint.WriteModel(stream, model));
        if (dataset.Test is not null)
        {
            using var test = new BatchSource(dataset.Test, splits.Test, config.Data, device, scale);
            log.BeginEvaluation();
            log.Test(step - 1, epoch - 1, Evaluation.Run(model, test, device, cancellationToken));
        }

        var isStoppedByPatience = epoch < config.Epochs;
        return new TrialReport
        {
            Epochs = epoch,
            Steps = step,
            LastFiniteLoss = monitor.State.LastFiniteLoss,
            IsStoppedByPatience = isStoppedByPatience,
            OutcomeStep = isStoppedByPatience ? step - 1 : null,
        };

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

        TrialReport Diverged(DivergenceKind kind, long atStep, long stepsDone) =>
            log.Diverged(kind, atStep, epoch, stepsDone, monitor.State.LastFiniteLoss, model);

        Evaluation Validate()
        {
            try
            {
                return Evaluation.Run(model, validation, device, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The epoch's updates are done: the trial resumes at its evaluation.
                Save();
                throw;
            }
        }
    }
}
