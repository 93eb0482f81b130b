#!/usr/bin/env bash
# Builds and runs the whole demonstration: PostgreSQL, Sandbox, portal and signing agent. Ctrl-C stops all of it.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
ROOT=$PWD
DEMO=$ROOT/.demo
PEOPLE=$ROOT/src/Organisation/Seed/demonstration-people.tsv
STAMP=$ROOT/src/Portal/obj/demo.stamp
NAMES=(sandbox portal agent)
PROJECTS=(Sandbox Portal Agent)
TITLES=("môi trường giả lập" "cổng ký số" "phần mềm ký số")
PORTS=(5081 5080 17888)
# Of the stand-in for VGCA Sign Service: the component's own port.
SIGN_SERVICE_PORT=8987
PORT_OPTIONS=(--sandbox-port --port --agent-port)
PIDS=(0 0 0)
RESTARTS=("" "" "")
RESTARTS_PER_MINUTE=5
BUILD_PID=0
OWNS_LOCK=

say() { printf '%s\n' "$*"; }
fail() { printf '\nLỗi: %s\n' "$*" >&2; stop_all; exit 1; }

usage() {
  say "Cách dùng: deploy/demo.sh [--reset] [--port N] [--sandbox-port N] [--agent-port N]"
  say "  --reset           xóa toàn bộ dữ liệu trình diễn (.demo) rồi bắt đầu lại"
  say "  --port N          cổng của cổng ký số (mặc định 5080)"
  say "  --sandbox-port N  cổng của môi trường giả lập (mặc định 5081)"
  say "  --agent-port N    cổng của phần mềm ký số (mặc định 17888)"
}

binary() { printf '%s/src/%s/bin/Release/net10.0/ThanhHoa.DigitalSignature.%s.dll' "$ROOT" "${PROJECTS[$1]}" "${PROJECTS[$1]}"; }
alive() { [ "$1" -gt 1 ] 2>/dev/null && kill -0 "$1" 2>/dev/null && [[ $(ps -p "$1" -o stat= 2>/dev/null) != Z* ]]; }
# A number in a file may belong to another program by now: only its command line tells.
runs() { alive "$1" && [[ $(ps -p "$1" -o args= 2>/dev/null) == *"$2"* ]]; }
pid_in() { head -n 1 "$1" 2>/dev/null | tr -cd '0-9'; }

end_process() { # pid, what its command line holds, seconds to wait, first signal
  runs "${1:-0}" "$2" || return 0
  kill -s "$4" "$1" 2>/dev/null
  local tenths=$(($3 * 10))
  while runs "$1" "$2" && [ $tenths -gt 0 ]; do sleep 0.1; tenths=$((tenths - 1)); done
  if runs "$1" "$2"; then kill -s KILL "$1" 2>/dev/null; fi
}

# The portal stops its PostgreSQL itself; this is for a portal that was killed.
end_postgres() {
  local data
  data=$(cd -P "$DEMO/postgres/data" 2>/dev/null && pwd) || return 0
  end_process "$(pid_in "$data/postmaster.pid")" "$data" 20 INT
}

stop_all() {
  trap '' INT TERM HUP
  [ "$BUILD_PID" -ne 0 ] && kill -s TERM -- "-$BUILD_PID" 2>/dev/null
  if [ -n "$OWNS_LOCK" ]; then
    local i
    for i in 0 1 2; do alive "${PIDS[$i]}" && kill -s TERM "${PIDS[$i]}" 2>/dev/null; done
    for i in 1 2 0; do
      end_process "${PIDS[$i]}" "$(binary $i)" 20 TERM
      rm -f "$DEMO/run/${NAMES[$i]}.pid"
    done
    end_postgres
    rm -f "$DEMO/run/demo.pid"
  fi
}

on_signal() {
  say ""
  say "Đang dừng các thành phần…"
  stop_all
  say "Đã dừng. Dữ liệu trình diễn được giữ trong .demo; chạy lại deploy/demo.sh để tiếp tục."
  exit 0
}

check_tools() {
  local found
  command -v dotnet >/dev/null || fail "chưa có .NET SDK 10. Hãy cài từ https://dotnet.microsoft.com/download/dotnet/10.0 rồi chạy lại."
  dotnet --list-sdks 2>/dev/null | grep -q '^10\.' || fail "máy có .NET SDK nhưng không phải bản 10. Hãy cài bản 10 từ https://dotnet.microsoft.com/download/dotnet/10.0 rồi chạy lại."
  command -v node >/dev/null || fail "chưa có Node.js. Hãy cài bản 20 trở lên từ https://nodejs.org rồi chạy lại."
  found=$(node -p 'parseInt(process.versions.node)' 2>/dev/null)
  [ "${found:-0}" -ge 20 ] || fail "Node.js trên máy là bản ${found:-không rõ}, cần bản 20 trở lên. Hãy cài từ https://nodejs.org rồi chạy lại."
  command -v npm >/dev/null || fail "có Node.js nhưng chưa có npm. Hãy cài npm (Debian: apt-get install npm) rồi chạy lại."
}

take_lock() {
  mkdir -p "$DEMO/run" "$DEMO/logs" 2>/dev/null && [ -w "$DEMO/run" ] ||
    fail "không ghi được vào $DEMO. Thư mục này có thể do người dùng khác tạo; hãy chạy bằng người dùng đó hoặc xóa thư mục rồi chạy lại."
  local other try
  for try in 1 2; do
    if (set -o noclobber; echo $$ >"$DEMO/run/demo.pid") 2>/dev/null; then OWNS_LOCK=yes; return; fi
    other=$(pid_in "$DEMO/run/demo.pid")
    if [ "$other" != "$$" ] && runs "${other:-0}" demo.sh; then
      fail "bản trình diễn đang chạy rồi (tiến trình $other) và vẫn tiếp tục chạy. Hãy mở địa chỉ nó đã in ra, hoặc dừng nó bằng Ctrl-C (hay: kill $other) rồi chạy lại."
    fi
    rm -f "$DEMO/run/demo.pid"
  done
  fail "không giữ được $DEMO/run/demo.pid. Hãy chạy lại."
}

end_leftovers() {
  local i pid
  for i in 1 2 0; do
    pid=$(pid_in "$DEMO/run/${NAMES[$i]}.pid")
    if runs "${pid:-0}" "$(binary $i)"; then
      say "Dừng ${TITLES[$i]} còn sót lại từ lần chạy trước (tiến trình $pid)."
      end_process "$pid" "$(binary $i)" 15 TERM
    fi
    rm -f "$DEMO/run/${NAMES[$i]}.pid"
  done
}

reset() {
  end_postgres
  local data
  data=$(readlink "$DEMO/postgres/data" 2>/dev/null)
  # Root under a closed home keeps the data there; see docs/decisions/0002-embedded-postgresql.md.
  case $data in /var/lib/thanhhoa-digitalsignature/data-*) rm -rf "$data" ;; esac
  find "$DEMO" -mindepth 1 -maxdepth 1 ! -name run -exec rm -rf {} + || fail "không xóa được hết $DEMO. Hãy xóa thư mục này rồi chạy lại."
  mkdir -p "$DEMO/logs"
  say "Đã xóa dữ liệu trình diễn cũ."
}

answers() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

check_ports() {
  local i
  for i in 0 1 2; do
    if answers 127.0.0.1 "${PORTS[$i]}" || answers ::1 "${PORTS[$i]}"; then
      fail "cổng ${PORTS[$i]} (${TITLES[$i]}) đang được một chương trình khác dùng. Hãy tắt chương trình đó, hoặc chọn cổng khác, ví dụ: deploy/demo.sh ${PORT_OPTIONS[$i]} $((PORTS[i] + 100))"
    fi
  done
}

needs_build() {
  [ -f "$STAMP" ] || return 0
  [ -f node_modules/.package-lock.json ] || return 0
  local i
  for i in 0 1 2; do [ -f "$(binary $i)" ] || return 0; done
  # Folders too: a file deleted or renamed changes its folder's time.
  [ -n "$(find src Directory.Build.props Directory.Packages.props global.json package.json package-lock.json \
    \( -name bin -o -name obj -o -name dist \) -prune -o -newer "$STAMP" -print 2>/dev/null | head -n 1)" ]
}

build() {
  needs_build || return 0
  say "Đang dựng chương trình (lần đầu mất vài phút; nhật ký: .demo/logs/build.log)…"
  : >"$DEMO/logs/build.log"
  local project
  for project in "${PROJECTS[@]}"; do
    set -m
    dotnet build "src/$project" -c Release --nologo -v quiet --disable-build-servers -p:RunAnalyzers=false -p:NuGetAudit=false >>"$DEMO/logs/build.log" 2>&1 </dev/null &
    BUILD_PID=$!
    set +m
    wait $BUILD_PID || { BUILD_PID=0; tail -n 20 "$DEMO/logs/build.log" >&2; fail "dựng src/$project không thành công; xem .demo/logs/build.log."; }
    BUILD_PID=0
  done
  touch "$STAMP"
}

start() {
  local i=$1 log="$DEMO/logs/${NAMES[$1]}.log"
  # Each in a process group of its own: Ctrl-C reaches this script, which stops them in order.
  set -m
  (
    cd "$ROOT/src/${PROJECTS[$i]}" || exit 1
    # Without profiling of the first calls the first page comes sooner.
    export ASPNETCORE_ENVIRONMENT=Development DOTNET_TieredPGO=0
    case ${NAMES[$i]} in
      sandbox) export ASPNETCORE_URLS="http://localhost:${PORTS[0]}" Sandbox__Url="http://localhost:${PORTS[0]}" Sandbox__Data="$DEMO/sandbox" Sandbox__People="$PEOPLE" Sandbox__SignServicePort="$SIGN_SERVICE_PORT" ;;
      portal) export ASPNETCORE_URLS="http://localhost:${PORTS[1]}" Agent__Url="http://127.0.0.1:${PORTS[2]}" Data__Folder="$DEMO" \
        Demonstration__Enabled=true Demonstration__Certificates="$DEMO/sandbox/tokens" Trust__Folder="$DEMO/sandbox/trust" Issuer__Url="http://localhost:${PORTS[0]}" TimeStamps__Url="http://localhost:${PORTS[0]}/tsa" ;;
      agent) export Agent__Port="${PORTS[2]}" Agent__DemonstrationTokens="$DEMO/sandbox/tokens" Agent__Data="$DEMO/agent" ;;
    esac
    exec dotnet "$(binary "$i")" >>"$log" 2>&1 </dev/null
  ) &
  PIDS[i]=$!
  set +m
  disown "${PIDS[$i]}"
  echo "${PIDS[$i]}" >"$DEMO/run/${NAMES[$i]}.pid"
}

wait_for() { # part, path that must answer 200 (any answer when empty)
  local i=$1 tenths=1200 status
  while :; do
    status=$( (exec 3<>"/dev/tcp/127.0.0.1/${PORTS[$i]}" && printf 'GET %s HTTP/1.0\r\nHost: localhost:%s\r\n\r\n' "${2:-/}" "${PORTS[$i]}" >&3 && head -n 1 <&3) 2>/dev/null)
    case $status in HTTP/*" 200"*) return ;; HTTP/*) [ -z "$2" ] && return ;; esac
    alive "${PIDS[$i]}" || { tail -n 20 "$DEMO/logs/${NAMES[$i]}.log" >&2; fail "${TITLES[$i]} không khởi động được; xem .demo/logs/${NAMES[$i]}.log."; }
    tenths=$((tenths - 1))
    [ $tenths -gt 0 ] || fail "${TITLES[$i]} chưa trả lời sau 2 phút; xem .demo/logs/${NAMES[$i]}.log."
    sleep 0.1
  done
}

revive() {
  local i=$1 now=$SECONDS recent="" at
  for at in ${RESTARTS[$i]}; do [ $((now - at)) -lt 60 ] && recent="$recent $at"; done
  # shellcheck disable=SC2086 # counting words
  set -- $recent
  [ $# -lt $RESTARTS_PER_MINUTE ] || fail "${TITLES[$i]} dừng $RESTARTS_PER_MINUTE lần trong một phút; xem .demo/logs/${NAMES[$i]}.log."
  RESTARTS[i]="$recent $now"
  say "$(date +%H:%M:%S) ${TITLES[$i]} đã dừng bất ngờ; đang khởi động lại (lần $(($# + 1)) trong phút này)."
  start "$i"
}

SHOWN=0
show_consent_windows() {
  local lines
  lines=$(grep -a 'http://127.0.0.1.*' "$DEMO/logs/agent.log" 2>/dev/null | grep -a 'Mở địa chỉ')
  [ -n "$lines" ] || return 0
  printf '%s\n' "$lines" | tail -n "+$((SHOWN + 1))"
  SHOWN=$(printf '%s\n' "$lines" | wc -l)
}

show_accounts() {
  say ""
  say "Tài khoản để thử (mật khẩu chung: ThanhHoa@2026, mã PIN của thiết bị ký: 123456; chỉ dùng cho trình diễn):"
  awk -F '\t' '!/^#/ && ($3 ~ /^(Lãnh đạo UBND tỉnh|Văn phòng UBND tỉnh|Sở Khoa học và Công nghệ|Phường Hạc Thành)$/) { printf "  %-42s %s, %s – %s\n", $1, $2, $4, $3 }' "$PEOPLE"
  say "  (đầy đủ: src/Organisation/Seed/demonstration-people.tsv)"
}

RESET=
while [ $# -gt 0 ]; do
  case $1 in
    --reset) RESET=yes ;;
    --port | --sandbox-port | --agent-port)
      [[ ${2:-} =~ ^[0-9]+$ ]] && [ "$2" -ge 1 ] && [ "$2" -le 65535 ] || fail "sau $1 phải là một số cổng từ 1 đến 65535."
      for i in 0 1 2; do [ "${PORT_OPTIONS[$i]}" = "$1" ] && PORTS[i]=$2; done
      shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

trap on_signal INT TERM HUP
check_tools
take_lock
end_leftovers
[ -z "$RESET" ] || reset
check_ports
# A PC with the real component keeps it.
if answers 127.0.0.1 "$SIGN_SERVICE_PORT"; then SIGN_SERVICE_PORT=; fi
build
for i in 0 1 2; do : >"$DEMO/logs/${NAMES[$i]}.log"; done
say "Đang khởi động…"
start 0
start 2
# The first time, the portal needs the certificates that the Sandbox makes; later they are there.
[ -d "$DEMO/sandbox/tokens" ] && [ -d "$DEMO/sandbox/trust" ] || wait_for 0 ""
start 1
wait_for 0 ""
wait_for 2 ""
wait_for 1 /healthz/ready
show_accounts
say ""
say "Mở http://localhost:${PORTS[1]}   (sẵn sàng sau $SECONDS giây; Ctrl-C để dừng)"
while :; do
  # A signal ends a wait at once, and its trap runs right after.
  { sleep 0.5 & wait $!; } 2>/dev/null
  show_consent_windows
  for i in 0 1 2; do alive "${PIDS[$i]}" || revive "$i"; done
done
