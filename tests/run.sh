#!/usr/bin/env bash
# Installs what the tests need and the machine lacks, builds once, runs every test, and ends with "N passed, N failed".
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
export DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
RESULTS=$PWD/TestResults

usage() {
  echo "Usage: tests/run.sh [NAME] [-- OPTIONS]"
  echo "  NAME     only the test projects whose name holds NAME, such as Pades"
  echo "  OPTIONS  handed to each test program, such as --filter-class '*.UnitsTests'"
}

FILTER=
case ${1:-} in
  -h | --help) usage; exit 0 ;;
  "" | --) ;;
  -*) usage >&2; exit 2 ;;
  *) FILTER=$1; shift ;;
esac
[ "${1:-}" = "--" ] && shift

# Each line: a command (or alternatives), the Debian package that brings it, whether tests cannot do without.
TOOLS='chromium,chromium-browser,google-chrome:chromium:needed
softhsm2-util:softhsm2:needed
pkcs11-tool:opensc:needed
pdfsig:poppler-utils:needed
qpdf:qpdf:needed
openssl:openssl:needed
gcc,cc:gcc libc6-dev:needed
soffice,libreoffice:libreoffice-writer-nogui:optional'

has_any() { local name; for name in ${1//,/ }; do command -v "$name" >/dev/null && return 0; done; return 1; }

missing() {
  local commands packages need
  while IFS=: read -r commands packages need; do
    [ "$need" = "$1" ] && ! has_any "$commands" && printf '%s ' "$packages"
  done <<<"$TOOLS"
}

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

may_install() { command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; }

apt_install() {
  # shellcheck disable=SC2086 # a list of packages
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $1
}

install_tools() {
  local needed optional
  needed=$(missing needed) optional=$(missing optional)
  [ -z "$needed$optional" ] && return 0
  if may_install; then
    echo "Installing $needed$optional…"
    as_root apt-get update -q >/dev/null || echo "apt-get update failed; trying with the package lists at hand."
    [ -z "$needed" ] || apt_install "$needed" >/dev/null
    [ -z "$optional" ] || apt_install "$optional" >/dev/null || echo "Going on without: $optional"
    needed=$(missing needed)
  fi
  [ -z "$needed" ] && return 0
  echo "The tests need programs that this machine lacks. Install them, then run tests/run.sh again:" >&2
  echo "  Debian, Ubuntu:  sudo apt-get install $needed" >&2
  echo "  other systems:   the packages that bring the same programs (Chromium, SoftHSM 2, OpenSC, Poppler's pdfsig, qpdf, OpenSSL, a C compiler)" >&2
  exit 1
}

counter() { sed -n "s/.*<Counters[^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; }

command -v dotnet >/dev/null || { echo "Install the .NET SDK 10 (https://dotnet.microsoft.com/download/dotnet/10.0), then run tests/run.sh again." >&2; exit 1; }
command -v node >/dev/null || { echo "Install Node.js 20 or newer with npm (https://nodejs.org), then run tests/run.sh again." >&2; exit 1; }
install_tools

projects=()
for folder in tests/*.Tests; do
  name=${folder#tests/}
  [[ $name == *"$FILTER"* ]] && projects+=("$name")
done
[ ${#projects[@]} -gt 0 ] || { echo "No test project's name holds '$FILTER'." >&2; exit 1; }

if [ -z "$FILTER" ]; then
  dotnet build ThanhHoa.DigitalSignature.sln --nologo -v minimal || exit 1
else
  for name in "${projects[@]}"; do dotnet build "tests/$name" --nologo -v minimal || exit 1; done
fi

rm -rf "$RESULTS"
passed=0 failed=0 skipped=0 broken=()
for name in "${projects[@]}"; do
  echo
  echo "== $name"
  dotnet "tests/$name/bin/Debug/net10.0/ThanhHoa.DigitalSignature.$name.dll" --results-directory "$RESULTS" --report-xunit-trx --report-xunit-trx-filename "$name.trx" "$@"
  status=$?
  report=$RESULTS/$name.trx
  total=0 ok=0 skip=0
  if [ -f "$report" ]; then
    total=$(counter "$report" total) ok=$(counter "$report" passed)
    skip=$(grep -o '<UnitTestResult [^>]*outcome="NotExecuted"' "$report" | wc -l)
    passed=$((passed + ok)) failed=$((failed + total - ok - skip)) skipped=$((skipped + skip))
  fi
  # A crash, or a project without a test, fails even when no single test did.
  if [ $status -ne 0 ] && [ "$total" -eq $((ok + skip)) ]; then broken+=("$name ended with code $status"); failed=$((failed + 1)); fi
done

echo
for reason in ${broken[@]+"${broken[@]}"}; do echo "$reason"; done
if [ $skipped -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ $failed -eq 0 ] && [ $passed -gt 0 ]
