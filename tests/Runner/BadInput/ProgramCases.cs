namespace SweepRunner.Runner.Tests.BadInput;

/// <summary>Trials that are programs.</summary>
internal static class ProgramCases
{
    private const string Command = "'command': ['sh', '-c', 'exit']";

    public static IEnumerable<BadInputCase> All =>
        [
            Sweep(
                "command without a program", "'command': []", "",
                "probe.json(3,25): trial.command.run: A list of 0 is too short; allowed: a list of at least 1."),
            Sweep(
                "command of another type", "'command': 'train.py'", "",
                "probe.json(3,25): trial.command: \"train.py\" is a string; allowed: a list or an object."),
            Sweep(
                "command with an empty name", "'command': [' ']", "",
                "probe.json(3,26): trial.command.run.0: The name of the program is empty."),
            Sweep(
                "argument of another type", "'command': ['sh', 1]", "",
                "probe.json(3,32): trial.command.run.1: 1 is a number; allowed: text."),
            Sweep(
                "misspelt key of the command", "'command': { 'run': ['sh'], 'file': [] }", "",
                """probe.json(3,42): trial.command.file: Unknown key "file"; did you mean 'files'?"""),
            Sweep(
                "misspelt command", "'comand': ['sh']", "",
                "probe.json(3,12): trial.data: The key 'data' is missing; it takes an object with a name.",
                "probe.json(3,12): trial.model: The key 'model' is missing; it takes an object with a name.",
                "probe.json(3,12): trial.optimizer: The key 'optimizer' is missing; it takes an object with a name.",
                "probe.json(3,12): trial.epochs: The key 'epochs' is missing; it takes an integer from 1 to 100000.",
                """probe.json(3,14): trial.comand: Unknown key "comand"; did you mean 'command'?"""),
            Sweep(
                "network beside a command", Command + ", 'epochs': 2", "",
                "probe.json(3,47): trial.epochs: Unknown key \"epochs\"; allowed: command, workingDirectory, "
                    + "parameters."),
            Sweep(
                "brace that is not closed", "'command': ['sh', 'a{seed']", "",
                "probe.json(3,32): trial.command.run.1: The brace at character 2 is not closed. A placeholder is "
                    + "{optimizer.lr} or {seed}; {{ is a brace."),
            Sweep(
                "placeholder near a parameter", "'command': ['sh', '{rat}'], 'parameters': { 'rate': 1 }", "",
                "probe.json(3,32): trial.command.run.1: {rat} is no parameter; did you mean 'rate'? (in 1 of 1 "
                    + "cells)."),
            Sweep(
                "placeholder without parameters", "'command': ['awk', '{print}']", "",
                "probe.json(3,33): trial.command.run.1: {print} is no parameter; there are no parameters. Write {{ for "
                    + "a brace (in 1 of 1 cells)."),
            Sweep(
                "placeholder of none of the parameters",
                "'command': ['sh', '{momentum}'], 'parameters': { 'rate': 1, 'o': { 'x': 1 } }", "",
                "probe.json(3,32): trial.command.run.1: {momentum} is no parameter; allowed: seed, rate, o, o.x. Write "
                    + "{{ for a brace (in 1 of 1 cells)."),
            Sweep(
                "placeholder of some cells", "'command': ['sh', '{o.m}', '{o.b}'], 'parameters': { 'o': {} }",
                ", 'space': { 'o': [{ 'name': 'sgd', 'm': [0, 1] }, { 'name': 'adam', 'b': 2 }] }",
                "probe.json(3,32): trial.command.run.1: {o.m} is not a parameter of every cell. A program reads what "
                    + "only some cells have from the file SWEEP_PARAMETERS, or from {o} as JSON (in 1 of 3 cells).",
                "probe.json(3,41): trial.command.run.2: {o.b} is not a parameter of every cell. A program reads what "
                    + "only some cells have from the file SWEEP_PARAMETERS, or from {o} as JSON (in 2 of 3 cells)."),
            Sweep(
                "parameter seed", Command + ", 'parameters': { 'seed': 1 }", "",
                "probe.json(3,71): trial.parameters.seed: {seed} stands for the seed of the trial; give the parameter "
                    + "another name."),
            Sweep(
                "parameter with a dot", Command + ", 'parameters': { 'o.lr': 1 }", "",
                "probe.json(3,61): trial.parameters.o.lr: A key of parameters is not empty and has no dot or brace; "
                    + "write objects in objects."),
            Sweep(
                "null in the parameters", Command + ", 'parameters': { 'a': [1, null] }", "",
                "probe.json(3,72): trial.parameters.a.1: null is not a value; leave the key out, or give what is "
                    + "allowed: any value but null."),
            Sweep(
                "number too large in the parameters", Command + ", 'parameters': { 'a': 1e999 }", "",
                "probe.json(3,68): trial.parameters.a: 1e999 is no finite number of 64 bits; allowed: a finite "
                    + "number."),
            Sweep(
                "space beside the parameters", Command + ", 'parameters': { 'rate': 1 }", ", 'space': { 'rat': [1] }",
                "probe.json(4,16): space.rat: No trial has the path \"rat\"; did you mean 'rate'?"),
            Sweep(
                "space without parameters", Command, ", 'space': { 'optimizer.lr': [1] }",
                "probe.json(4,16): space.optimizer.lr: No trial has the path \"optimizer.lr\"; a path counts from "
                    + "below trial.parameters, as in optimizer.lr."),
            Sweep(
                "equal choices of a parameter", Command + ", 'parameters': { 'a': 1 }",
                ", 'space': { 'a': [[1], [1.0]] }",
                "probe.json(4,27): space.a.1: This value is in the list already, at probe.json(4,22)."),
            Sweep(
                "unknown metric without a goal", Command, ", 'objective': { 'metric': 'reward' }",
                "probe.json(4,30): objective.goal: Nothing says which values of \"reward\" are better; add \"goal\": "
                    + "\"maximize\" or \"goal\": \"minimize\"."),
            Sweep(
                "keys of networks", Command,
                ", 'stop': { 'patience': { 'epochs': 1 } }, 'checkpoint': {}, 'log': {}, 'gpu': {}",
                "probe.json(4,27): stop.patience: The key is for trials that train a network; a program ends by itself "
                    + "when it no longer improves. Leave it out.",
                "probe.json(4,60): checkpoint: The key is for trials that train a network; a program saves what it "
                    + "needs in the folder SWEEP_CHECKPOINTS. Leave it out.",
                "probe.json(4,71): log: The key is for trials that train a network; a program logs as often as it "
                    + "prints. Leave it out.",
                "probe.json(4,82): gpu: The key is for trials that train a network; a program sets its own "
                    + "arithmetic. Leave it out."),
            Sweep(
                "files of a program in the store", Command, ", 'artifacts': 'store'",
                "probe.json(4,18): artifacts: A program keeps checkpoints in a folder, which all machines have to "
                    + "share. Leave the key out, or set it to folder."),
            Sweep(
                "two working directories",
                "'command': { 'run': ['sh'], 'workingDirectory': '.' }, 'workingDirectory': '.'",
                "",
                "probe.json(3,89): trial.workingDirectory: The command has a workingDirectory too; keep one of them."),
            Sweep(
                "no working directory", Command + ", 'workingDirectory': 'no/where'", "",
                "probe.json(3,67): trial.workingDirectory: There is no folder 'no/where'; a path counts from the "
                    + "folder of the sweep file, 'FOLDER'."),
            Sweep(
                "missing files", "'command': { 'run': ['sh'], 'files': ['train.py', '*.pyx', '.'] }", "",
                "probe.json(3,52): trial.command.files.0: There is no file 'train.py'; files count from the working "
                    + "directory.",
                "probe.json(3,64): trial.command.files.1: No file in 'FOLDER' matches \"*.pyx\".",
                "probe.json(3,73): trial.command.files.2: 'FOLDER' is a folder; name its files, as in "
                    + "\"./**/*.py\"."),
            BadInputCase.Replace(
                "loss of a network",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'stop': { 'divergence': { 'metric': 'val/loss' } }",
                "probe.json(12,39): stop.divergence.metric: The loss of a network is train/loss; leave the key out."),
        ];

    // Single quotes stand for double ones.
    private static BadInputCase Sweep(string name, string trial, string more, params string[] faults) =>
        BadInputCase.File(
            name,
            $$"""
            {
              'name': 'probe',
              'trial': { {{trial}} }
              {{more}}
            }
            """.Replace('\'', '"'),
            faults);
}
