#!/usr/bin/env bash
# Runs the recipe of each network that docs/sweep-file.md names, and writes bench/results/recipes.md.
set -euo pipefail
bench="$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
exec /usr/bin/python3 "$bench/recipes.py" "$@"
