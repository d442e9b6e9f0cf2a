namespace SweepRunner.Runner.Tests.BadInput;

/// <summary>The space, single cells and the search.</summary>
internal static class SpaceCases
{
    public static IEnumerable<BadInputCase> All =>
        [
            BadInputCase.Replace(
                "space not an object",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                "'space': ['optimizer.lr']",
                "probe.json(10,12): space: This is a list; allowed: an object of paths."),
            BadInputCase.Replace(
                "unknown path near",
                "'optimizer.lr'",
                "'optimizer.rl'",
                """probe.json(10,14): space.optimizer.rl: No trial has the path "optimizer.rl"; did you mean """
                    + """'optimizer.lr'?"""
            ),
            BadInputCase.Replace(
                "path from the root",
                "'optimizer.lr'",
                "'trial.optimizer.lr'",
                """probe.json(10,14): space.trial.optimizer.lr: No trial has the path "trial.optimizer.lr"; did you """
                    + """mean 'optimizer.lr'?"""
            ),
            BadInputCase.Replace(
                "path without its beginning",
                "'optimizer.lr'",
                "'lr'",
                """probe.json(10,14): space.lr: No trial has the path "lr"; did you mean 'optimizer.lr'?"""),
            BadInputCase.Replace(
                "path with a blank",
                "'optimizer.lr'",
                "' optimizer.lr'",
                """probe.json(10,14): space. optimizer.lr: No trial has the path " optimizer.lr"; did you mean """
                    + """'optimizer.lr'?"""
            ),
            BadInputCase.Replace(
                "path with an empty part",
                "'optimizer.lr'",
                "'optimizer..lr'",
                """probe.json(10,14): space.optimizer..lr: No trial has the path "optimizer..lr"; did you mean """
                    + """'optimizer.lr'?"""
            ),
            BadInputCase.Replace(
                "a flag for choices",
                "[0.1, 0.01]",
                "true",
                "probe.json(10,30): space.optimizer.lr: true is no set of values; allowed: a list of "
                    + "choices, or one range: uniform [a, b], logUniform [a, b], int [a, b], quantized [a, b, "
                    + "step]."),
            BadInputCase.Replace(
                "logarithm of zero",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                "'space': { 'optimizer.momentum': { 'logUniform': [0, 1] } },\n  'search': { 'name': 'random', "
                    + "'trials': 2 }",
                "probe.json(10,52): space.optimizer.momentum.logUniform: The range takes numbers > 0, for "
                    + "their logarithm."),
            BadInputCase.Replace(
                "unknown path far",
                "'optimizer.lr'",
                "'temperature'",
                """probe.json(10,14): space.temperature: No trial has the path "temperature"; a path counts from """
                    + """below trial, as in optimizer.lr."""
            ),
            BadInputCase.Replace(
                "no choices",
                "[0.1, 0.01]",
                "[]",
                "probe.json(10,30): space.optimizer.lr: An empty list of choices leaves the space empty; "
                    + "give at least one value, or leave the path out."),
            BadInputCase.Replace(
                "a value that is no list",
                "[0.1, 0.01]",
                "0.1",
                "probe.json(10,30): space.optimizer.lr: 0.1 is no set of values; allowed: a list of choices, "
                    + "or one range: uniform [a, b], logUniform [a, b], int [a, b], quantized [a, b, step]."),
            BadInputCase.Replace(
                "bad choice",
                "[0.1, 0.01]",
                "[0.1, -1]",
                "probe.json(10,36): space.optimizer.lr.1: -1 is out of range; allowed: a finite number > 0."),
            BadInputCase.Replace(
                "choice of another type",
                "[0.1, 0.01]",
                "['fast', 0.01]",
                """probe.json(10,31): space.optimizer.lr.0: "fast" is a string; allowed: a finite number > 0."""),
            BadInputCase.Replace(
                "equal choices",
                "[0.1, 0.01]",
                "[0.1, 1e-1]",
                "probe.json(10,36): space.optimizer.lr.1: The value 1e-1 is in the list already, at probe.json(10,31)."
            ),
            BadInputCase.Replace(
                "null choice",
                "[0.1, 0.01]",
                "[null]",
                "probe.json(10,31): space.optimizer.lr.0: null is not a value; leave the key out, or give what "
                    + "is allowed: a finite number > 0."),
            BadInputCase.Replace(
                "name below choices, which decides their keys",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                "'space': { 'optimizer': [{ 'name': 'sgd', 'lr': 1 }], 'optimizer.name': ['adam'] }",
                "probe.json(10,57): space.optimizer.name: 'optimizer.name' lies below 'optimizer', which "
                    + "probe.json(10,14) sets as a whole; keep one of them."),
            BadInputCase.Replace(
                "path below path in a single cell",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'trials': [{ 'optimizer': { 'name': 'sgd', 'lr': 1 }, 'optimizer.lr': 0.1 }]",
                "probe.json(12,57): trials.0.optimizer.lr: 'optimizer.lr' lies below 'optimizer', which "
                    + "probe.json(12,16) sets as a whole; keep one of them."),
            BadInputCase.Replace(
                "bad object choice",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                "'space': { 'optimizer': [{ 'name': 'adam', 'momentum': 0.9 }] }",
                "probe.json(10,28): space.optimizer.0.lr: The key 'lr' is missing; it takes a finite number > 0.",
                "probe.json(10,46): space.optimizer.0.momentum: 'momentum' is a key of optimizer sgd, "
                    + "rmsprop, not of adam."),
            BadInputCase.Replace(
                "case that refuses a key of the base",
                "'optimizer': { 'name': 'sgd', 'lr': 0.1 },\n    'epochs': 2\n  },\n  'space': { 'optimizer.lr': "
                    + "[0.1, 0.01] }",
                "'optimizer': { 'name': 'sgd', 'lr': 0.1, 'momentum': 0.9 },\n    'epochs': 2\n  },\n  'space': "
                    + "{ 'optimizer.name': ['sgd', 'adam'] }",
                "probe.json(7,46): trial.optimizer.momentum: 'momentum' is a key of optimizer sgd, rmsprop, "
                    + "not of adam, which probe.json(10,40) sets (in 1 of 2 cells)."),
            BadInputCase.Replace(
                "grid over a range",
                "[0.1, 0.01]",
                "{ 'logUniform': [0.001, 1] }",
                """probe.json(10,14): space.optimizer.lr: A grid cannot list a range; give a list of choices, """
                    + """or "search": { "name": "random", "trials": N }."""
            ),
            BadInputCase.Replace(
                "cma-es over a list",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                "'space': { 'optimizer.lr': [0.1, 0.01] },\n  'search': { 'name': 'cma-es', 'trials': 3 }",
                """probe.json(10,14): space.optimizer.lr: CMA-ES needs numbers and cannot use a list of choices; """
                    + """give a range, or "search": { "name": "tpe", "trials": N }."""),
            BadInputCase.Replace(
                "sobol over nothing",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                "'space': {},\n  'search': { 'name': 'sobol', 'trials': 3 }",
                "probe.json(11,23): search.name: Sobol search draws from the space, and the space is empty; "
                    + "give it a path, or leave the search out."),
            BadInputCase.Replace(
                "unknown range",
                "[0.1, 0.01]",
                "{ 'loguniform': [0.001, 1] }",
                """probe.json(10,32): space.optimizer.lr.loguniform: Unknown key "loguniform"; did you mean """
                    + """'logUniform'?"""
            ),
            BadInputCase.Replace(
                "range of one number",
                "[0.1, 0.01]",
                "{ 'uniform': [1] }",
                "probe.json(10,43): space.optimizer.lr.uniform: The range takes a list of two numbers: "
                    + "[least, greatest]."),
            BadInputCase.Replace(
                "range backwards",
                "[0.1, 0.01]",
                "{ 'uniform': [1, 0.5] }",
                "probe.json(10,43): space.optimizer.lr.uniform: The range takes its least number before a greater one."
            ),
            BadInputCase.Replace(
                "range out of range",
                "[0.1, 0.01]",
                "{ 'uniform': [0, 1] }",
                "probe.json(10,44): space.optimizer.lr.uniform.0: 0 is out of range; allowed: a finite number > 0."),
            BadInputCase.Replace(
                "step of zero",
                "[0.1, 0.01]",
                "{ 'quantized': [0.1, 1, 0] }",
                "probe.json(10,45): space.optimizer.lr.quantized: The range takes a step > 0 that is no "
                    + "longer than the range."),
            BadInputCase.Replace(
                "range of names",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                "'space': { 'init.name': { 'uniform': [0, 1] } }",
                "probe.json(10,29): space.init.name: A range is of numbers, and this path takes default, "
                    + "normal, kaiming-normal, kaiming-uniform, xavier-uniform, xavier-normal, orthogonal, zeros; "
                    + "give a list of choices."),
            BadInputCase.Replace(
                "fractions of whole numbers",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                "'space': { 'epochs': { 'uniform': [1, 3] } }",
                """probe.json(10,26): space.epochs: 'uniform' draws fractions, and this path takes whole numbers; """
                    + """use "int", or "quantized" with whole numbers."""
            ),
            BadInputCase.Replace(
                "two ranges",
                "[0.1, 0.01]",
                "{ 'uniform': [1, 2], 'int': [1, 2] }",
                "probe.json(10,30): space.optimizer.lr: An object is no set of values; allowed: a list of "
                    + "choices, or one range: uniform [a, b], logUniform [a, b], int [a, b], quantized [a, b, "
                    + "step]."),
            BadInputCase.Replace(
                "random without trials",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                "'space': { 'optimizer.lr': [0.1, 0.01] },\n  'search': { 'name': 'random' }",
                "probe.json(11,13): search.trials: The key 'trials' is missing; it takes an integer from 1 to 100000."),
            BadInputCase.Replace(
                "random over nothing",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                "'space': {},\n  'search': { 'name': 'random', 'trials': 3 }",
                "probe.json(11,23): search.name: Random search draws from the space, and the space is empty; "
                    + "give it a path, or leave the search out."),
            BadInputCase.Replace(
                "faulty cell",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                "'space': { 'optimizer.momentum': [0.9, 0.5], 'optimizer.name': ['sgd', 'adam'] }",
                "probe.json(10,37): trial.optimizer.momentum: 'momentum' is a key of optimizer sgd, rmsprop, "
                    + "not of adam, which probe.json(10,74) sets (in 1 of 4 cells).",
                "probe.json(10,42): trial.optimizer.momentum: 'momentum' is a key of optimizer sgd, rmsprop, "
                    + "not of adam, which probe.json(10,74) sets (in 1 of 4 cells)."),
            BadInputCase.Replace(
                "network that a cell's size cannot feed",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                "'space': { 'model.name': ['lenet', 'nin'], 'optimizer.lr': [0.1, 0.01] }",
                "probe.json(10,38): trial.model.name: 'nin' cannot take the images: layer 'pool2' (max-pool 3×3, "
                    + "stride 2) cannot take 256×2×2: its window is larger than the map; the smallest square image "
                    + "that 'nin' can take is 67×67 (in 2 of 4 cells)."),
            BadInputCase.Replace(
                "case that lacks a key",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                "'space': { 'schedule.name': ['constant', 'step'] }",
                "probe.json(10,44): trial.schedule.stepEpochs: The key 'stepEpochs' is missing; it takes an "
                    + "integer from 1 to 100000 (in 1 of 2 cells)."),
            BadInputCase.Replace(
                "too many trials",
                "'space': { 'optimizer.lr': [0.1, 0.01] }",
                TooManyTrials,
                "probe.json(10,3): space: 1000000 cells x 2 seeds are more than the 100000 trials that a "
                    + "sweep may have."),
            BadInputCase.Replace(
                "faulty single cell",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'trials': [{ 'optimizer.lr': 0 }, { 'optimizer.lrr': 1 }, 5]",
                "probe.json(12,32): trials.0.optimizer.lr: 0 is out of range; allowed: a finite number > 0.",
                """probe.json(12,39): trials.1.optimizer.lrr: No trial has the path "optimizer.lrr"; did you mean """
                    + """'optimizer.lr'?""",
                "probe.json(12,61): trials.2: 5 is a number; allowed: an object of paths."),
            BadInputCase.Replace(
                "single cells not a list",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'trials': {}",
                "probe.json(12,13): trials: This is an object; allowed: a list of objects of paths."),
        ];

    private static string TooManyTrials
    {
        get
        {
            var values = string.Join(", ", Enumerable.Range(1, 100));
            return $"'space': {{ 'epochs': [{values}], 'data.batchSize': [{values}], 'data.trainSamples': "
                + $"[{values}] }}";
        }
    }
}
