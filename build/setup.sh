# shellcheck shell=bash
# What ./sweep and ./test.sh share: find the SDK, install what is missing, build under a lock.
# Sourced, never run. Everything said goes to stderr.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

# The SDK aborts where ICU's libraries are not installed; nothing here needs a culture.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-1}"

# Builds and tests are many short processes, which never earn back what instrumenting their code costs: a fifth of the build's processor time.
export DOTNET_TieredPGO="${DOTNET_TieredPGO:-0}"

root="$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")"

# Whether or not somebody can read it: a full disk, a closed descriptor or a reader that has gone ends nothing.
say() { (trap '' PIPE; printf '%s\n' "$@") >&2 2>/dev/null || true; }

# Ends with 2, the exit code for "this cannot run here as it stands".
refuse() { say "$@"; exit 2; }

# Which libtorch to build with and run on, in SWEEP_TORCH: cpu, cuda, or auto, which takes CUDA where there is an NVIDIA driver and
# CUDA's packages restore. Each is built in folders of its own, as Directory.Build.props says.
choose_torch() {
    local choice="${SWEEP_TORCH:-auto}"
    # A misspelt choice would fail in the restore, with a message about package sources.
    [[ "$choice" =~ ^(auto|cpu|cuda)$ ]] ||
        refuse "SWEEP_TORCH is '$choice'. Allowed: auto (CUDA where there is an NVIDIA driver and its packages restore, else the CPU; the default), cpu, cuda."
    [[ "$choice" != auto ]] && use_torch "$choice" && return

    use_torch cuda
    if has_nvidia_driver && { exists "$stamp" || restores_cuda; }; then
        return
    fi
    use_torch cpu
    if has_nvidia_driver; then
        say "TorchSharp-cuda-linux could not be restored: sweep runs on the CPU. SWEEP_TORCH=cuda tries again and shows why."
    elif ! exists "$stamp"; then
        say "There is no NVIDIA driver: sweep is built for the CPU. SWEEP_TORCH=cuda builds for a GPU all the same."
    fi
}

# Makes the builds and starts that follow use one of the two: cpu or cuda.
use_torch() {
    export Torch="$1" # MSBuild takes it for its property.
    output="$root/src/Runner/bin/Release"
    [[ "$Torch" == cpu ]] || output="$root/src/Runner/bin/$Torch/Release"
    stamp="$output/built"
}

# The kernel knows of an NVIDIA device, which under Windows' Linux subsystem has another name: as TrialResources.MayHaveGpu asks.
has_nvidia_driver() { exists /dev/nvidiactl || exists /dev/dxg; }

# True when the packages of CUDA, some 3 GB, restore. Having failed, it does not try again until a source changes.
restores_cuda() {
    local failure="$root/src/Runner/bin/cuda/not-restored"
    if exists "$failure" && [[ -z "$(sources -newercm "$failure" | head -n 1)" ]]; then
        return 1
    fi
    say "Restoring TorchSharp-cuda-linux for the GPU (some 3 GB the first time) …"
    (cd "$root" && dotnet restore src/Experiments -p:Torch=cuda --nologo -v q -tl:off) >/dev/null 2>&1 </dev/null && return
    mkdir -p "${failure%/*}"
    touch "$failure"
    return 1
}

# The runtime opens a file for each library, and where it may not, ends with a stack trace before a line of ours runs. It raises its own soft limit.
require_files() {
    local -r fewest=256
    local limit
    limit="$(ulimit -H -n)"
    [[ "$limit" == unlimited ]] || ((limit >= fewest)) ||
        refuse "sweep needs to open $fewest files at a time, and 'ulimit -H -n' is $limit. Raise that limit, in the shell or the service that sets it."
}

# What libraries read once, as they load: setting it later, inside the process, does nothing. As TrialEnvironment.cs has it, which says why.
prepare_environment() {
    export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
    export MKL_NUM_THREADS="${MKL_NUM_THREADS:-$OMP_NUM_THREADS}"
    export MALLOC_MMAP_MAX_="${MALLOC_MMAP_MAX_:-0}"
    export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-8589934592}"
}

find_dotnet() {
    command -v dotnet >/dev/null && return
    local folder
    for folder in "${DOTNET_ROOT:-}" "${HOME:-}/.dotnet" /usr/share/dotnet /usr/lib/dotnet; do
        [[ -x "$folder/dotnet" ]] && { PATH="$folder:$PATH"; return; }
    done
    refuse "sweep needs the .NET 10 SDK, and there is no 'dotnet' on the PATH: https://dotnet.microsoft.com/download"
}

# The SDK and NuGet write below HOME and end with a stack trace where they cannot (a container that runs as another user).
find_home() {
    local home="${DOTNET_CLI_HOME:-${HOME:-}}"
    [[ -z "$home" || -w "$home" ]] || export DOTNET_CLI_HOME="$root/.home"
}

# `dotnet --version` fails when no installed SDK satisfies global.json.
require_sdk() {
    local answer
    answer="$(cd "$root" && dotnet --version 2>&1)" || refuse "sweep needs the .NET 10 SDK:" "$answer"
}

exists() { [[ -e "$1" ]]; }

# The Debian packages that are missing, told by the files that they bring (asking dpkg takes longer than the start may).
missing_packages() {
    exists /usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz || echo dataset-fashion-mnist
}

# What the tests need beside: a browser that opens reports, a compiler for a GPU's driver that is made up.
missing_test_packages() {
    missing_packages
    command -v chromium >/dev/null || echo chromium
    command -v g++ >/dev/null || echo g++
}

# Installs what a function of the above names.
install_missing() {
    local -a packages install
    mapfile -t packages < <("$1")
    ((${#packages[@]})) || return 0
    install=(apt-get install -y --no-install-recommends "${packages[@]}")

    command -v apt-get >/dev/null ||
        refuse "sweep needs what these Debian packages bring, and there is no apt-get here: ${packages[*]}"
    ((EUID == 0)) ||
        refuse "sweep needs some system packages. Install them with:" "  sudo apt-get update && sudo ${install[*]}"

    say "Installing ${packages[*]} …"
    export DEBIAN_FRONTEND=noninteractive
    logged "The packages could not be installed." apt_get_update_and "${install[@]}"
}

apt_get_update_and() { apt-get update && "$@"; }

# Runs a command silently; when it fails, shows all that it said and ends with 2.
logged() {
    local complaint="$1" log
    shift
    log="$(mktemp)"
    if ! "$@" >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        rm -f "$log"
        refuse "$complaint"
    fi
    rm -f "$log"
}

# What the build reads, a path a line.
sources() {
    find "$root/src" "$root"/Directory.* "$root"/{global.json,.editorconfig,BannedSymbols.txt} \
        -type d \( -name bin -o -name obj \) -prune -o -type f "$@" -print
}

# True when a source has changed, come or gone since the last build. The change time also tells of a file that came with an
# old date; the list in the stamp tells of one that went away. (A folder's own time does not serve: a build touches it.)
is_stale() {
    [[ -e "$stamp" ]] || return 0
    [[ -n "$(sources -newercm "$stamp" | head -n 1)" || "$(sources | sort)" != "$(<"$stamp")" ]]
}

# Builds a project or the solution, one build at a time; the second of two starts waits for the first.
build() {
    local target="$1"
    exec {lock}>"$root/.build.lock"
    flock "$lock"
    if [[ "$target" != src/Runner ]] || is_stale; then
        build_locked "$target"
    fi
    exec {lock}>&-
}

build_locked() {
    local target="$1" occasion="sources changed"
    exists "$stamp" || occasion="first run, about a minute"
    say "Building ${target/#src\/Runner/sweep}$([[ "$Torch" == cpu ]] || echo " with CUDA") ($occasion) …"
    require_sdk

    # The stamp is as old as the start of the build, so that an edit made during it counts as new.
    mkdir -p "${stamp%/*}"
    sources | sort >"$stamp.started"
    logged "The build failed." compile "$target"
    mv "$stamp.started" "$stamp"
}

# The lock is closed for the compiler's servers, which outlive the build. In a subshell: the command's paths count from the caller's folder.
compile() (
    cd "$root" && dotnet build "$1" -c Release --nologo -v q -tl:off -nodeReuse:false {lock}>&-
)
