# What the parts share: processes pinned to cores, their CPU time and memory, load, figures.
# Sourced by benchmarks/run; expects root, here, out, rounds, seconds, warmup, subjects.

work=$out/work
figures=$out/figures.csv
server_core=0
load_core=1
nginx_port=8099
credence_port=8098
flask_memory_port=8097
flask_disk_port=8096
fastapi_memory_port=8094
admin_port=8095
admin_url=http://127.0.0.1:$admin_port
rest_of_classpath="$here/target/lib/*"
# The system's own, whose packages are Debian's, even where another stands first on the PATH.
python=$([ -x /usr/bin/python3 ] && echo /usr/bin/python3 || echo python3)

declare -A pid_of url_of

say() { printf 'benchmarks: %s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

# record PART SITUATION SUBJECT METRIC ROUND VALUE
record() {
  local IFS=,
  printf '%s\n' "$*" >>"$figures"
}

# Forgets what an earlier run measured of a part.
forget() {
  [ ! -f "$figures" ] && printf 'part,situation,subject,metric,round,value\n' >"$figures"
  sed -i "/^$1,/d" "$figures"
}

# pinned CORE COMMAND...: on that core alone where the machine has it and taskset is there.
pinned() {
  local core=$1
  shift
  if [ "$(nproc --all)" -gt 1 ] && command -v taskset >/dev/null; then
    exec taskset -c "$core" "$@"
  fi
  exec "$@"
}

on_load_core() { (pinned "$load_core" "$@"); }

# tool SUBCOMMAND...: one of the module's own tools, with a small heap and the serial collector.
tool() {
  "$JAVA_HOME/bin/java" -Xms256m -Xmx256m -XX:+UseSerialGC -XX:+AlwaysPreTouch \
    --enable-native-access=ALL-UNNAMED -cp "$tool_jar:$rest_of_classpath" \
    credence.benchmarks.Benchmarks "$@"
}

# The same with the memory that tables of millions of rows need.
table_tool() {
  "$JAVA_HOME/bin/java" -Xmx2g --enable-native-access=ALL-UNNAMED \
    -cp "$tool_jar:$rest_of_classpath" credence.benchmarks.Benchmarks "$@"
}

build() {
  say "building"
  (cd "$root" && ./mvnw -q -Pbenchmarks -Dquick -Dmaven.test.skip=true package -pl benchmarks -am) ||
    fail "the build failed"
  "$root/credence" --version >/dev/null || fail "./credence does not start"
  "$root/credence" start-cache >"$out/start-cache.log" 2>&1 || fail "no start cache; $out/start-cache.log"
  tool_jar=$(ls "$here"/target/credence-benchmarks-*.jar)
}

need() {
  local command
  for command in "$@"; do
    command -v "$command" >/dev/null || fail "needs $command; benchmarks/README.md names the packages"
  done
}

# The processes of a server: the one that was started and its children.
processes() { echo "$1" $(pgrep -P "$1" || true); }

# cpu_micros PID: user and system time of a server so far, in microseconds.
cpu_micros() {
  local process total=0 stat
  local tick=$((1000000 / $(getconf CLK_TCK)))
  for process in $(processes "$1"); do
    stat=$(cat "/proc/$process/stat" 2>/dev/null) || continue
    # After the command's name, which may hold blanks, the 12th and 13th fields.
    set -- ${stat##*) }
    total=$((total + ${12} + ${13}))
  done
  echo $((total * tick))
}

# resident_mib PID: resident memory of a server, mapped files included, in MiB.
resident_mib() {
  local process
  for process in $(processes "$1"); do
    sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$process/status"
  done | awk '{ sum += $1 } END { printf "%.1f\n", sum / 1024 }'
}

# most_resident_mib PID UNTIL_PID: the most that a server held until another process ended, in MiB.
most_resident_mib() {
  while kill -0 "$2" 2>/dev/null; do
    resident_mib "$1"
    sleep 0.5
  done | sort -n | tail -n 1
}

# await NAME: until the server answers the example with 200, and as it should.
await_server() {
  local url=${url_of[$1]} tries=0 answer
  until answer=$(curl -sf -m 5 -H 'Content-Type: application/json' -d "$example" "$url"); do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || fail "$1 does not answer at $url; its output is in $out/$1.log"
    kill -0 "${pid_of[$1]}" 2>/dev/null || fail "$1 ended; its output is in $out/$1.log"
    sleep 0.1
  done
  case $(printf '%s' "$answer" | tr -d ' \n') in
    "$example_answer" | *'"model":"training_set_09.pkl","prediction":0.1495}'*) ;;
    *) fail "$1 answered $answer" ;;
  esac
}

example=$(sed -n "s/^wrk.body='\(.*\)'/\1/p" "$here/servers/predict.lua")
example_answer='{"id":"8db4206f-8878-174d-7a23-dd2c4f4ef5a0","prediction":0.1495}'

# start NAME: one of nginx, flask-memory, flask-disk, flask-disk-all, fastapi-memory.
start() {
  local name=$1
  case $name in
    nginx)
      need nginx
      local prefix=$work/nginx
      mkdir -p "$prefix"
      pinned "$server_core" nginx -p "$prefix" -c "$here/servers/nginx.conf" >"$out/nginx.log" 2>&1 &
      url_of[$name]=http://127.0.0.1:$nginx_port/predict
      ;;
    flask-memory) start_flask "$name" in_memory "$flask_memory_port" ;;
    flask-disk) start_flask "$name" from_disk "$flask_disk_port" ;;
    fastapi-memory) start_fastapi "$name" in_memory_fastapi "$fastapi_memory_port" ;;
    flask-disk-all) start_flask "$name" from_disk "$flask_disk_port" 10 all ;;
  esac
  pid_of[$name]=$!
  await_server "$name"
}

# models COUNT: prints the folder of so many of scikit-learn's models; makes it if need be.
models() {
  local folder=$work/models-$1
  [ -d "$folder" ] || "$python" "$here/servers/fit.py" "$folder" "$1"
  echo "$folder"
}

# python_server NAME MODELS COMMAND...: one worker on the server's core.
python_server() {
  local name=$1 models=$2
  shift 2
  (
    cd "$here/servers"
    export MODELS=$models PYTHONDONTWRITEBYTECODE=1 OPENBLAS_NUM_THREADS=1
    pinned "$server_core" "$@" >"$out/$name.log" 2>&1
  ) &
}

# start_flask NAME APPLICATION PORT [MODELS [all]]
start_flask() {
  need gunicorn
  python_server "$1" "$(models "${4-1}")" env VERSIONS="${5-one}" gunicorn -w 1 -k gthread \
    --threads 4 --keep-alive 75 --worker-connections 1000 -b "127.0.0.1:$3" "$2:app"
  url_of[$1]=http://127.0.0.1:$3/predict
}

# start_fastapi NAME APPLICATION PORT
start_fastapi() {
  python_server "$1" "$(models 1)" "$python" -m uvicorn --workers 1 --loop uvloop \
    --http httptools --no-access-log --log-level warning --timeout-keep-alive 75 \
    --host 127.0.0.1 --port "$3" "$2:app"
  url_of[$1]=http://127.0.0.1:$3/predict
}

# home VERSIONS: prints the folder of a home that holds so many versions; makes it if need be.
home() {
  local folder=$work/home-$1
  [ -d "$folder" ] || tool home "$folder" --versions "$1" >&2
  echo "$folder"
}

# start_credence NAME HOME [OPTION...]
start_credence() {
  local name=$1 home=$2
  shift 2
  pinned "$server_core" "$root/credence" serve --home "$home" --port "$credence_port" \
    --admin-port "$admin_port" "$@" \
    >"$out/$name.log" 2>&1 &
  pid_of[$name]=$!
  url_of[$name]=http://127.0.0.1:$credence_port/predict
  await_server "$name"
}

stop() {
  local pid=${pid_of[$1]-}
  [ -n "$pid" ] || return 0
  unset "pid_of[$1]"
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}

stop_all() {
  local name
  for name in "${!pid_of[@]}"; do stop "$name"; done
}

# wrk_line URL CONNECTIONS SECONDS SCRIPT: requests duration_us p50 p99 p99.9 max status_errors
# socket_errors.
wrk_line() {
  need wrk
  on_load_core wrk -t1 -c"$2" -d"$3s" --latency -s "$here/servers/$4" "$1" |
    sed -n 's/^RES //p'
}

warm() { wrk_line "$1" 16 "$warmup" "${2-predict.lua}" >/dev/null; }

# closed_loop PART SITUATION SUBJECT ROUND NAME CONNECTIONS SCRIPT PATH: as fast as answers come.
closed_loop() {
  local part=$1 situation=$2 subject=$3 round=$4 name=$5 before after result
  before=$(cpu_micros "${pid_of[$name]}")
  result=$(wrk_line "${url_of[$name]}${8-}" "$6" "$seconds" "${7-predict.lua}")
  after=$(cpu_micros "${pid_of[$name]}")
  # requests duration p50 p99 p99.9 max status socket
  set -- $result
  [ "$7" = 0 ] && [ "$8" = 0 ] || say "$part $situation $subject: $7 wrong statuses, $8 socket errors"
  record "$part" "$situation" "$subject" cpu_us_per_request "$round" \
    "$(awk "BEGIN { print ($after - $before) / $1 }")"
  record "$part" "$situation" "$subject" requests_per_second "$round" \
    "$(awk "BEGIN { print $1 / $2 * 1e6 }")"
  record "$part" "$situation" "$subject" p99_us "$round" "$4"
}

# load OPTION... URL: our own generator; prints its line.
load() { on_load_core_tool load "$@"; }
on_load_core_tool() {
  on_load_core "$JAVA_HOME/bin/java" -Xms256m -Xmx256m -XX:+UseSerialGC -XX:+AlwaysPreTouch \
    -cp "$tool_jar:$rest_of_classpath" credence.benchmarks.Benchmarks "$@"
}

# value KEY LINE: of a line of key=value pairs.
value() { printf '%s\n' "$2" | tr ' ' '\n' | sed -n "s/^$1=//p"; }

# record_load PART SITUATION SUBJECT ROUND LINE
record_load() {
  local metric
  for metric in p50_us p99_us p999_us max_us; do
    record "$1" "$2" "$3" "$metric" "$4" "$(value "$metric" "$5")"
  done
  # How long the generator itself was kept from looking: a run in which this is long says nothing.
  record "$1" "$2" "$3" generator_stall_max_us "$4" "$(value stall_max_us "$5")"
  [ "$(value errors "$5")" = 0 ] && [ "$(value unanswered "$5")" = 0 ] ||
    say "$1 $2 $3: $(value errors "$5") errors, $(value unanswered "$5") unanswered"
  printf '%s %s %s %s\n' "$1" "$2" "$3" "$5" >>"$out/load.log"
}

# in_turn ROUND NAME...: the names, in the reverse order in every second round.
in_turn() {
  local round=$1
  shift
  if [ $((round % 2)) = 1 ]; then echo "$@"; else printf '%s\n' "$@" | tac | tr '\n' ' '; fi
}

# median_of PART SITUATION SUBJECT METRIC
median_of() {
  awk -F, -v key="$1,$2,$3,$4" '$1","$2","$3","$4 == key { print $6 }' "$figures" | sort -n |
    awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

times() { awk "BEGIN { printf \"%.0f\", $1 * $2 }"; }
