#!/usr/bin/env bash
# Kills a sweep's processes at random moments, 500 times unless told otherwise, and writes bench/results/torture.md,
# or of another kind of store bench/results/torture-STORE.md: torture.sh [KILLS] [SEED] [litedb|sqlite] [SECONDS]
# SECONDS is the most time between two kills, 3 unless told otherwise; where workers start slowly, more lets more kills meet a trial.
set -euo pipefail
bench="$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
kills="${1:-500}"
seed="${2:-1}"
store="${3:-litedb}"
seconds="${4:-3}"
case "$store" in
    litedb) tests=LiteDbTortureTests result=torture.md ;;
    sqlite) tests=SqliteTortureTests result=torture-sqlite.md ;;
    *) echo "There is no kind of store '$store'. Allowed: litedb, sqlite." >&2 && exit 2 ;;
esac
report="$(mktemp)"
trap 'rm -f "$report"' EXIT

"$bench/../sweep" --version >/dev/null
cd "$bench/.."
dotnet build tests/EndToEnd -c Release --nologo -v q -tl:off
SWEEP_TORTURE_KILLS="$kills" SWEEP_TORTURE_SEED="$seed" SWEEP_TORTURE_SECONDS="$seconds" SWEEP_TORTURE_REPORT="$report" \
    dotnet test tests/EndToEnd -c Release --no-build --nologo --filter "FullyQualifiedName~$tests"

/usr/bin/python3 - "$bench" "$report" "$store" "$result" "$kills" "$seed" "$seconds" <<'PYTHON'
import sys
from pathlib import Path
bench, report, store, result, kills, seed, seconds = sys.argv[1:]
sys.path.insert(0, bench)
import machine
title = "" if store == "litedb" else f", a {store} store"
arguments = f"{kills} {seed} {store} {seconds}".removesuffix(" 3").removesuffix(" litedb")
(Path(bench) / "results" / result).write_text(f"""# Killed at random moments{title}

Made by `bench/torture.sh {arguments}`: `TortureTests` kills the supervisor, one of two workers or all of them with SIGKILL, 0 to {seconds} s apart, until the sweep is done,
then begins another, and so on. After each, `trials.csv` and `metrics.csv` (without their columns of time and `system/` metrics) were those of an untouched run, byte
for byte; every trial had ended once, with each of its steps there once.
{machine.header(reference=False)}

{Path(report).read_text().strip()}
""")
PYTHON
