namespace SweepRunner.Runner.Tests.BadInput;

/// <summary>What no reader of JSON can take.</summary>
internal static class TextCases
{
    public static IEnumerable<BadInputCase> All =>
        [
            BadInputCase.File("empty file", "", "probe.json(1,1): The file is empty; a sweep is a JSON object."),
            BadInputCase.File(
                "blank file",
                """
                  

                """,
                "probe.json(1,1): The file is empty; a sweep is a JSON object."),
            BadInputCase.File(
                "only a comment", "// nothing yet\n", "probe.json(2,1): The file is empty; a sweep is a JSON object."),
            BadInputCase.File(
                "open comment",
                "/* nothing yet\n",
                "probe.json(1,1): Broken JSON: Expected end of comment, but instead reached end of data."),
            BadInputCase.File(
                "UTF-16 without its mark", "{\0}\0", "probe.json(1,2): Byte 0x00 is not text; save the file as UTF-8."),
            BadInputCase.File(
                "deep nesting",
                new string('[', 100_000),
                "probe.json(1,65): Broken JSON: The maximum configured depth of 64 has been exceeded. Cannot "
                    + "read next JSON array."),
            BadInputCase.Replace(
                "faults behind carriage returns",
                "'epochs': 2\n",
                "'epochs': 0\r\n",
                "probe.json(8,15): trial.epochs: 0 is out of range; allowed: an integer from 1 to 100000."),
            BadInputCase.Replace(
                "number beyond 64 bits",
                "'lr': 0.1",
                "'lr': 1e999",
                "probe.json(7,41): trial.optimizer.lr: 1e999 is no finite number of 64 bits; allowed: a "
                    + "finite number > 0."),
            BadInputCase.File("not an object", "[]", "probe.json(1,1): This is a list; allowed: an object."),
            BadInputCase.File(
                "a bare string", "\"sweep\"", """probe.json(1,1): "sweep" is a string; allowed: an object."""),
            BadInputCase.File(
                "cut short",
                """
                {
                  "name": "probe",
                  "trial": {
                    "data": { "name": "fas
                """,
                "probe.json(4,27): Broken JSON: Expected end of string, but instead reached end of data."),
            BadInputCase.Replace(
                "missing comma",
                "'name': 'probe',",
                "'name': 'probe'",
                """probe.json(3,3): Broken JSON: '"' is invalid after a value. Expected either ',', '}', or ']'."""),
            BadInputCase.Replace(
                "missing bracket",
                "[0.1, 0.01]",
                "[0.1, 0.01",
                "probe.json(10,41): Broken JSON: '}' is invalid without a matching open."),
            BadInputCase.Replace(
                "word without quotes",
                "'lenet'",
                "lenet",
                "probe.json(5,24): Broken JSON: 'l' is an invalid start of a value."),
            BadInputCase.Replace(
                "text after the end",
                "'seeds': [0, 1]\n}",
                "'seeds': [0, 1]\n} {}",
                "probe.json(12,3): Broken JSON: '{' is invalid after a single JSON value. Expected end of data."),
            BadInputCase.Replace(
                "NaN",
                "'lr': 0.1",
                "'lr': NaN",
                "probe.json(7,41): trial.optimizer.lr: NaN is no finite number of 64 bits; allowed: a "
                    + "finite number > 0."),
            BadInputCase.Replace(
                "NaN and another",
                "'lr': 0.1 },\n    'epochs': 2",
                "'lr': -Infinity },\n    'epochs': 0",
                "probe.json(7,41): trial.optimizer.lr: -Infinity is no finite number of 64 bits; allowed: a "
                    + "finite number > 0.",
                "probe.json(8,15): trial.epochs: 0 is out of range; allowed: an integer from 1 to 100000."),
            BadInputCase.Replace(
                "leading zero",
                "'lr': 0.1",
                "'lr': 00.1",
                "probe.json(7,42): Broken JSON: Invalid leading zero before '0'."),
            BadInputCase.Replace(
                "half a surrogate pair",
                "'name': 'probe'",
                "'name': '\\ud800'",
                "probe.json(2,11): Broken JSON: A string holds half of a surrogate pair."),
        ];
}
