namespace SweepRunner.Runner.Tests.BadInput;

/// <summary>Choices with lists, ranges and paths of their own.</summary>
internal static class ConditionCases
{
    public static IEnumerable<BadInputCase> All =>
        [
            Space(
                "value of a list in a choice",
                "'optimizer': [{ 'name': 'sgd', 'lr': [0.1, 0] }]",
                "probe.json(10,57): space.optimizer.0.lr.1: 0 is out of range; allowed: a finite number "
                    + "> 0."),
            Space(
                "equal values in a choice",
                "'optimizer': [{ 'name': 'sgd', 'lr': [0.1, 0.10] }]",
                "probe.json(10,57): space.optimizer.0.lr.1: The value 0.10 is in the list already, at "
                    + "probe.json(10,52)."),
            Space(
                "empty list in a choice",
                "'optimizer': [{ 'name': 'sgd', 'lr': [] }]",
                "probe.json(10,51): space.optimizer.0.lr: An empty list of choices leaves the space "
                    + "empty; give at least one value, or leave the path out."),
            Space(
                "null in a list in a choice",
                "'optimizer': [{ 'name': 'sgd', 'lr': [null] }]",
                "probe.json(10,52): space.optimizer.0.lr.0: null is not a value; leave the key out, or "
                    + "give what is allowed: a finite number > 0."),
            Space(
                "unknown key beside a list in a choice",
                "'optimizer': [{ 'name': 'sgd', 'lr': [0.1], 'momentun': [0, 0.9] }]",
                """probe.json(10,58): space.optimizer.0.momentun: Unknown key "momentun"; did you mean """
                    + "'momentum'?"),
            Space(
                "key of another case with a list",
                "'optimizer': [{ 'name': 'adam', 'lr': [0.1], 'momentum': [0, 0.9] }]",
                "probe.json(10,59): space.optimizer.0.momentum: 'momentum' is a key of optimizer sgd, "
                    + "rmsprop, not of adam."),
            Space(
                "missing key beside a list",
                "'optimizer': [{ 'name': 'sgd', 'momentum': [0, 0.9] }]",
                "probe.json(10,28): space.optimizer.0.lr: The key 'lr' is missing; it takes a finite "
                    + "number > 0."),
            Space(
                "list of names in a choice",
                "'optimizer': [{ 'name': ['sgd', 'adam'], 'lr': 0.1 }]",
                "probe.json(10,38): space.optimizer.0.name: This is a list; allowed: sgd, adam, adamw, "
                    + "rmsprop, adagrad."),
            Space(
                "unknown name beside lists",
                "'optimizer': [{ 'name': 'sgdd', 'lr': [0.1, 0] }]",
                """probe.json(10,38): space.optimizer.0.name: "sgdd" is not known; allowed: sgd, adam, """
                    + "adamw, rmsprop, adagrad; did you mean 'sgd'?",
                "probe.json(10,58): space.optimizer.0.lr.1: 0 is out of range; allowed: a finite number "
                    + "> 0."),
            Space(
                "equal choices with lists",
                "'optimizer': [{ 'name': 'sgd', 'lr': [0.1] }, { 'lr': [1e-1], 'name': 'sgd' }]",
                "probe.json(10,60): space.optimizer.1: This value is in the list already, at "
                    + "probe.json(10,28)."),
            Space(
                "unknown range in a choice",
                "'optimizer': [{ 'name': 'sgd', 'lr': { 'loguniform': [0.1, 1] } }]",
                """probe.json(10,53): space.optimizer.0.lr.loguniform: Unknown key "loguniform"; did you """
                    + "mean 'logUniform'?"),
            Space(
                "range of a choice out of range",
                "'optimizer': [{ 'name': 'sgd', 'lr': { 'uniform': [0, 1] } }]",
                "probe.json(10,65): space.optimizer.0.lr.uniform.0: 0 is out of range; allowed: a finite "
                    + "number > 0."),
            Space(
                "two ranges in a choice",
                "'optimizer': [{ 'name': 'sgd', 'lr': { 'uniform': [1, 2], 'int': [1, 2] } }]",
                "probe.json(10,51): space.optimizer.0.lr: An object is no set of values; allowed: a list "
                    + "of choices, or one range: uniform [a, b], logUniform [a, b], int [a, b], quantized [a, "
                    + "b, step]."),
            Space(
                "range of flags in a choice",
                "'optimizer': [{ 'name': 'sgd', 'lr': 1, 'nesterov': { 'int': [0, 1] } }]",
                "probe.json(10,68): space.optimizer.0.nesterov: A range is of numbers, and this path "
                    + "takes true or false; give a list of choices."),
            Space(
                "grid over a range in a choice",
                "'optimizer': [{ 'name': 'sgd', 'lr': { 'uniform': [0.1, 1] } }]",
                "probe.json(10,45): space.optimizer.0.lr: A grid cannot list a range; give a list of "
                    + """choices, or "search": { "name": "random", "trials": N }."""),
            Space(
                "grid over a range below choices, told once",
                "'optimizer': [{ 'name': 'sgd' }, { 'name': 'adam' }], 'optimizer.lr': { 'uniform': [0.1, 1] }",
                "probe.json(10,68): space.optimizer.lr: A grid cannot list a range; give a list of "
                    + """choices, or "search": { "name": "random", "trials": N }."""),
            Space(
                "list of a list's items in a choice",
                "'schedule': [{ 'name': 'multi-step', 'milestoneEpochs': [[1], ['two'], []] }]",
                """probe.json(10,77): space.schedule.0.milestoneEpochs.1.0: "two" is a string; allowed: an """
                    + "integer from 1 to 100000.",
                "probe.json(10,85): space.schedule.0.milestoneEpochs.2: A list of 0 is too short; "
                    + "allowed: a list of at least 1."),
            Space(
                "items of a plain list in a choice",
                "'schedule': [{ 'name': 'multi-step', 'milestoneEpochs': [1, 'two'] }]",
                """probe.json(10,74): space.schedule.0.milestoneEpochs.1: "two" is a string; allowed: an """
                    + "integer from 1 to 100000."),
            Space(
                "value in an object of a choice",
                "'schedule': [{ 'name': 'cosine', 'warmup': { 'steps': [1, 0.5], 'form': [0, 1] } }]",
                "probe.json(10,72): space.schedule.0.warmup.steps.1: 0.5 is not a whole number; allowed: "
                    + "an integer from 1 to 2147483647.",
                """probe.json(10,78): space.schedule.0.warmup.form: Unknown key "form"; did you mean """
                    + "'from'?"),
            Space(
                "choices in a choice",
                "'schedule': [{ 'name': 'cosine', 'warmup': [{ 'steps': [0] }, { 'from': 0 }, 5] }]",
                "probe.json(10,70): space.schedule.0.warmup.0.steps.0: 0 is out of range; allowed: an "
                    + "integer from 1 to 2147483647.",
                "probe.json(10,76): space.schedule.0.warmup.1.steps: The key 'steps' is missing; it "
                    + "takes an integer from 1 to 2147483647.",
                "probe.json(10,91): space.schedule.0.warmup.2: 5 is a number; allowed: an object."),
            Space(
                "path below that no choice has",
                "'optimizer': [{ 'name': 'adam', 'lr': 1 }, { 'name': 'adagrad', 'lr': 1 }], "
                    + "'optimizer.momentum': [0, 0.9]",
                "probe.json(10,90): space.optimizer.momentum: No choice of 'optimizer' has "
                    + "'optimizer.momentum'; those that have it: sgd, rmsprop."),
            Space(
                "path below with a bad value",
                "'optimizer': [{ 'name': 'adam' }], 'optimizer.lr': [0, 0.9]",
                "probe.json(10,66): space.optimizer.lr.0: 0 is out of range; allowed: a finite number > "
                    + "0."),
            Space(
                "bad value where a path below gives another",
                "'optimizer': [{ 'name': 'adam', 'lr': null }, { 'name': 'sgd', 'lr': 0 }], 'optimizer.lr': [1, 2]",
                "probe.json(10,52): space.optimizer.0.lr: null is not a value; leave the key out, or give what is "
                    + "allowed: a finite number > 0.",
                "probe.json(10,83): space.optimizer.1.lr: 0 is out of range; allowed: a finite number > 0."),
            Space(
                "path below and in a choice",
                "'optimizer': [{ 'name': 'adam', 'lr': [0.1, 0.2] }, { 'name': 'sgd', 'lr': 1 }], "
                    + "'optimizer.lr': [0.3, 0.4]",
                "probe.json(10,95): space.optimizer.lr: A choice varies 'optimizer.lr' "
                    + "itself, at probe.json(10,46); keep one of them."),
            Space(
                "path below a list of objects in a choice",
                "'schedule': [{ 'name': 'cosine', 'warmup': [{ 'steps': 5 }] }], 'schedule.warmup.steps': [1, 2]",
                "probe.json(10,78): space.schedule.warmup.steps: A choice varies 'schedule.warmup' "
                    + "itself, at probe.json(10,47); keep one of them."),
            Space(
                "path above a list in a choice",
                "'schedule': [{ 'name': 'cosine', 'warmup': { 'steps': [5] } }], 'schedule.warmup': [{ 'steps': 5 }]",
                "probe.json(10,78): space.schedule.warmup: A choice varies 'schedule.warmup.steps' "
                    + "itself, at probe.json(10,59); keep one of them."),
            Space(
                "path below a choice that is no object",
                "'optimizer': ['sgd'], 'optimizer.lr': [0.1]",
                """probe.json(10,28): space.optimizer.0: "sgd" is a string; allowed: an object with a """
                    + "name.",
                "probe.json(10,36): space.optimizer.lr: 'optimizer.lr' lies below 'optimizer', which "
                    + "probe.json(10,14) sets as a whole; keep one of them."),
            Space(
                "path below a range",
                "'optimizer': { 'uniform': [0, 1] }, 'optimizer.lr': [0.1]",
                "probe.json(10,29): space.optimizer: A range is of numbers, and this path takes an "
                    + "object with a name; give a list of choices.",
                "probe.json(10,50): space.optimizer.lr: 'optimizer.lr' lies below 'optimizer', which "
                    + "probe.json(10,14) sets as a whole; keep one of them."),
            Space(
                "rule between keys in some cells",
                "'optimizer': [{ 'name': 'sgd', 'lr': 1, 'nesterov': [true, false], 'momentum': [0, 0.9] }]",
                "probe.json(10,67): trial.optimizer.nesterov: Nesterov's momentum needs momentum > 0 and "
                    + "dampening 0; here they are 0 and 0 (in 1 of 4 cells)."),
            Program(
                "program: equal items of a list",
                "'net': [{ 'layers': [64, 64] }, { 'layers': [[64, 64]] }]",
                "probe.json(4,39): space.net.0.layers.1: The value 64 is in the list already, at "
                    + "probe.json(4,35)."),
            Program(
                "program: misspelled range",
                "'net': [{ 'width': { 'unform': [1, 2] } }]",
                """probe.json(4,35): space.net.0.width.unform: Unknown key "unform"; did you mean """
                    + "'uniform'?"),
            Program(
                "program: path that neither the base nor a choice has",
                "'net': [{ 'width': 1 }], 'net.depht': [1, 2]",
                """probe.json(4,39): space.net.depht: No trial has the path "net.depht"; did you mean """
                    + "'net.depth'?"),
            Program(
                "program: path through a number",
                "'net': [{ 'width': 1 }], 'net.width.x': [1, 2], 'net.block.size': [3]",
                """probe.json(4,39): space.net.width.x: No trial has the path "net.width.x"; a path counts """
                    + "from below trial.parameters, as in optimizer.lr."),
            Program(
                "program: path that no object can have",
                "'net': [{ 'block': 1 }], 'net.block.size': [1, 2]",
                "probe.json(4,39): space.net.block.size: No choice of 'net' has 'net.block.size'; leave "
                    + "the path out."),
        ];

    private static BadInputCase Space(string name, string space, params string[] faults) =>
        BadInputCase.Replace(name, "'optimizer.lr': [0.1, 0.01]", space, faults);

    private static BadInputCase Program(string name, string space, params string[] faults)
    {
        var text = $$"""
            {
              'name': 'probe',
              'trial': { 'command': ['true'], 'parameters': { 'net': { 'depth': 1, 'block': { 'size': 2 } } } },
              'space': { {{space}} },
              'objective': { 'metric': 'loss' }
            }
            """;
        return BadInputCase.File(name, text.Replace('\'', '"'), faults);
    }
}
