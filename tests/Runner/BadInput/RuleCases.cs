namespace SweepRunner.Runner.Tests.BadInput;

/// <summary>Keys that do not go together.</summary>
internal static class RuleCases
{
    public static IEnumerable<BadInputCase> All =>
        [
            BadInputCase.Replace(
                "key of another optimizer",
                "'optimizer': { 'name': 'sgd', 'lr': 0.1 }",
                "'optimizer': { 'name': 'adam', 'lr': 0.1, 'momentum': 0.9 }",
                "probe.json(7,47): trial.optimizer.momentum: 'momentum' is a key of optimizer sgd, "
                    + "rmsprop, not of adam."),
            BadInputCase.Replace(
                "key of no optimizer near",
                "'optimizer': { 'name': 'sgd', 'lr': 0.1 }",
                "'optimizer': { 'name': 'adam', 'lr': 0.1, 'beta': 0.9 }",
                """probe.json(7,47): trial.optimizer.beta: Unknown key "beta"; did you mean 'beta1'?"""),
            BadInputCase.Replace(
                "std without normal",
                "'init': { 'name': 'normal' }",
                "'init': { 'std': 0.5 }",
                "probe.json(6,15): trial.init.std: 'std' is a key of init normal, not of default."),
            BadInputCase.Replace(
                "key of another schedule",
                "'epochs': 2",
                "'epochs': 2,\n    'schedule': { 'name': 'step', 'stepEpochs': 1, 'minLr': 0 }",
                "probe.json(9,52): trial.schedule.minLr: 'minLr' is a key of schedule cosine, not of step."),
            BadInputCase.Replace(
                "trials with grid",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'search': { 'trials': 5 }",
                "probe.json(12,15): search.trials: 'trials' is a key of search random, sobol, tpe, gp, cma-es, auto, "
                    + "not of grid."),
            BadInputCase.Replace(
                "nesterov without momentum",
                "'lr': 0.1 }",
                "'lr': 0.1, 'nesterov': true }",
                "probe.json(7,58): trial.optimizer.nesterov: Nesterov's momentum needs momentum > 0 and "
                    + "dampening 0; here they are 0 and 0."),
            BadInputCase.Set(
                "checkpoints too large for a store",
                ["artifacts=store", "trial.model.name=alexnet", "trial.data.resize=227", "trial.optimizer.name=adam"],
                "probe.json(3,12): artifacts: A checkpoint has about 667 MiB, and a store keeps files of up to 256 "
                    + "MiB. Set artifacts to folder, which all machines have to share, or make the network smaller "
                    + "(in 2 of 2 cells)."),
            BadInputCase.Replace(
                "nesterov with dampening",
                "'lr': 0.1 }",
                "'lr': 0.1, 'momentum': 0.9, 'dampening': 0.1, 'nesterov': true }",
                "probe.json(7,93): trial.optimizer.nesterov: Nesterov's momentum needs momentum > 0 and "
                    + "dampening 0; here they are 0.9 and 0.1."),
            BadInputCase.Replace(
                "scale of more channels than the images have",
                "'batchSize': 100 }",
                "'batchSize': 100, 'augment': { 'normalize': { 'mean': [0.5], 'std': [0.5, 0.4] } } }",
                "probe.json(4,108): trial.data.augment.normalize.std: A list of 2 does not fit: give one number."),
            BadInputCase.Replace(
                "scale of a misspelt source",
                "'batchSize': 100 }",
                "'batchSize': 100, 'augment': { 'rotate': 200, 'normalize': 'dta' } }",
                "probe.json(4,81): trial.data.augment.rotate: 200 is out of range; allowed: a finite number >= 0 and "
                    + "<= 180.",
                "probe.json(4,99): trial.data.augment.normalize.from: \"dta\" is not known; allowed: data; did you "
                    + "mean 'data'?"),
            BadInputCase.Replace(
                "dropout without dropout",
                "'model': { 'name': 'lenet' }",
                "'model': { 'name': 'lenet', 'dropout': 0.5 }",
                "probe.json(5,33): trial.model.dropout: 'dropout' is a key of network alexnet, alexnet-slim, "
                    + "alexnet-half, vgg11, nin, not of lenet."),
            BadInputCase.Replace(
                "image too small",
                "'model': { 'name': 'lenet' }",
                "'model': { 'name': 'alexnet-plain' }",
                "probe.json(5,24): trial.model.name: 'alexnet-plain' cannot take the images: layer 'pool2' (max-pool "
                    + "3×3, stride 2) cannot take 256×2×2: its window is larger than the map; the smallest square "
                    + "image that 'alexnet-plain' can take is 67×67."),
            BadInputCase.Replace(
                "resized image too small",
                "'data': { 'name': 'fashion-mnist', 'batchSize': 100 },\n    'model': { 'name': 'lenet' }",
                "'data': { 'name': 'fashion-mnist', 'resize': 64 },\n    'model': { 'name': 'alexnet', 'width': "
                    + "0.25 }",
                "probe.json(4,50): trial.data.resize: 'alexnet' cannot take the images: layer 'pool3' (max-pool 3×3, "
                    + "stride 2) cannot take 64×2×2: its window is larger than the map; the smallest square image "
                    + "that 'alexnet' can take is 65×65."),
            BadInputCase.Replace(
                "last batch of one",
                "'data': { 'name': 'fashion-mnist', 'batchSize': 100 },\n    'model': { 'name': 'lenet' }",
                "'data': { 'name': 'fashion-mnist', 'batchSize': 100, 'trainSamples': 901 },\n    'model': { "
                    + "'name': 'resnet18' }",
                "probe.json(4,53): trial.data.batchSize: 901 images in batches of 100 leave a last batch of "
                    + "one, which the batch norm of 'resnet18' cannot train on; take another batchSize or "
                    + "trainSamples."),
            BadInputCase.Replace(
                "batches of one",
                "'data': { 'name': 'fashion-mnist', 'batchSize': 100 },\n    'model': { 'name': 'lenet' }",
                "'data': { 'name': 'fashion-mnist', 'resize': 96, 'batchSize': 1 },\n    'model': { 'name': "
                    + "'densenet', 'width': 0.5 }",
                "probe.json(4,67): trial.data.batchSize: 55000 images in batches of 1 leave a last batch of "
                    + "one, which the batch norm of 'densenet' cannot train on; take another batchSize or "
                    + "trainSamples."),
            BadInputCase.Replace(
                "too many training images",
                "'data': { 'name': 'fashion-mnist', 'batchSize': 100 }",
                "'data': { 'name': 'fashion-mnist', 'trainSamples': 55001 }",
                "probe.json(4,56): trial.data.trainSamples: 55001 images are too many: "
                    + "'fashion-mnist' has 60000 training images, and validation takes 5000, so 55000 are left."),
            BadInputCase.Replace(
                "all images validate",
                "'data': { 'name': 'fashion-mnist', 'batchSize': 100 }",
                "'data': { 'name': 'fashion-mnist', 'validationSamples': 60000 }",
                "probe.json(4,61): trial.data.validationSamples: 60000 validation images leave none to train "
                    + "on: 'fashion-mnist' has 60000 training images."),
            BadInputCase.Replace(
                "too many test images",
                "'data': { 'name': 'fashion-mnist', 'batchSize': 100 }",
                "'data': { 'name': 'fashion-mnist', 'testSamples': 10001 }",
                "probe.json(4,55): trial.data.testSamples: 10001 images are too many: "
                    + "'fashion-mnist' has 10000 test images."),
            BadInputCase.Replace(
                "falling milestones",
                "'epochs': 2",
                "'epochs': 2,\n    'schedule': { 'name': 'multi-step', 'milestoneEpochs': [3, 3, 2] }",
                "probe.json(9,64): trial.schedule.milestoneEpochs.1: Milestones must rise: 3 comes after 3.",
                "probe.json(9,67): trial.schedule.milestoneEpochs.2: Milestones must rise: 2 comes after 3."),
            BadInputCase.Replace(
                "least rate above the rate",
                "'epochs': 2",
                "'epochs': 2,\n    'schedule': { 'name': 'cosine', 'minLr': 0.2 }",
                "probe.json(9,46): trial.schedule.minLr: The rate falls from optimizer.lr 0.1 to minLr, "
                    + "but minLr 0.2 is larger."),
            BadInputCase.Replace(
                "one-cycle without length",
                "'epochs': 2",
                "'epochs': 2,\n    'schedule': { 'name': 'one-cycle', 'warmup': { 'steps': 1100 } }",
                "probe.json(9,61): trial.schedule.warmup.steps: A warm-up of 1100 steps leaves none for the "
                    + "schedule: the trial has 1100."),
            BadInputCase.Replace(
                "an lr for no optimizer",
                "    'optimizer': { 'name': 'sgd', 'lr': 0.1 },\n    'epochs': 2",
                "    'epochs': 2",
                "probe.json(3,12): trial.optimizer: The key 'optimizer' is missing; it takes an object with a name."),
        ];
}
