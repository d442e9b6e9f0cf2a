#!/usr/bin/env bash
# Tests the real command in unusual environments: files, terminals, signals, stores of other users. Needs root for
# mounts and users. edges.sh writes bench/results/edges.md. edges.sh FUNCTION... runs only these situations and writes
# no file.
set -euo pipefail
bench="$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
root="$(dirname "$bench")"
python=/usr/bin/python3
only=("$@")
work="$(mktemp -d)"
table="$work/table"
failures=0
trap 'for each in "$work"/*/mount; do ! mountpoint -q "$each" || umount "$each"; done; rm -rf "$work"' EXIT

sweep() { "$root/sweep" "$@"; }

# Runs a sweep of one or more small trials. It takes a second or two.
small() {
    sweep run "$root/configs/quickstart.json" --set "name=$1" --set 'seeds=[3]' --set 'space.optimizer.lr=[0.1]' \
        --set 'trial.data={"name":"fashion-mnist","batchSize":16,"trainSamples":200,"testSamples":50,"validationSamples":50}' \
        --set trial.epochs=1 "${@:2}"
}

# Runs trials that take minutes, with a checkpoint every second. exec makes a signal reach the command itself.
long() {
    exec "$root/sweep" run "$root/configs/quickstart.json" --set "name=$1" --set 'seeds=[3]' --set 'space.optimizer.lr=[0.1]' \
        --set trial.epochs=1000 --set checkpoint.everySeconds=1 "${@:2}"
}

# ends CODE COMMAND...: checks the exit code of a command. Its output is in ./said.
ends() {
    local code=0
    "${@:2}" >said 2>&1 </dev/null || code=$?
    ((code == $1)) || { echo "exit code $code, expected $1: ${*:2}" && tail -5 said && return 1; }
    ! grep -qE '^   at |Unexpected fault' said || { echo "unexpected error: ${*:2}" && cat said && return 1; }
}

# says TEXT: checks that the output of the last command contains a text.
says() { grep -qF -- "$1" said || { echo "not said: $1" && cat said && return 1; }; }

# eventually CONDITION: waits until a condition is true, at most half a minute.
eventually() {
    for _ in $(seq 150); do ! eval "$1" || return 0; sleep 0.2; done
    echo "never: $1" && return 1
}

# holds POINT WHAT FUNCTION: runs a function in a new folder and records its result.
holds() {
    [[ ${#only[@]} == 0 || " ${only[*]} " == *" $3 "* ]] || return 0
    local folder="$work/$3" result=held
    mkdir "$folder"
    (set -e && cd "$folder" && "$3") >"$folder.log" 2>&1 &
    wait $! || { result="**broke**"; failures=$((failures + 1)); sed 's/^/    /' "$folder.log" >&2; }
    echo "$result: $2" >&2
    echo "| $1 | $2 | $result |" >>"$table"
}

stores_share_no_artifacts() {
    ends 0 small s --store exp.a
    ends 0 small s --store exp.b
    [[ -d exp.a.artifacts/sweeps/s/0 && -d exp.b.artifacts/sweeps/s/0 ]]
    cp exp.a live.backup
    ends 0 sweep delete s --yes --store live.backup
    ls exp.a.artifacts/sweeps/s/0/model-best.safetensors
    ends 0 sweep report s --store exp.a
    [[ -f exp.a.artifacts/sweeps/s/report/report.html && ! -e exp.b.artifacts/sweeps/s/report ]]
}

moved_store_goes_on() {
    ends 0 small s --store one/x.db
    mv one two
    ends 0 sweep show s/0 --store two/x.db
    ! grep -q /one/ said
    log="$(grep -o '/[^ ]*attempt-1.log' said)"
    [[ -f "$log" ]]
}

one_file_has_one_folder() {
    mkdir real && ln -s real/x.db link.db
    long s --store link.db --workers 1 >run.log 2>&1 &
    eventually 'compgen -G "real/x.db.artifacts/sweeps/s/0/checkpoint-*" >/dev/null'
    kill -TERM $!
    wait $! || [[ $? == 130 ]]
    [[ ! -e link.db.artifacts ]]
    "$root/sweep" resume s --store real/x.db --workers 1 >resume.log 2>&1 &
    eventually 'sweep show s/0 --store real/x.db | grep -q "^  attempts *2"'
    kill -TERM $!
    wait $! || [[ $? == 130 ]]
    ! grep -q "starts again" resume.log
}

output_that_cannot_be_written() {
    ends 0 bash -c "'$root/sweep' list >/dev/null 2>&1 || true"
    for redirection in '2>/dev/full' '2>&-' '>/dev/null 2>&-' '<&-'; do
        rm -rf x.db*
        small s --store x.db --inline >/dev/null 2>&1 || return 1
        rm -rf x.db*
        ends 0 bash -c "exec '$root/sweep' run '$root/configs/quickstart.json' --set name=s --set 'seeds=[3]' --set 'space.optimizer.lr=[0.1]' \
            --set 'trial.data={\"name\":\"fashion-mnist\",\"batchSize\":16,\"trainSamples\":200,\"testSamples\":50,\"validationSamples\":50}' \
            --set trial.epochs=1 --store x.db $redirection"
        ends 0 sweep show s --store x.db
        says completed
    done
}

full_disk_of_the_log() {
    mkdir mount
    mount -t tmpfs -o size=64k tmpfs mount
    head -c 1M /dev/zero >mount/ballast 2>/dev/null || true
    small s --store x.db >mount/results 2>mount/log
    ends 0 sweep show s --store x.db
    says completed
    umount mount
}

reader_that_goes_away() {
    ends 0 small s --store x.db
    ends 0 bash -c "set -o pipefail; '$root/sweep' show s --store x.db | head -1 >/dev/null"
    ends 1 bash -c "'$root/sweep' show s --store x.db >/dev/full"
}

inbox_takes_files_alone() {
    mkdir inbox inbox/folder.json
    mkfifo inbox/pipe.json
    ln -s nowhere inbox/dangling.json
    "$python" -c 'import socket; socket.socket(socket.AF_UNIX).bind("inbox/socket.json")'
    "$root/sweep" serve --watch inbox --store x.db --workers 1 >serve.out 2>serve.log &
    eventually '[[ -f inbox/service.health ]]'
    echo '{ "name": "bad" }' >BAD.JSON && mv BAD.JSON inbox/
    eventually '[[ -f inbox/rejected/BAD.faults.txt ]]'
    for each in pipe folder dangling socket; do
        eventually "[[ \$(grep -c $each.json serve.log) == 1 ]]"
    done
    kill -TERM $!
    wait $! || [[ $? == 130 ]]
}

reading_needs_no_writing() {
    for kind in litedb sqlite; do
        mkdir -p "$kind" mount
        ends 0 small s --store "$kind:$kind/x.db"
        mount --bind "$kind" mount
        mount -o remount,ro,bind mount
        for command in "list" "show s" "show s/0 --plot" "status --once" "export s --csv $kind-out" "report s --out $kind-report"; do
            # shellcheck disable=SC2086
            ends 0 sweep $command --store "$kind:mount/x.db"
        done
        umount mount
    done
}

another_users_store_is_read() {
    chmod 755 "$work" .
    for kind in litedb sqlite; do
        ends 0 small s --store "$kind:$kind.db"
        for command in "list" "show s" "status --once"; do
            # shellcheck disable=SC2086
            ends 0 setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/tmp DOTNET_CLI_HOME=/tmp \
                "$dotnet" "$root/src/Runner/bin/Release/publish/sweep.dll" $command --store "$kind:$PWD/$kind.db"
        done
    done
}

numbers_stay_whole() {
    ends 0 sweep run "$root/configs/quickstart.json" --store x.db --set trial.epochs=1 --set trial.data.trainSamples=200
    sweep show quickstart --store x.db | tr -s ' ' '\n' | sort -u >words
    for columns in 20 40 60 80 100 140; do
        "$python" "$bench/terminal.py" "$columns" "$root/sweep" show quickstart --store x.db >screen
        # Each number on the screen is also in the plain table.
        tr -s ' ' '\n' <screen | grep -E '^[±0-9.]+[0-9]$' | sort -u | comm -23 - words | tee cut
        [[ ! -s cut ]]
        [[ "$(grep -c 0. screen)" != 0 ]]
    done
}

no_name_means_something_to_us() {
    ends 0 small store-id --store x.db
    ends 0 small sweeps --store x.db
    ends 0 sweep report store-id --store x.db
}

lost_terminal_ends_in_order() {
    "$python" "$bench/terminal.py" --hang-up 8 100 "$root/sweep" run "$root/configs/quickstart.json" --store x.db \
        --set trial.epochs=1000 --set checkpoint.everySeconds=1 >/dev/null 2>&1 || true
    eventually '! pgrep -f "sweep.dll (run|worker).*$PWD" >/dev/null'
    ends 0 sweep show quickstart/0 --store x.db
    says "given back"
    ! grep -q runs said
}

hang_up_is_a_request_to_end() {
    long s --store x.db --workers 1 >run.log 2>&1 &
    eventually '[[ -f x.db.artifacts/sweeps/s/0/attempt-1.log ]]'
    kill -HUP $!
    wait $! && return 1 || [[ $? == 130 ]]
    ends 0 sweep show s/0 --store x.db
    says "given back"
}

nohup_goes_on() {
    nohup "$root/sweep" run "$root/configs/quickstart.json" --store x.db --set trial.epochs=1000 >run.log 2>&1 &
    eventually '[[ -d x.db.artifacts ]]'
    kill -HUP $!
    sleep 3
    kill -0 $!
    kill -TERM $!
    wait $! || [[ $? == 130 ]]
}

finite_explosion_diverges() {
    ends 0 small s --store x.db --set 'space.optimizer.lr=[1e30]'
    ends 0 sweep show s/0 --store x.db
    says "diverged (exploded)"
    ends 0 small t --store x.db
    ends 0 sweep show t/0 --store x.db
    says completed
}

too_few_points_are_told() {
    ends 0 small s --store x.db --set 'search={"name":"random","trials":20}' --set 'space.optimizer.lr=[0.1, 0.2]'
    says "Warning: search.trials: asked for 20, the space has only 2 different cells."
    ends 0 sweep plan "$root/configs/quickstart.json" --set 'search={"name":"random","trials":5}' \
        --set 'space={"optimizer.lr":{"uniform":[1.0000001, 1.0000002]}}'
    ! grep -q Warning said
}

text_of_others_is_visible() {
    ends 0 small s --store x.db --set $'description="\e[31mred\u202e\n Trials"'
    for command in "list" "show s" "status s --once"; do
        # shellcheck disable=SC2086
        ends 0 sweep $command --store x.db
        ! grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\x{202e}' said
    done
}

urls_mean_what_people_know() {
    ends 2 sweep list --store sqlite://x3.db
    [[ ! -e /x3.db ]]
    ends 2 sweep list --store :memory:
    ends 2 sweep list --store http://example.org/x.db
    ends 0 small s --store SQLITE:x.db
    ends 0 sweep list --store sqlite:///x.db
}

bad_paths_have_their_sentence() {
    ends 0 small s --store x.db
    long_name="$(printf 'x%.0s' $(seq 300))"
    for path in "" "$long_name" "$PWD/x.db/below" "/proc/nowhere/x"; do
        ends 2 sweep export s --store x.db --csv "$path"
        ends 2 sweep report s --store x.db --out "$path"
        ends 2 sweep list --store "$path"
        ends 2 sweep validate "$path"
        ends 2 sweep serve --watch "$path" --store x.db
    done
    mkdir gone && cd gone && rmdir ../gone
    ends_gone=0
    "$root/sweep" list >../said 2>&1 || ends_gone=$?
    [[ $ends_gone == 2 ]]
    cd ..
    ! grep -qE '^   at |Unforeseen' said
    ends_few=0
    (ulimit -n 20 && "$root/sweep" list --store x.db) >said 2>&1 || ends_few=$?
    ! grep -qE '^   at |Unforeseen' said
}

stop_leaves_no_mark() {
    ends 0 small s --store x.db
    ends 0 sweep stop s --store x.db
    ends 0 sweep worker s --store x.db
}

threads_fit_the_machine() {
    ends 2 small s --store x.db --set threads=100000
    says threads
    ends 0 sweep validate "$root/configs/quickstart.json" --set device=cuda:99
    says cuda:99
}

dotnet="$(command -v dotnet)"
sweep --version >/dev/null

holds 1 "stores whose names differ only in the extension, and copies of a store, have separate artifacts" stores_share_no_artifacts
holds 2 "a run continues with closed or full standard error and closed standard input" output_that_cannot_be_written
holds 2 "a run continues when the disk of its log is full" full_disk_of_the_log
holds 2 "a command fails if its result cannot be written, but not if its reader stops early" reader_that_goes_away
holds 3 "a store that is opened through a symbolic link resumes from its checkpoint" one_file_has_one_folder
holds 4 "pipes, sockets, folders and dangling links in the inbox do not block other files" inbox_takes_files_alone
holds 5 "a store on a read-only mount can be listed, shown, exported and reported" reading_needs_no_writing
holds 5 "a store of another user can be read" another_users_store_is_read
holds 6 "no number is cut on terminals with 20 to 140 columns" numbers_stay_whole
holds 7 "sweeps with the names store-id and sweeps work" no_name_means_something_to_us
holds 8 "a run stops cleanly after SIGHUP" hang_up_is_a_request_to_end
holds 8 "a run under nohup continues after SIGHUP" nohup_goes_on
holds 8 "a run stops cleanly when its terminal closes" lost_terminal_ends_in_order
holds 9 "a trial with learning rate 1e30 explodes, one with 0.1 does not" finite_explosion_diverges
holds 10 "a random search reports that it finds too few points; a narrow range has enough" too_few_points_are_told
holds 11 "escape sequences, control characters and direction marks are visible" text_of_others_is_visible
holds 12 "store URLs" urls_mean_what_people_know
holds 13 "empty, too long and impossible paths, a removed current folder, few file descriptors" bad_paths_have_their_sentence
holds 14 "a store that was moved with its folder names existing logs" moved_store_goes_on
holds 15 "stopping a finished sweep has no later effect" stop_leaves_no_mark
holds 16 "too many threads are refused; a device that does not exist is reported" threads_fit_the_machine

if [[ ${#only[@]} == 0 ]]; then
    mutated() {
        SWEEP_MUTATIONS=10000 dotnet test "$root/tests/Runner" -c Release --nologo --filter FullyQualifiedName~MutatedCommandTests
    }
    holds "" "10 000 randomly changed command lines and 10 000 randomly changed sweep files" mutated
    "$python" - "$bench" "$table" <<'PYTHON'
import sys
from pathlib import Path
bench, table = sys.argv[1:]
sys.path.insert(0, bench)
import machine
(Path(bench) / "results" / "edges.md").write_text(f"""# Edge cases

Made by `bench/edges.sh`, which runs the real command in each situation.
{machine.header(reference=False)}

| point | situation | |
|---|---|---|
{Path(table).read_text()}""")
PYTHON
fi
((failures == 0)) || { echo "$failures broke" >&2; exit 1; }
