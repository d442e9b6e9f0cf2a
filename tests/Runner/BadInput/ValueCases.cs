namespace SweepRunner.Runner.Tests.BadInput;

/// <summary>Values of a wrong type, out of range or unknown.</summary>
internal static class ValueCases
{
    public static IEnumerable<BadInputCase> All =>
        [
            BadInputCase.Replace(
                "string for number",
                "'lr': 0.1",
                "'lr': '0.1'",
                """probe.json(7,41): trial.optimizer.lr: "0.1" is a string; allowed: a finite number > 0."""),
            BadInputCase.Replace(
                "number for string",
                "'name': 'lenet'",
                "'name': 5",
                "probe.json(5,24): trial.model.name: 5 is a number; allowed: lenet, alexnet, alexnet-plain, "
                    + "alexnet-slim, alexnet-half, vgg11, nin, googlenet, resnet18, densenet."),
            BadInputCase.Replace(
                "list for object",
                "'model': { 'name': 'lenet' }",
                "'model': ['lenet']",
                "probe.json(5,14): trial.model: This is a list; allowed: an object with a name."),
            BadInputCase.Replace(
                "string for object",
                "'optimizer': { 'name': 'sgd', 'lr': 0.1 }",
                "'optimizer': 'sgd'",
                """probe.json(7,18): trial.optimizer: "sgd" is a string; allowed: an object with a name."""),
            BadInputCase.Replace(
                "number for bool",
                "'lr': 0.1 }",
                "'lr': 0.1, 'momentum': 0.9, 'nesterov': 1 }",
                "probe.json(7,75): trial.optimizer.nesterov: 1 is a number; allowed: true or false."),
            BadInputCase.Replace(
                "bool for number",
                "'epochs': 2",
                "'epochs': true",
                "probe.json(8,15): trial.epochs: true is a boolean; allowed: an integer from 1 to 100000."),
            BadInputCase.Replace(
                "object for number",
                "'batchSize': 100",
                "'batchSize': {}",
                "probe.json(4,53): trial.data.batchSize: This is an object; allowed: an integer from 1 to 65536."),
            BadInputCase.File(
                "trial not object",
                """{ "name": "probe", "trial": [] }""",
                "probe.json(1,29): trial: This is a list; allowed: an object."),
            BadInputCase.Replace(
                "zero lr",
                "'lr': 0.1",
                "'lr': 0",
                "probe.json(7,41): trial.optimizer.lr: 0 is out of range; allowed: a finite number > 0."),
            BadInputCase.Replace(
                "negative lr",
                "'lr': 0.1",
                "'lr': -0.1",
                "probe.json(7,41): trial.optimizer.lr: -0.1 is out of range; allowed: a finite number > 0."),
            BadInputCase.Replace(
                "huge lr",
                "'lr': 0.1",
                "'lr': 1e999",
                "probe.json(7,41): trial.optimizer.lr: 1e999 is no finite number of 64 bits; allowed: a "
                    + "finite number > 0."),
            BadInputCase.Replace(
                "tiny lr",
                "'lr': 0.1",
                "'lr': 1e-400",
                "probe.json(7,41): trial.optimizer.lr: 1e-400 is no finite number of 64 bits; allowed: a "
                    + "finite number > 0."),
            BadInputCase.Replace(
                "fraction of an epoch",
                "'epochs': 2",
                "'epochs': 2.5",
                "probe.json(8,15): trial.epochs: 2.5 is not a whole number; allowed: an integer from 1 to 100000."),
            BadInputCase.Replace(
                "zero epochs",
                "'epochs': 2",
                "'epochs': 0",
                "probe.json(8,15): trial.epochs: 0 is out of range; allowed: an integer from 1 to 100000."),
            BadInputCase.Replace(
                "too many epochs",
                "'epochs': 2",
                "'epochs': 100001",
                "probe.json(8,15): trial.epochs: 100001 is out of range; allowed: an integer from 1 to 100000."),
            BadInputCase.Replace(
                "more than 32 bits",
                "'batchSize': 100",
                "'batchSize': 99999999999999999999",
                "probe.json(4,53): trial.data.batchSize: 99999999999999999999 is out of range; allowed: an "
                    + "integer from 1 to 65536."),
            BadInputCase.Replace(
                "small images",
                "'data': { 'name': 'fashion-mnist', 'batchSize': 100 }",
                "'data': { 'name': 'fashion-mnist', 'resize': 7 }",
                "probe.json(4,50): trial.data.resize: 7 is out of range; allowed: an integer from 8 to 1024."),
            BadInputCase.Replace(
                "width zero",
                "'model': { 'name': 'lenet' }",
                "'model': { 'name': 'lenet', 'width': 0 }",
                "probe.json(5,42): trial.model.width: 0 is out of range; allowed: a finite number > 0 and <= 4."),
            BadInputCase.Replace(
                "width over four",
                "'model': { 'name': 'lenet' }",
                "'model': { 'name': 'lenet', 'width': 4.5 }",
                "probe.json(5,42): trial.model.width: 4.5 is out of range; allowed: a finite number > 0 and <= 4."),
            BadInputCase.Replace(
                "dropout one",
                "'model': { 'name': 'lenet' }",
                "'model': { 'name': 'nin', 'dropout': 1 }",
                "probe.json(5,42): trial.model.dropout: 1 is out of range; allowed: a finite number >= 0 and < 1."),
            BadInputCase.Replace(
                "beta one",
                "'optimizer': { 'name': 'sgd', 'lr': 0.1 }",
                "'optimizer': { 'name': 'adam', 'lr': 0.1, 'beta1': 1 }",
                "probe.json(7,56): trial.optimizer.beta1: 1 is out of range; allowed: a finite number >= 0 and < 1."),
            BadInputCase.Replace(
                "std zero",
                "'init': { 'name': 'normal' }",
                "'init': { 'name': 'normal', 'std': 0 }",
                "probe.json(6,40): trial.init.std: 0 is out of range; allowed: a finite number > 0."),
            BadInputCase.Replace(
                "clip norm zero",
                "'epochs': 2",
                "'epochs': 2,\n    'clip': { 'norm': 0 }",
                "probe.json(9,23): trial.clip.norm: 0 is out of range; allowed: a finite number > 0."),
            BadInputCase.Replace(
                "warmup share",
                "'epochs': 2",
                "'epochs': 2,\n    'schedule': { 'warmup': { 'steps': 5, 'from': 1.5 } }",
                "probe.json(9,51): trial.schedule.warmup.from: 1.5 is out of range; allowed: a finite number "
                    + ">= 0 and <= 1."),
            BadInputCase.Replace(
                "no milestones",
                "'epochs': 2",
                "'epochs': 2,\n    'schedule': { 'name': 'multi-step', 'milestoneEpochs': [] }",
                "probe.json(9,60): trial.schedule.milestoneEpochs: A list of 0 is too short; allowed: a list "
                    + "of at least 1."),
            BadInputCase.Replace(
                "split seed too large",
                "'data': { 'name': 'fashion-mnist', 'batchSize': 100 }",
                "'data': { 'name': 'fashion-mnist', 'splitSeed': 9223372036854775808 }",
                "probe.json(4,53): trial.data.splitSeed: 9223372036854775808 is out of range; allowed: an "
                    + "integer from -9223372036854775808 to 9223372036854775807."),
            BadInputCase.Replace(
                "unknown dataset",
                "'fashion-mnist'",
                "'fashion-minst'",
                """probe.json(4,23): trial.data.name: "fashion-minst" is not known; allowed: fashion-mnist, mnist, """
                    + "cifar-10, image-folder; "
                    + """did you mean 'fashion-mnist'?"""
            ),
            BadInputCase.Replace(
                "unknown network",
                "'lenet'",
                "'resnet-18'",
                """probe.json(5,24): trial.model.name: "resnet-18" is not known; allowed: lenet, alexnet, """
                    + """alexnet-plain, alexnet-slim, alexnet-half, vgg11, nin, googlenet, resnet18, densenet; did """
                    + """you mean 'resnet18'?"""
            ),
            BadInputCase.Replace(
                "unknown optimizer",
                "'sgd'",
                "'sdg'",
                """probe.json(7,28): trial.optimizer.name: "sdg" is not known; allowed: sgd, adam, adamw, rmsprop, """
                    + """adagrad; did you mean 'sgd'?"""
            ),
            BadInputCase.Replace(
                "unknown initialisation",
                "'normal'",
                "'kaiming'",
                """probe.json(6,23): trial.init.name: "kaiming" is not known; allowed: default, normal, """
                    + """kaiming-normal, kaiming-uniform, xavier-uniform, xavier-normal, orthogonal, zeros."""
            ),
            BadInputCase.Replace(
                "unknown schedule",
                "'epochs': 2",
                "'epochs': 2,\n    'schedule': { 'name': 'cosin' }",
                """probe.json(9,27): trial.schedule.name: "cosin" is not known; allowed: constant, step, multi-step, """
                    + """exponential, cosine, one-cycle; did you mean 'cosine'?"""
            ),
            BadInputCase.Replace(
                "unknown search",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'search': { 'name': 'bayes' }",
                """probe.json(12,23): search.name: "bayes" is not known; allowed: grid, random, sobol, tpe, gp, """
                    + "cma-es, auto."),
            BadInputCase.Replace(
                "bad sweep name",
                "'name': 'probe'",
                "'name': 'Probe 1'",
                """probe.json(2,11): name: "Probe 1" is malformed; allowed: 1 to 100 characters of a-z 0-9 - _ . """
                    + """that begin with a letter or digit."""
            ),
            BadInputCase.Replace(
                "bad device",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'device': 'gpu'",
                """probe.json(12,13): device: "gpu" is malformed; allowed: auto, cpu, or cuda:N with the number of a """
                    + """GPU."""
            ),
            BadInputCase.Replace(
                "tf32 as text",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'gpu': { 'tf32': 'yes' }",
                """probe.json(12,20): gpu.tf32: "yes" is a string; allowed: true or false."""),
            BadInputCase.Replace(
                "zero threads",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'threads': 0",
                "probe.json(12,14): threads: 0 is out of range; allowed: an integer from 1 to 4096."),
            BadInputCase.Replace(
                "unknown objective",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'objective': { 'metric': 'val/acuracy' }",
                """probe.json(12,28): objective.metric: "val/acuracy" is not known; allowed: train/loss, """
                    + """train/gradient_norm, train/learning_rate, train/epoch_loss, train/accuracy, val/loss, """
                    + """val/accuracy, test/loss, test/accuracy, system/images_per_second, system/train_seconds, """
                    + """system/val_seconds, system/test_seconds, system/memory_bytes, system/gpu_memory_bytes; did """
                    + """you mean 'val/accuracy'?"""
            ),
            BadInputCase.Replace(
                "unknown goal",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'objective': { 'goal': 'max' }",
                """probe.json(12,26): objective.goal: "max" is not known; allowed: maximize, minimize."""),
            BadInputCase.Replace(
                "patience on a metric of the end",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'stop': { 'patience': { 'epochs': 2, 'metric': 'test/accuracy' } }",
                """probe.json(12,50): stop.patience.metric: "test/accuracy" is not known; allowed: train/epoch_loss, """
                    + """train/accuracy, val/loss, val/accuracy; did you mean 'train/accuracy'?"""
            ),
            BadInputCase.Replace(
                "patience without epochs",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'stop': { 'patience': {} }",
                "probe.json(12,25): stop.patience.epochs: The key 'epochs' is missing; it takes an integer "
                    + "from 1 to 100000."),
            BadInputCase.Replace(
                "loss above zero",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'stop': { 'divergence': { 'lossAbove': 0 } }",
                "probe.json(12,42): stop.divergence.lossAbove: 0 is out of range; allowed: a finite number > 0."),
            BadInputCase.Replace(
                "checkpoint every zero seconds",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'checkpoint': { 'everySeconds': 0 }",
                "probe.json(12,35): checkpoint.everySeconds: 0 is out of range; allowed: an integer from "
                    + "1 to 2147483647."),
            BadInputCase.Replace(
                "log every zero steps",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'log': { 'everySteps': 0 }",
                "probe.json(12,26): log.everySteps: 0 is out of range; allowed: an integer from 1 to 2147483647."),
        ];
}
