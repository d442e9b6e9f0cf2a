# shellcheck shell=bash
# The functions that ./sweep and ./test.sh share: find the SDK, install missing packages, build under a lock.
# Source this file; do not run it. All messages go to standard error.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

# Without ICU the SDK aborts unless this is set. sweep needs no culture.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-1}"

# Profiling does not pay in short processes such as builds and tests: it takes a fifth of the build's processor time.
export DOTNET_TieredPGO="${DOTNET_TieredPGO:-0}"

root="$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")"

# Prints a message to standard error. Ignores a full disk, a closed descriptor and a reader that is gone.
say() { (trap '' PIPE; printf '%s\n' "$@") >&2 2>/dev/null || true; }

# Prints a message and exits with 2, the exit code for bad input and an unsuitable environment.
refuse() { say "$@"; exit 2; }

# Selects the libtorch to build with and to run on, from SWEEP_TORCH: cpu, cuda, or auto (CUDA if there is an NVIDIA
# driver and CUDA's packages restore). Each has its own build folders; see Directory.Build.props.
choose_torch() {
    local choice="${SWEEP_TORCH:-auto}"
    # Without this check, a misspelt choice fails in the restore, with a message about package sources.
    [[ "$choice" =~ ^(auto|cpu|cuda)$ ]] ||
        refuse "SWEEP_TORCH is '$choice'. Allowed: auto (the default: CUDA if there is an NVIDIA driver and\
 its packages restore, else the CPU), cpu, cuda."
    [[ "$choice" != auto ]] && use_torch "$choice" && return

    use_torch cuda
    if has_nvidia_driver && { exists "$stamp" || restores_cuda; }; then
        return
    fi
    use_torch cpu
    if has_nvidia_driver; then
        say "TorchSharp-cuda-linux could not be restored: using the CPU. Set SWEEP_TORCH=cuda to try again and see why."
    elif ! exists "$stamp"; then
        say "There is no NVIDIA driver: building sweep for the CPU. Set SWEEP_TORCH=cuda to build for a GPU."
    fi
}

# Selects cpu or cuda for all following builds and starts.
use_torch() {
    export Torch="$1" # MSBuild reads this as its property.
    output="$root/src/Runner/bin/Release"
    [[ "$Torch" == cpu ]] || output="$root/src/Runner/bin/$Torch/Release"
    stamp="$output/built"
}

# True if the kernel has an NVIDIA device (/dev/dxg in the Windows Subsystem for Linux). TrialResources.MayHaveGpu does
# the same.
has_nvidia_driver() { exists /dev/nvidiactl || exists /dev/dxg; }

# True if CUDA's packages (about 3 GB) restore. After a failure it tries again only once a source has changed.
restores_cuda() {
    local failure="$root/src/Runner/bin/cuda/not-restored"
    if exists "$failure" && [[ -z "$(sources -newercm "$failure" | head -n 1)" ]]; then
        return 1
    fi
    say "Restoring TorchSharp-cuda-linux for the GPU (about 3 GB the first time) …"
    (cd "$root" && dotnet restore src/Experiments -p:Torch=cuda --nologo -v q -tl:off) >/dev/null 2>&1 </dev/null && return
    mkdir -p "${failure%/*}"
    touch "$failure"
    return 1
}

# The .NET runtime opens a file for each library. If it cannot, it ends with a stack trace before our code runs. Only
# the hard limit matters, because the runtime raises the soft limit itself.
require_files() {
    local -r fewest=256
    local limit
    limit="$(ulimit -H -n)"
    [[ "$limit" == unlimited ]] || ((limit >= fewest)) ||
        refuse "sweep needs to open $fewest files at a time, but 'ulimit -H -n' is $limit.\
 Raise this limit in the shell or service that sets it."
}

# Sets the variables that libraries read only when they load. TrialEnvironment.cs sets the same ones and explains them.
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
    refuse "sweep needs the .NET 10 SDK, but there is no 'dotnet' on the PATH: https://dotnet.microsoft.com/download"
}

# The SDK and NuGet write to HOME. If they cannot (a container that runs as another user), they end with a stack trace.
find_home() {
    local home="${DOTNET_CLI_HOME:-${HOME:-}}"
    [[ -z "$home" || -w "$home" ]] || export DOTNET_CLI_HOME="$root/.home"
}

# `dotnet --version` fails if no installed SDK satisfies global.json.
require_sdk() {
    local answer
    answer="$(cd "$root" && dotnet --version 2>&1)" || refuse "sweep needs the .NET 10 SDK:" "$answer"
}

exists() { [[ -e "$1" ]]; }

# Prints the missing Debian packages. It looks for their files, because dpkg is too slow for each start.
missing_packages() {
    exists /usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz || echo dataset-fashion-mnist
}

# The tests also need a browser that opens reports, a compiler that builds a fake GPU driver, ImageMagick to compare the
# decoding of images with, an interpreter for the programs that are trials, PostgreSQL with PgBouncer, and Slurm,
# which starts trials on other machines.
missing_test_packages() {
    missing_packages
    command -v python3 >/dev/null || echo python3
    command -v chromium >/dev/null || echo chromium
    command -v g++ >/dev/null || echo g++
    exists /usr/bin/convert || echo imagemagick
    exists /usr/lib/postgresql || echo postgresql
    exists /usr/sbin/pgbouncer || echo pgbouncer
    exists /usr/sbin/slurmctld || echo slurm-wlm
    exists /usr/sbin/munged || echo munge
}

# Installs the packages that the given function prints.
install_missing() {
    local -a packages install
    mapfile -t packages < <("$1")
    ((${#packages[@]})) || return 0
    install=(apt-get install -y --no-install-recommends "${packages[@]}")

    command -v apt-get >/dev/null ||
        refuse "sweep needs these Debian packages, but there is no apt-get to install them: ${packages[*]}"
    ((EUID == 0)) ||
        refuse "sweep needs some system packages. Install them with:" "  sudo apt-get update && sudo ${install[*]}"

    say "Installing ${packages[*]} …"
    export DEBIAN_FRONTEND=noninteractive
    logged "The packages could not be installed." apt_get_update_and "${install[@]}"
}

apt_get_update_and() { apt-get update && "$@"; }

# Runs a command silently. If it fails, prints its output and exits with 2.
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

# Prints the files that the build reads, one path per line.
sources() {
    find "$root/src" "$root/helpers" "$root"/Directory.* "$root"/{global.json,.editorconfig,BannedSymbols.txt} \
        -type d \( -name bin -o -name obj -o -name __pycache__ \) -prune -o -type f "$@" -print
}

# True if a source has changed, was added or was removed since the last build. The change time (ctime) also shows an
# added file with an old date; the list in the stamp shows a removed file. (A build changes the times of folders.)
is_stale() {
    [[ -e "$stamp" ]] || return 0
    [[ -n "$(sources -newercm "$stamp" | head -n 1)" || "$(sources | sort)" != "$(<"$stamp")" ]]
}

# Builds a project or the solution. Only one build runs at a time; a second one waits.
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

    # The stamp has the time at which the build starts, so that an edit during the build counts as new.
    mkdir -p "${stamp%/*}"
    sources | sort >"$stamp.started"
    logged "The build failed." compile "$target"
    mv "$stamp.started" "$stamp"
}

# Closes the lock for the compiler's servers, which stay alive after the build. The subshell keeps the caller's current
# folder, to which the command's paths are relative.
compile() (
    cd "$root" && dotnet build "$1" -c Release --nologo -v q -tl:off -nodeReuse:false {lock}>&-
)
