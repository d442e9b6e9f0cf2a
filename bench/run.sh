#!/usr/bin/env bash
# Compares the speed of the product and of plain PyTorch, and writes bench/results/throughput.md.
set -euo pipefail
bench="$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
/usr/bin/python3 -c 'import torch, torchvision' 2>/dev/null || {
    echo "The reference needs: apt-get install -y --no-install-recommends python3-torch python3-torchvision" >&2
    exit 2
}
exec /usr/bin/python3 "$bench/compare.py" "$@"
