namespace SweepRunner.Runner.Tests.BadInput;

/// <summary>Keys that are unknown, missing, null or there twice.</summary>
internal static class KeyCases
{
    public static IEnumerable<BadInputCase> All =>
        [
            BadInputCase.Replace(
                "unknown key near",
                "'epochs': 2",
                "'epoch': 2",
                "probe.json(3,12): trial.epochs: The key 'epochs' is missing; it takes an integer from 1 to 100000.",
                """probe.json(8,5): trial.epoch: Unknown key "epoch"; did you mean 'epochs'?"""),
            BadInputCase.Replace(
                "unknown root key far",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'colour': 'red'",
                """probe.json(12,3): colour: Unknown key "colour"; allowed: $schema, name, description, plugins, """
                    + "trial, space, trials, seeds, search, prune, budget, objective, stop, checkpoint, artifacts, "
                    + "retry, log, device, threads, launcher, gpu."
            ),
            BadInputCase.Replace(
                "unknown key in data",
                "'batchSize'",
                "'batch_size'",
                """probe.json(4,40): trial.data.batch_size: Unknown key "batch_size"; did you mean 'batchSize'?"""),
            BadInputCase.Replace(
                "duplicate key",
                "'epochs': 2",
                "'epochs': 2,\n    'epochs': 3",
                "probe.json(9,5): trial.epochs: The key is a duplicate; it is first at probe.json(8,5)."),
            BadInputCase.Replace(
                "duplicate key in escapes",
                "'lr': 0.1 }",
                "'lr': 0.1, 'l\\u0072': 0.2 }",
                "probe.json(7,46): trial.optimizer.lr: The key is a duplicate; it is first at probe.json(7,35)."),
            BadInputCase.Replace(
                "duplicate root key",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'name': 'again'",
                "probe.json(12,3): name: The key is a duplicate; it is first at probe.json(2,3)."),
            BadInputCase.Replace(
                "null",
                "'batchSize': 100",
                "'batchSize': null",
                "probe.json(4,53): trial.data.batchSize: null is not a value; leave the key out, or give what "
                    + "is allowed: an integer from 1 to 65536."),
            BadInputCase.Replace(
                "null section",
                "'model': { 'name': 'lenet' }",
                "'model': null",
                "probe.json(5,14): trial.model: null is not a value; leave the key out, or give what is "
                    + "allowed: an object with a name."),
            BadInputCase.Replace(
                "missing section",
                "    'optimizer': { 'name': 'sgd', 'lr': 0.1 },\n",
                "",
                "probe.json(3,12): trial.optimizer: The key 'optimizer' is missing; it takes an object with a name."),
            BadInputCase.Replace(
                "missing name",
                "  'name': 'probe',\n",
                "",
                "probe.json(1,1): name: The key 'name' is missing; it takes 1 to 100 characters of a-z 0-9 - "
                    + "_ . that begin with a letter or digit."),
            BadInputCase.Replace(
                "missing trial key",
                "'name': 'sgd', 'lr': 0.1",
                "'name': 'sgd'",
                "probe.json(7,18): trial.optimizer.lr: The key 'lr' is missing; it takes a finite number > 0."),
            BadInputCase.Replace(
                "missing case name",
                "{ 'name': 'sgd', 'lr': 0.1 }",
                "{ 'lr': 0.1 }",
                "probe.json(7,18): trial.optimizer.name: The key 'name' is missing; it takes sgd, adam, "
                    + "adamw, rmsprop, adagrad."),
        ];
}
