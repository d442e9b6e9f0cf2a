# shellcheck shell=bash
# A function that postgres.sh and slurm.sh share. Source this file; do not run it.

# Prints a port of an address on which nothing listens.
free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/$1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}
