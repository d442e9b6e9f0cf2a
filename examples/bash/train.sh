#!/usr/bin/env bash
# Looks for the minimum of (x - 3)² by gradient descent, from a start that the seed gives.
set -euo pipefail

step=0 x="$SWEEP_SEED"
checkpoint="$SWEEP_CHECKPOINTS/state"
[[ -e "$checkpoint" ]] && read -r step x <"$checkpoint"

for ((; step < 20; step++)); do
    awk -v step="$step" -v x="$x" 'BEGIN { printf "{\"step\": %d, \"loss\": %.17g}\n", step, (x - 3) ^ 2 }'
    x="$(awk -v x="$x" -v lr="$SWEEP_PARAMETER_LR" 'BEGIN { printf "%.17g", x - lr * 2 * (x - 3) }')"
    echo "$((step + 1)) $x" >"$checkpoint.new" && mv "$checkpoint.new" "$checkpoint"
done
