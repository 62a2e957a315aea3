# shellcheck shell=bash
# Sourced by ./neurokit (which sets $root, $built, $stamp and is_stale) and ./test.sh: finding the SDK, building the tool, installing packages.

sdk_advice='install the .NET 10 SDK (package dotnet-sdk-10.0, or dotnet.microsoft.com)'

# Sets $dotnet to one with an SDK of version 10 (global.json takes no other); else says what to install.
find_sdk() {
  local candidate
  for candidate in "${DOTNET_ROOT:+$DOTNET_ROOT/dotnet}" "$(command -v dotnet)" "${HOME:-}/.dotnet/dotnet"; do
    if [[ -n $candidate && -x $candidate ]] && "$candidate" --list-sdks 2>/dev/null | grep -qE '^10\.'; then
      dotnet=$candidate
      return 0
    fi
  done
  echo "neurokit: no .NET 10 SDK was found; $sdk_advice" >&2
  return 1
}

# The runtime identifier of this machine, for code compiled ahead of time.
runtime_id() {
  local os arch
  case $(uname -s) in Darwin) os=osx ;; *) os=linux ;; esac
  if [[ $os == linux ]] && ls /lib/ld-musl-* >/dev/null 2>&1; then os=linux-musl; fi
  case $(uname -m) in aarch64 | arm64) arch=arm64 ;; *) arch=x64 ;; esac
  echo "$os-$arch"
}

# Builds into a folder of its own and then switches `current` to it, so that a run that goes on keeps its files and an interrupted build
# changes nothing. One build at a time; whoever waited for it takes what it made.
build_tool() {
  local dotnet started next previous log old
  mkdir -p "$built" || return 1
  if command -v flock >/dev/null; then
    exec 9>"$built/lock"
    if ! flock -n 9; then
      echo 'neurokit: waiting for another build'
      flock 9
      if ! is_stale; then
        exec 9>&-
        return 0
      fi
    fi
  fi
  find_sdk || return 1
  started=$built/stamp.$$
  next=$built/build.$$
  log=$built/build.log
  : >"$started" # its time is the build's beginning: what changes from now on is built the next time
  echo 'neurokit: building'
  if ! DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en "$dotnet" publish "$root/src/Cli/NeuroKit.Cli.csproj" \
    -c Release -r "$(runtime_id)" --self-contained false -p:PublishReadyToRun=true -p:RequireTorch=false -p:ArtifactsPath="$built/obj" \
    -o "$next" -nologo -v quiet --disable-build-servers >"$log" 2>&1 9>&-; then
    grep -E 'error [A-Z]+[0-9]+:' "$log" | sort -u | grep . || cat "$log"
    echo "neurokit: the build failed (all of its output: $log)"
    rm -rf "$next" "$started"
    return 1
  fi
  previous=$(readlink "$built/current" 2>/dev/null)
  ln -sfn "build.$$" "$built/current.$$" && mv -fT "$built/current.$$" "$built/current" || return 1
  echo "${CMAKE_PREFIX_PATH:-}" >"$built/torch-prefix"
  mv -f "$started" "$stamp"
  # The one before stays for runs that go on; older ones go.
  for old in "$built"/build.*/; do
    old=${old%/}
    [[ ${old##*/} == "build.$$" || ${old##*/} == "$previous" ]] || rm -rf "$old"
  done
  exec 9>&-
}

# What decides whether the binding to libtorch can be built, beside the sources.
torch_surroundings() {
  echo "prefix ${CMAKE_PREFIX_PATH:-}, compiler ${CXX:-} $(command -v cmake c++ g++ | tr '\n' ' ')"
  dpkg-query -W -f '${Package} ${Version} ${db:Status-Status}\n' libtorch-dev cmake g++ 2>/dev/null
}

# Remembers that a build left the binding out, with the reason, so that the next command does not try the same again.
record_torch_failure() {
  local reason
  reason=$(tr '\n' ' ' <"$built/obj/native/torch/left-out.txt" 2>/dev/null)
  { echo "${reason:-"the build left it out ($built/build.log)"}"; torch_surroundings; } >"$built/torch-failure"
}

# Says in one line why the binding to libtorch is not there; fails where that is not known or something has changed since.
tell_torch_failure() {
  local reason
  [[ -e $built/torch-failure ]] && ! is_stale || return 1
  { IFS= read -r reason && [[ $(cat) == "$(torch_surroundings)" ]]; } <"$built/torch-failure" || return 1
  echo "neurokit: $1 needs the binding to libtorch, which could not be built: ${reason% } (it is tried again when packages, sources or CMAKE_PREFIX_PATH change, or without $built/torch-failure)" >&2
}

# Installs the Debian packages that are missing: by itself as root or under CI=true, otherwise it prints the command.
ensure_debian_packages() {
  local missing=() package sudo=
  command -v dpkg-query >/dev/null || return 0
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  [[ ${#missing[@]} == 0 ]] && return 0
  if [[ $(id -u) != 0 && ${CI:-} != true && ${NEUROKIT_YES:-} != 1 ]]; then
    echo "for everything: sudo apt-get install ${missing[*]}" >&2
    return 0
  fi
  [[ $(id -u) == 0 ]] || sudo=sudo
  export DEBIAN_FRONTEND=noninteractive
  $sudo apt-get install -y "${missing[@]}" >&2 || { $sudo apt-get update >&2 && $sudo apt-get install -y "${missing[@]}" >&2; }
}

# For a verb of networks: libtorch and what builds its binding (CMAKE_PREFIX_PATH names a libtorch of one's own). Where packages are missing
# and may not be installed without a word, says the one command and fails.
ensure_torch() {
  local wanted=(cmake g++) missing=() package
  [[ -n ${CMAKE_PREFIX_PATH:-} ]] || wanted=(libtorch-dev "${wanted[@]}")
  command -v dpkg-query >/dev/null || return 0
  for package in "${wanted[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  [[ ${#missing[@]} == 0 ]] && return 0
  if [[ $(id -u) != 0 && ${CI:-} != true && ${NEUROKIT_YES:-} != 1 ]]; then
    echo "neurokit: $1 needs libtorch: sudo apt-get install ${missing[*]}   (or say --yes)" >&2
    return 1
  fi
  ensure_debian_packages "${missing[@]}" || { echo "neurokit: $1 needs packages that could not be installed; try: apt-get install ${missing[*]}" >&2; return 1; }
}
