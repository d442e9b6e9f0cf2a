#!/bin/sh
# Builds libsweeptorch.so: build.sh SOURCE OUTPUT. libtorch is the folder named by LIBTORCH, else Debian's libtorch-dev.
set -eu
source=$1
output=$2

fail() {
    echo "error: $1" >&2
    exit 1
}

command -v g++ >/dev/null 2>&1 ||
    fail "g++ is missing, which builds the binding to libtorch. Run: apt-get install -y --no-install-recommends libtorch-dev libopenblas0-pthread g++"

if [ -n "${LIBTORCH:-}" ]; then
    include=$LIBTORCH/include
    libraries=$LIBTORCH/lib
    config=$LIBTORCH/share/cmake/Torch/TorchConfig.cmake
    [ -f "$include/ATen/ATen.h" ] && [ -f "$libraries/libtorch_cpu.so" ] ||
        fail "LIBTORCH names $LIBTORCH, which holds no libtorch (include/ATen/ATen.h and lib/libtorch_cpu.so are expected there). Unset it to use Debian's libtorch-dev."
else
    include=/usr/include
    libraries=/usr/lib/$(g++ -print-multiarch)
    config=$libraries/cmake/Torch/TorchConfig.cmake
    [ -f "$include/ATen/ATen.h" ] && [ -f "$libraries/libtorch_cpu.so" ] ||
        fail "libtorch is missing. Run: apt-get install -y --no-install-recommends libtorch-dev libopenblas0-pthread g++, or let LIBTORCH name the folder of a libtorch (1.13 or later)."
fi

# libtorch says with which ABI of the C++ library it was built; everything linked to it must agree.
abi=$(sed -n 's/.*-D_GLIBCXX_USE_CXX11_ABI=\([01]\).*/\1/p' "$config" 2>/dev/null | head -n 1)
cuda=
[ -f "$libraries/libtorch_cuda.so" ] && cuda="-ltorch_cuda -lc10_cuda"
search=
[ -n "${LIBTORCH:-}" ] && search="-isystem $include -L$libraries -Wl,-rpath,$libraries"

mkdir -p "$(dirname "$output")"
# The CUDA library registers itself when it is loaded and is named by no symbol: without --no-as-needed it would be left out.
# shellcheck disable=SC2086
g++ -std=c++17 -O2 -fPIC -shared -fvisibility-inlines-hidden -D_GLIBCXX_USE_CXX11_ABI="${abi:-1}" \
    "$source" -o "$output.new" $search -isystem "$include/torch/csrc/api/include" -Wl,--no-as-needed $cuda -ltorch_cpu -lc10
mv "$output.new" "$output"
