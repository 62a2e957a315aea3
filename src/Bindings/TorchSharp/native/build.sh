#!/bin/sh
# Builds libneurokit_torch into $2 from the sources in $1. $3: CMAKE_PREFIX_PATH of the libtorch to build against
# (empty: the system's), $4: the stamp to touch. Prints one line that says how to mend it where something is missing.
# Exit codes: 0 built, 3 a tool or libtorch is missing, 1 the build itself failed (the log is in $2).
source_directory=$1 build_directory=$2 prefix=$3 stamp=$4

missing() {
    echo "$1 - install what is missing: apt-get install -y libtorch-dev cmake g++ (or name another libtorch in CMAKE_PREFIX_PATH)"
    exit 3
}

command -v cmake >/dev/null 2>&1 || missing "cmake was not found"
command -v "${CXX:-c++}" >/dev/null 2>&1 || command -v g++ >/dev/null 2>&1 || missing "no C++ compiler was found"

mkdir -p "$build_directory" || exit 1
log=$build_directory/build.log
# A cache made for another prefix or source folder would win over the arguments.
rm -rf "$build_directory/CMakeCache.txt" "$build_directory/CMakeFiles"
if ! cmake -S "$source_directory" -B "$build_directory" -DCMAKE_BUILD_TYPE=Release ${prefix:+-DCMAKE_PREFIX_PATH="$prefix"} >"$log" 2>&1; then
    grep -q NEUROKIT-NO-LIBTORCH "$log" && missing "libtorch was not found${prefix:+ under $prefix}"
    old=$(sed -n 's/.*NEUROKIT-OLD-LIBTORCH \([0-9.]*\).*/\1/p' "$log")
    [ -n "$old" ] && missing "libtorch $old is too old (1.13 or newer is needed)"
    echo "CMake could not configure the native part of the TorchSharp binding: see $log"
    exit 1
fi
if ! cmake --build "$build_directory" -j "${NEUROKIT_NATIVE_JOBS:-2}" >>"$log" 2>&1; then
    echo "the native part of the TorchSharp binding did not compile: see $log"
    exit 1
fi
touch "$stamp"
