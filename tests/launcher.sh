#!/usr/bin/env bash
# Tests of ./neurokit. Most run it in a tree of its own with a stand-in for dotnet, so that they need no build; the last ones run the real
# thing. The last line is `N passed, N failed, N skipped`.
set -u
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

check() { # name, then a command that must succeed
  local name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "launcher: FAILED: $name"
  fi
}

tree=$work/tree
fake=$work/dotnet
mkdir -p "$tree/eng" "$tree/src/Cli" "$tree/datasets" "$fake" "$work/elsewhere"
cp "$repository/neurokit" "$tree/"
cp "$repository/eng/tool.sh" "$tree/eng/"
touch "$tree"/{global.json,Directory.Build.props,Directory.Build.targets,Directory.Packages.props} "$tree/src/Cli/A.cs" "$tree/src/Cli/B.cs"
cat >"$fake/dotnet" <<'FAKE'
#!/usr/bin/env bash
case $1 in
  --list-sdks) [[ -e $FAKE/no-sdk ]] || echo '10.0.100 [/sdk]' ;;
  publish)
    if [[ -e $FAKE/broken ]]; then
      echo 'A.cs(1,1): error CS1002: ; expected'
      exit 1
    fi
    sleep 0.3
    echo built >>"$FAKE/builds"
    while [[ $# -gt 0 ]]; do
      if [[ $1 == -o ]]; then
        mkdir -p "$2"
        touch "$2/neurokit.dll"
        [[ ! -e $FAKE/installed || -e $FAKE/unbuildable ]] || touch "$2/libneurokit_torch.so"
      fi
      shift
    done
    ;;
  *.dll) shift; echo "ran: $*"; exit "${FAKE_EXIT:-0}" ;;
esac
FAKE
chmod +x "$fake/dotnet"
export FAKE=$fake
fake_run() { HOME=$work PATH=$fake:$PATH DOTNET_ROOT=$fake "$tree/neurokit" "$@"; }
builds() { wc -l <"$fake/builds" 2>/dev/null || echo 0; }
builds_are() { [[ $(builds) == "$1" ]] || { echo "  $(builds) builds instead of $1"; false; }; }

output=$(fake_run one 'two three' 2>"$work/err")
check 'builds and passes the arguments on' test "$output" = 'ran: one two three'
check 'says so on error output' grep -q building "$work/err"
fake_run 2>"$work/err" >/dev/null
check 'does not build again' builds_are 1
check 'says nothing when up to date' test ! -s "$work/err"

sleep 0.02
touch -d 2001-01-01 "$tree/src/Cli/A.cs"
fake_run >/dev/null 2>&1
check 'sees a change that carries an old time' builds_are 2
sleep 0.02
rm "$tree/src/Cli/B.cs"
fake_run >/dev/null 2>&1
check 'sees a removal' builds_are 3
sleep 0.02
touch "$tree/datasets/new.json"
fake_run >/dev/null 2>&1
check 'sees a new file' builds_are 4

FAKE_EXIT=3 fake_run >/dev/null 2>&1
check 'gives the exit code of the tool' test $? = 3

ln -s "$tree/neurokit" "$work/elsewhere/nk"
ln -s nk "$work/elsewhere/nk2"
output=$(cd "$work/elsewhere" && DOTNET_ROOT=$fake ./nk2 x)
check 'runs through symbolic links from any folder' test "$output" = 'ran: x'
output=$(cd "$tree/src" && DOTNET_ROOT=$fake ../neurokit y)
check 'runs by a relative path' test "$output" = 'ran: y'
check 'and builds nothing for it' builds_are 4

sleep 0.02
touch "$tree/src/Cli/A.cs"
for i in 1 2 3 4; do fake_run "$i" >"$work/out$i" 2>/dev/null & done
wait
check 'builds once for launches at the same time' builds_are 5
check 'and all of them run' test "$(cat "$work"/out? | sort | tr '\n' ' ')" = 'ran: 1 ran: 2 ran: 3 ran: 4 '

touch "$fake/broken" "$tree/src/Cli/A.cs"
output=$(fake_run 2>"$work/err")
check 'exits 1 when the build fails' test $? = 1
check 'with the errors on error output' grep -q 'error CS1002' "$work/err"
check 'and nothing on output' test -z "$output"
rm "$fake/broken"
touch "$fake/no-sdk"
fake_run >"$work/out" 2>"$work/err"
check 'exits 1 without the SDK' test $? = 1
check 'says in one line what to install' test "$(grep -c . "$work/err")" = 1 -a "$(grep -c 'install the .NET 10 SDK' "$work/err")" = 1
rm "$fake/no-sdk"
fake_run >/dev/null 2>&1
check 'recovers afterwards' builds_are 6

# The verbs of networks, on a machine whose packages, user and installer are stand-ins.
cat >"$fake/dpkg-query" <<'FAKE'
#!/usr/bin/env bash
echo "$*" >>"$FAKE/queries"
[[ -e $FAKE/installed ]] && echo installed
FAKE
cat >"$fake/id" <<'FAKE'
#!/usr/bin/env bash
echo "${FAKE_USER:-1000}"
FAKE
cat >"$fake/apt-get" <<'FAKE'
#!/usr/bin/env bash
echo "$*" >>"$FAKE/apt"
[[ $1 != install ]] || touch "$FAKE/installed"
FAKE
printf '#!/usr/bin/env bash\n"$@"\n' >"$fake/sudo"
chmod +x "$fake"/{dpkg-query,id,apt-get,sudo}
network_run() { env -u CI -u NEUROKIT_YES -u CMAKE_PREFIX_PATH HOME="$work" PATH="$fake:$PATH" DOTNET_ROOT="$fake" "$tree/neurokit" "$@"; }
for verb in info doctor 'bench decode' 'describe --help'; do
  # shellcheck disable=SC2086
  network_run $verb >/dev/null 2>&1
done
check 'looks for no libtorch for the other verbs' test ! -e "$fake/queries"
before=$(builds)
for verb in describe 'bench train' 'bench distill' train analyze; do
  # shellcheck disable=SC2086
  network_run $verb x >"$work/out" 2>"$work/err"
  check "$verb: exits 1 where libtorch may not be installed" test $? = 1
  check "$verb: says the one command in one line" test "$(grep -c . "$work/err")" = 1 -a "$(grep -c 'apt-get install libtorch-dev cmake g++' "$work/err")" = 1 -a ! -s "$work/out"
done
output=$(network_run demo 2>"$work/err")
check 'demo: runs without libtorch' test "$output" = 'ran: demo'
check 'demo: says the one command in one line' test "$(grep -c . "$work/err")" = 1 -a "$(grep -c 'apt-get install libtorch-dev cmake g++' "$work/err")" = 1
check 'installs nothing without a word' test ! -e "$fake/apt"
check 'and builds nothing' builds_are "$before"
output=$(network_run describe x --yes 2>/dev/null)
check 'installs it with --yes' grep -q 'install -y libtorch-dev cmake g++' "$fake/apt"
check 'then builds again' builds_are $((before + 1))
check 'and runs the verb' test "$output" = 'ran: describe x --yes'
rm "$fake/queries"
network_run describe x >/dev/null 2>&1
check 'looks no more once the binding is there' test ! -e "$fake/queries"
check 'and builds no more' builds_are $((before + 1))
rm -r "$fake/installed" "$fake/apt" "$tree/artifacts"
FAKE_USER=0 network_run describe x >/dev/null 2>&1
check 'root needs no --yes' grep -q 'install -y libtorch-dev' "$fake/apt"
rm -r "$fake/installed" "$fake/apt" "$tree/artifacts"
CMAKE_PREFIX_PATH=/opt/torch FAKE_USER=0 HOME=$work PATH=$fake:$PATH DOTNET_ROOT=$fake "$tree/neurokit" describe x >/dev/null 2>&1
check 'with a libtorch of its own only the compiler is installed' grep -q 'install -y cmake g++' "$fake/apt"
before=$(builds)
network_run describe x >/dev/null 2>&1
check 'the same without naming it again' builds_are "$before"
CMAKE_PREFIX_PATH=/opt/other FAKE_USER=0 HOME=$work PATH=$fake:$PATH DOTNET_ROOT=$fake "$tree/neurokit" describe x >/dev/null 2>&1
check 'another libtorch is built against' builds_are $((before + 1))

# Everything is installed, and the binding still cannot be built.
rm -r "$tree/artifacts"
touch "$fake/unbuildable"
mkdir -p "$tree/artifacts/tool/obj/native/torch"
echo 'libtorch was not found' >"$tree/artifacts/tool/obj/native/torch/left-out.txt"
before=$(builds)
for i in 1 2 3; do
  network_run train x >"$work/out" 2>"$work/err"
  check "a binding that cannot be built: exits 1 ($i)" test $? = 1
  check "and says why, once ($i)" test "$(grep -c 'train needs the binding to libtorch, which could not be built: libtorch was not found (' "$work/err")" = 1 -a ! -s "$work/out"
done
check 'says nothing else the second time' test "$(grep -c . "$work/err")" = 1
check 'it is not tried again and again' builds_are $((before + 1))
output=$(network_run demo 2>"$work/err")
check 'demo: runs without the binding and says why' test "$output" = 'ran: demo' -a "$(grep -c 'could not be built: libtorch was not found' "$work/err")" = 1
output=$(network_run info x 2>"$work/err")
check 'the other verbs run' test "$output" = 'ran: info x' -a ! -s "$work/err"
check 'without another build' builds_are $((before + 1))
sleep 0.02
touch "$tree/src/Cli/A.cs"
network_run train x >/dev/null 2>&1
check 'it is tried again when sources change' builds_are $((before + 2))
rm "$fake/unbuildable"
CMAKE_PREFIX_PATH=/opt/third HOME=$work PATH=$fake:$PATH DOTNET_ROOT=$fake "$tree/neurokit" train x >"$work/out" 2>/dev/null
check 'or another libtorch is named' test "$(cat "$work/out")" = 'ran: train x'
rm "$fake"/{dpkg-query,id,apt-get,sudo}

check 'the real one builds and tells its version' "$repository/neurokit" --version
milliseconds() { # the least of ten runs
  local least=999999 start took
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    start=${EPOCHREALTIME/./}
    "$@" >/dev/null 2>&1
    took=$(((${EPOCHREALTIME/./} - start) / 1000))
    ((took < least)) && least=$took
  done
  echo "$least"
}
printf '#!AER-DAT2.0\r\n\0\0\1\2\0\0\0\5' >"$work/one.aedat"
whole=$(milliseconds "$repository/neurokit" info "$work/one.aedat")
direct=$(milliseconds dotnet "$repository/artifacts/tool/current/neurokit.dll" info "$work/one.aedat")
echo "launcher: info of a small file $whole ms, of which the launcher $((whole - direct)) ms"
check 'info of a small file takes 0.2 s at most' test "$whole" -le 200
check 'the launcher adds 0.2 s at most' test $((whole - direct)) -le 200

echo "$passed passed, $failed failed, 0 skipped"
[[ $failed == 0 ]]
