#!/usr/bin/env bash
# A private Slurm cluster of two nodes on this machine, for the tests and bench/cluster.sh: n1 and n2, each with 2 CPUs
# and 2 GPUs that are only files. It needs root, Debian's slurm-wlm and munge, and neither systemd nor cgroups.
set -euo pipefail
# shellcheck source=build/free-port.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/free-port.sh"

usage() {
    cat >&2 <<'END'
usage: slurm.sh COMMAND DIR
  serve DIR             start a cluster in the folder DIR, print the path of its slurm.conf, and stop it when standard
                        input ends
  start DIR [apart]     start a cluster in DIR. With 'apart', each node has a network, processes and a host name of its
                        own; the host is 10.77.N.1, see DIR/address
  stop DIR              stop it, and kill what still runs on its nodes
  up DIR NODE           start a node again after down, or its slurmd after it died
  down DIR NODE         kill a node with all its processes; only with 'apart'
  cut DIR NODE          unplug the network of a node; only with 'apart'
  join DIR NODE         plug it in again
Commands of Slurm find the cluster by SLURM_CONF=DIR/slurm.conf.
END
    exit 2
}

readonly nodes=(n1 n2)
(($# >= 2)) || usage
command="$1" dir="$(realpath -m "$2")" argument="${3:-}"
export SLURM_CONF="$dir/slurm.conf"

main() {
    case "$command" in
        serve) serve ;;
        start) start ;;
        stop) stop ;;
        up) node_up "$argument" ;;
        down) node_down "$argument" ;;
        cut) ip link set "$(plug "$argument")" down ;;
        join) ip link set "$(plug "$argument")" up ;;
        *) usage ;;
    esac
}

# A test process that is killed closes the input, so that no cluster outlives it.
serve() {
    trap stop EXIT
    start
    echo "$SLURM_CONF"
    cat >/dev/null
}

start() {
    mkdir -p "$dir"/{state,spool,log,run}
    mkdir -p -m 700 "$dir/munge"
    echo 127.0.0.1 >"$dir/address"
    [[ "$argument" != apart ]] || make_network
    write_configuration
    (umask 077; head -c 128 /dev/urandom >"$dir/munge/munge.key")
    munged --force --key-file="$dir/munge/munge.key" --socket="$dir/munge/munge.socket" \
        --pid-file="$dir/munge/munged.pid" --log-file="$dir/munge/munged.log" --seed-file="$dir/munge/munged.seed"
    slurmctld -i -f "$SLURM_CONF"
    local node
    for node in "${nodes[@]}"; do
        node_up "$node"
    done
    for _ in $(seq 200); do
        [[ "$(sinfo -h -p main -t idle -o %D 2>/dev/null)" == "${#nodes[@]}" ]] && return
        sleep 0.1
    done
    sinfo -N >&2
    echo "The nodes did not start. The logs are in $dir/log." >&2
    exit 1
}

stop() {
    trap - EXIT
    [[ ! -e "$SLURM_CONF" ]] || timeout 5 scancel --me 2>/dev/null || true
    local node
    for node in "${nodes[@]}"; do
        if is_apart; then
            # The number in slurmd's own file counts within the node.
            kill_file "$dir/run/$node.init"
            ip link del "$(plug "$node")" 2>/dev/null || true
        else
            kill_file "$dir/run/$node.slurmd"
        fi
    done
    kill_tasks
    kill_file "$dir/run/slurmctld.pid"
    kill_file "$dir/munge/munged.pid"
    ! is_apart || ip link del "$(<"$dir/network")" 2>/dev/null || true
}

is_apart() { [[ -e "$dir/network" ]]; }

kill_file() { [[ ! -s "$1" ]] || kill -9 "$(<"$1")" 2>/dev/null || true; }

# What a task started may have survived it. The environment tells whose it is.
kill_tasks() {
    local environment
    for environment in $(grep -lzsx "SLURM_CONF=$SLURM_CONF" /proc/[0-9]*/environ); do
        ! grep -qzs "^SLURM_JOB_ID=" "$environment" || kill -9 "$(basename "$(dirname "$environment")")" || true
    done
}

make_network() {
    local net
    for net in $(seq 1 250); do
        ip link add "sw$net" type bridge 2>/dev/null && break
    done
    echo "sw$net" >"$dir/network"
    echo "10.77.$net.1" >"$dir/address"
    ip addr add "10.77.$net.1/24" dev "sw$net"
    ip link set "sw$net" up
}

# The host's end of the cable of a node.
plug() { echo "$(<"$dir/network")$1"; }

node_address() {
    local address
    address="$(<"$dir/address")"
    if is_apart; then echo "${address%.*}.1${1#n}"; else echo "$address"; fi
}

node_host() { if is_apart; then echo "$1"; else hostname -s; fi; }

node_up() {
    local node="$1" init="$dir/run/$1.init"
    if ! is_apart; then
        slurmd -N "$node" -f "$SLURM_CONF"
        return
    fi
    if ! { [[ -s "$init" ]] && kill -0 "$(<"$init")" 2>/dev/null; }; then
        # The first process of the node waits for orphans, as an init does.
        setsid unshare --net --uts --pid --mount --fork --mount-proc --kill-child \
            bash -c "hostname $node; ip link set lo up; touch $dir/run/$node.ready; while true; do sleep 1; done" \
            </dev/null >/dev/null 2>&1 &
        local outer=$!
        until [[ -e "$dir/run/$node.ready" ]]; do sleep 0.05; done
        rm "$dir/run/$node.ready"
        pgrep -P "$outer" >"$init"
        ip link del "$(plug "$node")" 2>/dev/null || true
        ip link add "$(plug "$node")" type veth peer name eth0 netns "$(<"$init")"
        ip link set "$(plug "$node")" master "$(<"$dir/network")" up
        inside "$node" ip addr add "$(node_address "$node")/24" dev eth0
        inside "$node" ip link set eth0 up
        disown
    fi
    inside "$node" slurmd -N "$node" -f "$SLURM_CONF"
}

# Returns once the node is gone: 'up' would take one that still ends for one that runs.
node_down() {
    local init
    init="$(<"$dir/run/$1.init")"
    kill -9 "$init"
    tail --pid="$init" -f /dev/null
}

# Runs a command on a node that is apart.
inside() {
    local node="$1"
    shift
    nsenter --target "$(<"$dir/run/$node.init")" --net --uts --pid --mount "$@"
}

write_configuration() {
    local address controller
    address="$(<"$dir/address")"
    controller="$(free_port "$address")"
    mkdir -p "$dir/gpus"
    local gpu
    for gpu in 0 1; do
        [[ -e "$dir/gpus/gpu$gpu" ]] || mknod "$dir/gpus/gpu$gpu" c 1 3
    done
    echo "Name=gpu File=$dir/gpus/gpu[0-1]" >"$dir/gres.conf"
    cat >"$SLURM_CONF" <<END
ClusterName=sweep$controller
SlurmctldHost=$(hostname -s)($address)
SlurmctldPort=$controller
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$dir/munge/munge.socket,cred_expire=5
CredType=cred/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool/%n
SlurmctldPidFile=$dir/run/slurmctld.pid
SlurmdPidFile=$dir/run/%n.slurmd
SlurmctldLogFile=$dir/log/slurmctld.log
SlurmdLogFile=$dir/log/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc=$dir/log/jobcomp.log
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=100000,bf_interval=2
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
ReturnToService=2
SlurmdTimeout=10
SlurmctldTimeout=10
InactiveLimit=0
KillWait=10
MinJobAge=300
SlurmdParameters=config_overrides
GresTypes=gpu
END
    local node
    for node in "${nodes[@]}"; do
        echo "NodeName=$node NodeHostname=$(node_host "$node") NodeAddr=$(node_address "$node") \
Port=$(free_port "$address") CPUs=2 CoresPerSocket=2 RealMemory=2000 Gres=gpu:2 State=UNKNOWN"
    done >>"$SLURM_CONF"
    cat >>"$SLURM_CONF" <<END
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP PriorityTier=1
PartitionName=urgent Nodes=ALL MaxTime=INFINITE State=UP PriorityTier=10 PreemptMode=OFF
END
}

main
