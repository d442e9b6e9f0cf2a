namespace SweepRunner.Runner.Tests.BadInput;

/// <summary>The seeds, and many faults at once.</summary>
internal static class SeedCases
{
    public static IEnumerable<BadInputCase> All =>
        [
            BadInputCase.Replace(
                "no seeds",
                "'seeds': [0, 1]",
                "'seeds': []",
                "probe.json(11,12): seeds: An empty list gives no seeds; allowed: a list of at least one "
                    + "integer from 0 to 9223372036854775807, a count from 1 to 100000, or "
                    + "{ \"race\": true, \"min\": 1, \"max\": 8 }."),
            BadInputCase.Replace(
                "a race that is off",
                "'seeds': [0, 1]",
                "'seeds': { 'race': false }",
                "probe.json(11,22): seeds.race: false is no race; allowed: true. Without a race, give a list of seeds "
                    + "or a count."),
            BadInputCase.Replace(
                "a race of fewer than its least",
                "'seeds': [0, 1]",
                "'seeds': { 'race': true, 'min': 4, 'max': 2 }",
                "probe.json(11,35): seeds.min: 4 is more than max, which is 2; allowed: an integer from 1 to 2."),
            BadInputCase.Replace(
                "a race without saying so",
                "'seeds': [0, 1]",
                "'seeds': { 'max': 2 }",
                "probe.json(11,12): seeds.race: The key 'race' is missing; it takes true or false."),
            BadInputCase.Replace(
                "pruning by what is measured once",
                "'seeds': [0, 1]",
                "'seeds': 1,\n  'objective': { 'metric': 'test/accuracy' },\n  'prune': { 'name': 'asha' }",
                "probe.json(13,12): prune: Trials are compared after each epoch, and \"test/accuracy\" is measured "
                    + "once, at the end. Name another objective.metric, such as val/accuracy."),
            BadInputCase.Replace(
                "a budget without a number",
                "'seeds': [0, 1]",
                "'seeds': 1,\n  'budget': { 'hours': 0 }",
                "probe.json(12,24): budget.hours: 0 is out of range; allowed: a finite number > 0."),
            BadInputCase.Replace(
                "count of zero",
                "'seeds': [0, 1]",
                "'seeds': 0",
                "probe.json(11,12): seeds: 0 is out of range; allowed: an integer from 1 to 100000."),
            BadInputCase.Replace(
                "negative seed",
                "'seeds': [0, 1]",
                "'seeds': [0, -1]",
                "probe.json(11,16): seeds.1: -1 is out of range; allowed: an integer from 0 to 9223372036854775807."),
            BadInputCase.Replace(
                "equal seeds",
                "'seeds': [0, 1]",
                "'seeds': [0, 1, 0]",
                "probe.json(11,19): seeds.2: The seed 0 is in the list already; equal trials run once."),
            BadInputCase.Replace(
                "fraction of a seed",
                "'seeds': [0, 1]",
                "'seeds': [0.5]",
                "probe.json(11,13): seeds.0: 0.5 is not a whole number; allowed: an integer from 0 to "
                    + "9223372036854775807."),
            BadInputCase.Replace(
                "seeds as text",
                "'seeds': [0, 1]",
                "'seeds': 'three'",
                """probe.json(11,12): seeds: "three" gives no seeds; allowed: a list of at least one integer from 0 """
                    + """to 9223372036854775807, a count from 1 to 100000, or { "race": true, "min": 1, "max": 8 }."""
            ),
            BadInputCase.Replace(
                "a flag for seeds",
                "'seeds': [0, 1]",
                "'seeds': true",
                "probe.json(11,12): seeds: true gives no seeds; allowed: a list of at least one integer from "
                    + "0 to 9223372036854775807, a count from 1 to 100000, or "
                    + "{ \"race\": true, \"min\": 1, \"max\": 8 }."),
            BadInputCase.Replace(
                "too many seeds",
                "'seeds': [0, 1]",
                "'seeds': 100000",
                "probe.json(10,3): space: 2 cells x 100000 seeds are more than the 100000 trials that a sweep may have."
            ),
            BadInputCase.File(
                "many at once",
                """
                {
                  "nam": "probe",
                  "trial": {
                    "data": { "name": "cifar", "batchSize": 0 },
                    "model": { "name": "lenet", "dropout": 0.5 },
                    "optimizer": { "name": "sgd", "lr": -1, "nesterov": true },
                    "epochs": "two"
                  },
                  "space": { "optimizer.lr": [], "model.nam": ["nin"] },
                  "seeds": -3
                }

                """,
                "probe.json(1,1): name: The key 'name' is missing; it takes 1 to 100 characters of a-z 0-9 - "
                    + "_ . that begin with a letter or digit.",
                """probe.json(2,3): nam: Unknown key "nam"; did you mean 'name'?""",
                """probe.json(4,23): trial.data.name: "cifar" is not known; allowed: fashion-mnist, mnist, """
                    + "cifar-10, image-folder.",
                "probe.json(4,45): trial.data.batchSize: 0 is out of range; allowed: an integer from 1 to 65536.",
                "probe.json(5,33): trial.model.dropout: 'dropout' is a key of network alexnet, alexnet-slim, "
                    + "alexnet-half, vgg11, nin, not of lenet.",
                "probe.json(6,41): trial.optimizer.lr: -1 is out of range; allowed: a finite number > 0.",
                """probe.json(7,15): trial.epochs: "two" is a string; allowed: an integer from 1 to 100000.""",
                "probe.json(9,30): space.optimizer.lr: An empty list of choices leaves the space empty; give "
                    + "at least one value, or leave the path out.",
                """probe.json(9,34): space.model.nam: No trial has the path "model.nam"; did you mean 'model.name'?""",
                "probe.json(10,12): seeds: -3 is out of range; allowed: an integer from 1 to 100000."),
        ];
}
