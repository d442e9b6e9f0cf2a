namespace SweepRunner.Runner.Tests.BadInput;

/// <summary>Overrides of the file.</summary>
internal static class OverrideCases
{
    public static IEnumerable<BadInputCase> All =>
        [
            BadInputCase.Set(
                "override without value", ["trial.epochs"], "--set trial.epochs: An override is written PATH=VALUE."),
            BadInputCase.Set(
                "override below the trial",
                ["optimizer.lr=0.1"],
                "--set optimizer.lr=0.1: optimizer.lr: No such path in a sweep file, counted from its root; "
                    + "did you mean 'trial.optimizer.lr'?"),
            BadInputCase.Set(
                "override of an unknown key",
                ["trial.epoch=1"],
                """--set trial.epoch=1: trial.epoch: Unknown key "epoch"; did you mean 'epochs'?"""),
            BadInputCase.Set(
                "override of an unknown root",
                ["seed=1"],
                "--set seed=1: seed: No such path in a sweep file, counted from its root; did you mean 'seeds'?"),
            BadInputCase.Set(
                "override out of range",
                ["trial.optimizer.lr=0"],
                "--set trial.optimizer.lr=0: trial.optimizer.lr: 0 is out of range; allowed: a finite number > 0."),
            BadInputCase.Set(
                "override of text for a number",
                ["trial.epochs=many"],
                """--set trial.epochs=many: trial.epochs: "many" is a string; allowed: an integer from 1 to 100000."""),
            BadInputCase.Set(
                "override through a value",
                ["trial.epochs.first=1"],
                "--set trial.epochs.first=1: trial.epochs.first: The path leads through a value that has no "
                    + "such key or item."),
            BadInputCase.Set(
                "override through the space",
                ["space.optimizer.lr=[0.1, 0.1]"],
                "--set space.optimizer.lr=[0.1, 0.1]: space.optimizer.lr.1: The value 0.1 is in the list "
                    + "already, at --set space.optimizer.lr=[0.1, 0.1]."),
            BadInputCase.Set(
                "override of an unknown path",
                ["space.optimizer.rate=[0.1]"],
                """--set space.optimizer.rate=[0.1]: space.optimizer.rate: No trial has the path "optimizer.rate"; a """
                    + """path counts from below trial, as in optimizer.lr."""
            ),
            BadInputCase.Set(
                "override with NaN",
                ["trial.optimizer.lr=NaN"],
                "--set trial.optimizer.lr=NaN: trial.optimizer.lr: NaN is no finite number of 64 bits; "
                    + "allowed: a finite number > 0."),
            BadInputCase.Set(
                "override of the case",
                ["trial.optimizer.momentum=0.9", "trial.optimizer.name=adam"],
                "--set trial.optimizer.momentum=0.9: trial.optimizer.momentum: 'momentum' is a key of "
                    + "optimizer sgd, rmsprop, not of adam, which --set trial.optimizer.name=adam sets."),
            BadInputCase.Set(
                "override through a list",
                ["trials.0.optimizer.lr=1"],
                "--set trials.0.optimizer.lr=1: trials.0.optimizer.lr: The path leads through a value that "
                    + "has no such key or item."),
            BadInputCase.Set(
                "override with a duplicate key",
                ["""trial.model={"name":"lenet","name":"nin"}"""],
                """--set trial.model={"name":"lenet","name":"nin"}: trial.model.name: The key is a duplicate; it is """
                    + """first at --set trial.model={"name":"lenet","name":"nin"}."""
            ),
        ];
}
