#!/usr/bin/env bash
# Kills the processes of sweeps at random moments and writes bench/results/torture.md (LiteDB),
# bench/results/torture-sqlite.md (SQLite), bench/results/torture-programs.md (trials that are programs, in LiteDB),
# bench/results/torture-images.md (trials that train on augmented images of a folder, in LiteDB),
# bench/results/torture-search.md (a search with pruning and a race, one worker, LiteDB) or
# bench/results/torture-search-two.md (the same with two workers, SQLite); bench/cluster.sh calls it for
# bench/results/cluster.md (a Slurm cluster with PostgreSQL):
# torture.sh [KILLS] [SEED] [litedb|sqlite|programs|images|search|search2|cluster] [SECONDS]
# KILLS is 500 by default. SECONDS is the longest time between two kills, 3 by default. If workers start slowly, use a
# larger value, so that more kills hit a running trial.
set -euo pipefail
bench="$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
kills="${1:-500}"
seed="${2:-1}"
store="${3:-litedb}"
seconds="${4:-3}"
case "$store" in
    litedb) tests=LiteDbTortureTests result=torture.md ;;
    sqlite) tests=SqliteTortureTests result=torture-sqlite.md ;;
    programs) tests=ProgramTortureTests result=torture-programs.md ;;
    images) tests=ImageTortureTests result=torture-images.md ;;
    search) tests=SearchTortureTests result=torture-search.md ;;
    search2) tests=SearchOfTwoTortureTests result=torture-search-two.md ;;
    cluster) tests=ClusterTortureTests result=cluster.md ;;
    *) echo "Unknown kind '$store'. Allowed: litedb, sqlite, programs, images, search, search2, cluster." >&2 && exit 2 ;;
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
title = {
    "litedb": "", "sqlite": ", a sqlite store", "programs": ", trials that are programs",
    "images": ", trials that train on augmented images of a folder",
    "search": ", a search with pruning and a race, one worker",
    "search2": ", a search with pruning and a race, two workers",
    "cluster": ", a Slurm cluster with PostgreSQL",
}[store]
victims = "the supervisor, one of two workers or all of them"
if store == "programs":
    victims = "the supervisor, one of two workers, all of them, or all of them with their programs"
if store == "search":
    victims = "the supervisor, its worker or both"
tables = """`trials.csv` and
`metrics.csv` (without the columns of time and the `system/` metrics) equal those of an undisturbed run, byte for byte. Each
trial has ended once, and each of its steps is recorded once."""
if store == "search":
    tables = tables.replace("`trials.csv` and", "the decisions, `trials.csv` and")
if store == "search2":
    tables = """each trial has ended once, each
of its steps is recorded once, and it has paused once at each rung that it reached. Which trials there are depends on which
had ended when a worker decided, so no two runs are equal."""
if store == "cluster":
    victims = """a worker, a task, slurmd, slurmstepd, the database or a node, or cuts the network of a node,"""
    tables = tables.replace("an undisturbed run", "an undisturbed run on one machine")
made_by = "bench/torture.sh"
arguments = f"{kills} {seed} {store} {seconds}".removesuffix(" 3").removesuffix(" litedb")
if store == "cluster":
    made_by, arguments = "bench/cluster.sh", f"{kills} {seed} {seconds}"
(Path(bench) / "results" / result).write_text(f"""# Killed at random moments{title}

Made by `{made_by} {arguments}`: `TortureTests` kills {victims} with
SIGKILL, at intervals of 0 to {seconds} s, until the sweep is done. Then it starts the next sweep. After each sweep, {tables}
{machine.header(reference=False)}

{Path(report).read_text().strip()}
""")
PYTHON
