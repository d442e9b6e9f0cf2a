#!/usr/bin/env bash
# Builds everything, which also checks style and layout, and runs all test projects. The last line is the total.
set -euo pipefail
# shellcheck source=build/setup.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/build/setup.sh"

find_dotnet
find_home
choose_torch
install_missing missing_test_packages
build SweepRunner.sln
prepare_environment
cd "$root"
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
result=0

dotnet test SweepRunner.sln -c Release --nologo --no-build -tl:off "$@" 2>&1 | tee "$log" || result=1

# A project that crashed has no summary.
for project in tests/*/*.csproj; do
    name="SweepRunner.$(basename "$project" .csproj).dll"
    if grep -q "No test is available in .*/$name" "$log"; then
        echo "warning: $project has no tests"
    elif ! grep -q "^\(Passed\|Failed\|Skipped\)! .* - $name " "$log"; then
        echo "error: $project ended without a summary"
        result=1
    fi
done

if grep "^The active test run was aborted" "$log"; then
    echo "error: a test process crashed, and its remaining tests did not run"
    result=1
fi

sum() { awk -F"$1: *" '/^(Passed|Failed|Skipped)! /{ split($2, count, ","); total += count[1] } END { print total + 0 }' "$log"; }
failed="$(sum Failed)"
((failed == 0)) || result=1
echo "$(sum Passed) passed, $failed failed, $(sum Skipped) skipped"
exit "$result"
