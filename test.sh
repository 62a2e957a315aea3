#!/usr/bin/env bash
# Builds everything and runs every test; --long runs the long ones too. The last line is `N passed, N failed, N skipped`.
set -u
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
hang=10m
for argument in "$@"; do
  case $argument in
    --long) export NEUROKIT_LONG=1 hang=90m ;;
    --yes) export NEUROKIT_YES=1 ;;
    -h | --help) echo 'usage: ./test.sh [--long] [--yes]'; exit 0 ;;
    *) echo "test.sh: unknown argument '$argument'; usage: ./test.sh [--long] [--yes]" >&2; exit 2 ;;
  esac
done

# A stop is a stop and no failed test.
trap 'echo "test.sh: interrupted" >&2; exit 130' INT TERM

. eng/tool.sh
find_sdk || exit 1
ensure_debian_packages dataset-fashion-mnist libtorch-dev cmake g++ libhdf5-103-1 hdf5-filter-plugin-blosc-serial python3-h5py || echo "test.sh: a package could not be installed; the tests that need it are skipped" >&2
logs=artifacts/test-results
rm -rf "$logs"
mkdir -p "$logs"
passed=0 failed=0 skipped=0

# Adds up what the runners say at their ends.
add_up() {
  local p f s
  read -r p f s < <(awk '
    match($0, /Failed: +[0-9]+, Passed: +[0-9]+, Skipped: +[0-9]+/) {
      split(substr($0, RSTART, RLENGTH), n, /[^0-9]+/); f += n[2]; p += n[3]; s += n[4]
    }
    /^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$/ { p += $1; f += $3; s += $5 }
    END { print p + 0, f + 0, s + 0 }' "$1")
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# Runs a step; one that fails without naming a failed test counts as one.
step() {
  local log=$logs/$1.txt before=$failed code
  shift
  "$@" 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}
  add_up "$log"
  if [[ $code != 0 && $failed == "$before" ]]; then failed=$((failed + 1)); fi
  return "$code"
}

# One compiler for all projects instead of one each, which halves the time; it ends with the build.
build_all() {
  local code
  MSBUILDDISABLENODEREUSE=1 "$dotnet" build NeuroKit.sln -c Release -nologo -v minimal -p:UseSharedCompilation=true
  code=$?
  "$dotnet" build-server shutdown --vbcscompiler >/dev/null 2>&1
  return "$code"
}

# The projects one after another, each in a process of its own.
test_projects() {
  local project code=0
  for project in "$@"; do
    "$dotnet" test "$project" -c Release --no-build -nologo --blame-hang-timeout "$hang" --results-directory "$logs" || code=1
  done
  return "$code"
}

if step build build_all; then
  # Tests of networks compute with one thread: they run beside the others. The launcher, whose time is measured, has the machine to itself.
  networks=() others=()
  for project in tests/*/*.csproj; do
    case $project in
      *Training.Tests* | *Distill.Tests* | *TorchSharp.Tests*) networks+=("$project") ;;
      *.Tests.csproj) others+=("$project") ;;
    esac
  done
  test_projects "${networks[@]}" >"$logs/networks.out" 2>&1 &
  networks_process=$!
  step tests test_projects "${others[@]}"
  wait "$networks_process"
  networks_code=$?
  show_networks() { cat "$logs/networks.out"; return "$networks_code"; }
  step networks show_networks
  step launcher bash tests/launcher.sh
fi

if [[ $passed == 0 && $failed == 0 ]]; then
  echo 'test.sh: no test ran' >&2
  failed=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed == 0 ]]
