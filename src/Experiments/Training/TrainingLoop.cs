using SweepRunner.Experiments.Configuration;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Divergence;
using SweepRunner.Experiments.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Training;

/// <summary>
/// Trains one trial, from its seed to its test accuracy. Its numbers depend on the config, the seed, the threads and the kind of device,
/// and on nothing else. One trial at a time in a process: libtorch's generator and its threads are the process's.
/// </summary>
/// <param name="time">Measures the rate of training.</param>
public sealed class TrainingLoop(TimeProvider time)
{
    /// <summary>Runs a trial to its end.</summary>
    /// <param name="config">The trial, checked before.</param>
    /// <param name="setting">Its seed, device and limits.</param>
    /// <param name="dataset">The data set that the config names.</param>
    /// <param name="observer">Hears every metric and step.</param>
    /// <param name="cancellationToken">Checked at every step.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ShapeException">The network cannot take the images.</exception>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">libtorch failed.</exception>
    public TrialReport Run(
        TrialConfig config, TrialSetting setting, Dataset dataset, ITrialObserver observer, CancellationToken cancellationToken)
    {
        using var trialScope = NewDisposeScope();
        set_num_threads(setting.Threads);
        var device = torch.device(setting.Device);

        // Data: one tensor a split, gathered and resized a batch at a time.
        var splits = Splits.Create(dataset.Info, config.Data);
        using var training = new BatchSource(dataset.Train, splits.Train, config.Data, device);
        using var validation = new BatchSource(dataset.Train, splits.Validation, config.Data, device);
        var stepsPerEpoch = training.BatchCount;
        var steps = (long)stepsPerEpoch * config.Epochs;

        // Network: the seed fixes the weights.
        manual_seed(setting.Seed);
        using var model = NetworkPlan.Create(config.Model, Shape.Of(dataset.Info, config.Data), dataset.Info.Classes).CreateModule();
        WeightInitialization.Apply(config.Init, model);
        ChannelsLast.Apply(model);
        model.to(device);
        var parameters = model.parameters().ToList();
        using var optimizer = Optimizers.Create(config.Optimizer, parameters);

        var log = new TrialLog(observer, setting.LogEverySteps, config.Epochs, steps, time);
        var monitor = new DivergenceMonitor(dataset.Info.Classes, setting.LossAbove);
        var patience = new EarlyStopping(setting.PatienceEpochs, setting.PatienceMetric);
        using var readings = new StepReadings(parameters, device);
        long step = 0;
        for (var epoch = 0; epoch < config.Epochs; epoch++)
        {
            log.BeginEpoch(epoch);
            foreach (var (x, y) in training.Batches(setting.Seed, epoch))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var stepScope = NewDisposeScope();
                manual_seed(Seeds.ForStep(setting.Seed, step));
                var rate = LearningRate.At(config.Schedule, config.Optimizer.Lr, step, stepsPerEpoch, steps);

                var logits = model.call(ChannelsLast.From(x));
                var loss = nn.functional.cross_entropy(logits, y);
                optimizer.zero_grad();
                loss.backward();

                readings.Add(step, epoch, rate, loss, logits, y);
                foreach (var reading in readings.Read(isLast: step % stepsPerEpoch == stepsPerEpoch - 1))
                {
                    log.Step(reading);
                    if (monitor.Check(reading.Loss, reading.IsFirstGradientZero) is { } kind)
                        return log.Diverged(kind, reading.Step, epoch, stepsDone: reading.Step, monitor.LastFiniteLoss, model);
                }

                if (config.Clip is { } clip)
                    nn.utils.clip_grad_norm_(parameters, clip.Norm);

                optimizer.SetRate(rate);
                optimizer.step();
                step++;
            }

            log.EndTraining(step - 1);
            var evaluation = Evaluation.Of(model, validation, device, cancellationToken);
            var metrics = log.EndEpoch(step - 1, evaluation);

            // The last update of an epoch shows here first.
            if (DivergenceMonitor.OfLoss(evaluation.Loss) is { } late)
                return log.Diverged(late, step - 1, epoch + 1, stepsDone: step, monitor.LastFiniteLoss, model);

            if (patience.ShouldStop(metrics) && epoch < config.Epochs - 1)
            {
                Test();
                return log.Completed(epoch + 1, step, monitor.LastFiniteLoss, isStoppedByPatience: true);
            }
        }

        Test();
        return log.Completed(config.Epochs, step, monitor.LastFiniteLoss, isStoppedByPatience: false);

        void Test()
        {
            using var test = new BatchSource(dataset.Test, splits.Test, config.Data, device);
            log.Test(step - 1, Evaluation.Of(model, test, device, cancellationToken));
        }
    }
}
