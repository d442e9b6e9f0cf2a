#!/usr/bin/env bash
# Runs a sweep of 44 short trials on a Slurm cluster of two nodes with PostgreSQL as its store, kills parts of the cluster
# at random moments, and writes bench/results/cluster.md: cluster.sh [KILLS] [SEED] [SECONDS]
# KILLS is 60 by default. SECONDS is the longest time between two kills, 10 by default. It needs root, which can make
# network namespaces, and the packages that ./test.sh installs.
set -euo pipefail
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/torture.sh" "${1:-60}" "${2:-1}" cluster "${3:-10}"
