namespace SweepRunner.Runner.Tests.BadInput;

/// <summary>Launchers that are not understood, and options that they set themselves.</summary>
internal static class LauncherCases
{
    private const string Own = "sweep sets this option of sbatch itself: ";

    public static IEnumerable<BadInputCase> All =>
        [
            Launcher(
                "unknown launcher",
                "{ 'name': 'slrum' }",
                """probe.json(12,25): launcher.name: "slrum" is not known; allowed: local, slurm; did you mean """
                    + "'slurm'?"),
            Launcher(
                "key of another launcher",
                "{ 'name': 'local', 'partition': 'main' }",
                "probe.json(12,34): launcher.partition: 'partition' is a key of launcher slurm, not of local."),
            Launcher(
                "time that Slurm does not read",
                "{ 'name': 'slurm', 'time': '2h' }",
                """probe.json(12,42): launcher.time: "2h" is malformed; allowed: a text with a time as sbatch takes """
                    + "it: minutes, HH:MM:SS or D-HH:MM:SS."),
            Launcher(
                "memory without a unit that Slurm knows",
                "{ 'name': 'slurm', 'memory': '4GB' }",
                """probe.json(12,44): launcher.memory: "4GB" is malformed; allowed: a size as sbatch takes it: a """
                    + "whole number with K, M, G or T, as in 4G."),
            Launcher(
                "no task at all",
                "{ 'name': 'slurm', 'parallel': 0 }",
                "probe.json(12,46): launcher.parallel: 0 is out of range; allowed: an integer from 1 to 10000."),
            Launcher(
                "option of sbatch that has a key",
                "{ 'name': 'slurm', 'options': { 'time': '5', 'c': 2, 'gres': 'gpu:1' } }",
                $"probe.json(12,47): launcher.options.time: {Own}use the key launcher.time.",
                $"probe.json(12,60): launcher.options.c: {Own}use the key launcher.cpus.",
                $"probe.json(12,68): launcher.options.gres: {Own}use the key launcher.gpus."),
            Launcher(
                "option of sbatch by which tasks are found",
                "{ 'name': 'slurm', 'options': { 'job-name': 'mine', 'nodes': 2 } }",
                $"probe.json(12,47): launcher.options.job-name: {Own}it finds its tasks by it; leave it out.",
                $"probe.json(12,67): launcher.options.nodes: {Own}a task is one process on one node; leave it "
                    + "out."),
            Launcher(
                "option of sbatch with its dashes",
                "{ 'name': 'slurm', 'options': { '--constraint': 'avx' } }",
                """probe.json(12,47): launcher.options.--constraint: "--constraint" is no name of an option; write """
                    + """it without dashes, as in "constraint"."""),
            Launcher(
                "option of sbatch without a value",
                "{ 'name': 'slurm', 'options': { 'exclusive': false, 'qos': 'a\\nb' } }",
                "probe.json(12,60): launcher.options.exclusive: false is a boolean; allowed: a text, a number, or true "
                    + "for an option without a value.",
                "probe.json(12,67): launcher.options.qos: The value has a line break or a quotation mark, which the "
                    + "script cannot pass on."),
            Launcher(
                "lines of the node in one text",
                "{ 'name': 'slurm', 'setup': ['module load a\\nmodule load b'] }",
                "probe.json(12,44): launcher.setup.0: The text has a line break; give each line as an item of the "
                    + "list."),
            BadInputCase.Replace(
                "GPU that the launcher does not ask for",
                "'seeds': [0, 1]",
                "'seeds': [0, 1],\n  'device': 'cuda:0',\n  'launcher': { 'name': 'slurm' }",
                "probe.json(12,13): device: The launcher slurm gives no GPU to a task; set launcher.gpus, or set "
                    + "device to cpu."),
        ];

    private static BadInputCase Launcher(string name, string launcher, params string[] faults) =>
        BadInputCase.Replace(name, "'seeds': [0, 1]", $"'seeds': [0, 1],\n  'launcher': {launcher}", faults);
}
