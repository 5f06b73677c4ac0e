# Never a cliff: latency at half of Credence's capacity, quiet and while something happens. The
# quiet run comes first in each round, so each ratio is against it.

# cliff PART SUBJECT ROUND OPTION...: a fixed rate with something going on.
cliff() {
  local part=$1 subject=$2 round=$3
  shift 3
  local line
  line=$(load "${url_of[credence]}" --connections 64 --rate "$cliff_rate" --warmup 2 \
    --seconds "$seconds" --timeline "$out/$part-$subject-$round.csv" "$@")
  record_load "$part" half-of-capacity "$subject" "$round" "$line"
}

# begin_cliffs PART HOME [OPTION...]: starts and warms a server, finds half of its capacity.
begin_cliffs() {
  forget "$1"
  start_credence credence "${@:2}"
  warm "${url_of[credence]}"
  local result
  result=$(wrk_line "${url_of[credence]}" 64 5 predict.lua)
  set -- $result
  capacity=$(awk "BEGIN { printf \"%.0f\", $1 / $2 * 1e6 }")
  cliff_rate=$((capacity / 2))
}

# rounds_of PART SUBJECT HOW [ARGUMENT...]: in each round a quiet run, then `HOW PART SUBJECT ROUND
# ARGUMENT...`, which is cliff or meanwhile. Ends the server.
rounds_of() {
  local part=$1 subject=$2 how=$3 round
  shift 3
  for round in $(seq "$rounds"); do
    say "$part, round $round of $rounds"
    cliff "$part" quiet "$round"
    "$how" "$part" "$subject" "$round" "$@"
  done
  stop credence
}

# meanwhile PART SUBJECT ROUND COMMAND...: while a command of its own works, at a low priority so that
# the generator keeps its core; it begins before the load and ends after it.
meanwhile() {
  local part=$1 subject=$2 round=$3 command
  shift 3
  (renice -n 19 "$BASHPID" >/dev/null && "$@") &
  command=$!
  sleep 3
  cliff "$part" "$subject" "$round"
  kill -0 "$command" 2>/dev/null || fail "$subject: it ended before the load did"
  pkill -P "$command" || true
  wait "$command" 2>/dev/null || true
}

# A home that this run may change.
changing_home() {
  rm -rf "$work/home-changing"
  tool home "$work/home-changing" --versions 10 >&2
  echo "$work/home-changing"
}

part_publication() {
  local home
  home=$(changing_home)
  begin_cliffs publication "$home"
  rounds_of publication published-each-second meanwhile \
    on_load_core_tool changes --home "$home" --publish --every-millis 1000
}

part_promotion() {
  local home
  home=$(changing_home)
  # Looks often enough to serve every promotion.
  begin_cliffs promotion "$home" --poll-millis 20
  rounds_of promotion promoted-10-a-second meanwhile on_load_core_tool changes --home "$home"
}

part_scrape() {
  begin_cliffs scrape "$(home 10)"
  rounds_of scrape scraped-each-second meanwhile on_load_core \
    sh -c "while curl -sf -o /dev/null http://127.0.0.1:$credence_port/metrics; do sleep 1; done"
}

part_full_collection() {
  begin_cliffs full-collection "$(home 10)"
  # The first word of jcmd opens the door that the generator then uses.
  "$JAVA_HOME/bin/jcmd" "${pid_of[credence]}" VM.version >/dev/null
  rounds_of full-collection collected-each-second cliff --collect "${pid_of[credence]}"
}

part_slow_clients() {
  begin_cliffs slow-clients "$(home 10)"
  rounds_of slow-clients 50-readers-200-writers cliff --slow-readers 50 --slow-writers 200
}

# A training run that the server started works on both cores at its low priority. It takes CPU from
# whatever runs, the generator too: nginx under the same run says how much of it that is.
part_training_run() {
  local round name home=$work/home-training-run folder=$work/training-$parquet_rows
  local rows=$training_rows
  training_rows=$parquet_rows
  training_table "$folder"
  training_rows=$rows
  rm -rf "$home"
  tool home "$home" --versions 10 >&2
  mkdir -p "$home/training-sets"
  cp "$folder/spec.yaml" "$home/spec.yaml"
  ln "$folder/training_set.parquet" "$home/training-sets/training_set_2030_01_01.parquet"
  # Children inherit the server's core; the launcher that they are started by takes it off.
  printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$here/unpinned" "$root/credence" >"$work/launcher"
  chmod +x "$work/launcher"
  export CREDENCE_JAVA_OPTIONS="-Dcredence.launcher=$work/launcher"
  begin_cliffs training-run "$home" --training-set-quiet-seconds 0
  unset CREDENCE_JAVA_OPTIONS
  until curl -sf "$admin_url/training-sets/training_set_2030_01_01" | grep -q '"accepted"'; do
    kill -0 "${pid_of[credence]}" || fail "credence ended; its output is in $out/credence.log"
    sleep 0.5
  done
  start nginx
  for round in $(seq "$rounds"); do
    say "training run, round $round of $rounds"
    for name in nginx credence; do
      training_run "$name-quiet" "$name" "$round"
      begin_run
      training_run "$name-training" "$name" "$round"
      end_run
    done
  done
  stop nginx
  stop credence
}

training_run() {
  local subject=$1 name=$2 round=$3 line
  line=$(load "${url_of[$name]}" --connections 64 --rate "$cliff_rate" --warmup 2 \
    --seconds "$seconds")
  record_load training-run half-of-capacity "$subject" "$round" "$line"
}

# Has the server begin a training run, and waits until it reads.
begin_run() {
  local tries=0
  run_url=$admin_url$(curl -sf -D - -o /dev/null -H 'Content-Type: application/json' \
    -d '{"version":"benchmark"}' "$admin_url/training-runs" | tr -d '\r' |
    sed -n 's/^location: *//Ip')
  until curl -sf "$run_url" | grep -q '"stage"'; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || fail "the training run does not begin"
    sleep 0.1
  done
}

# Gives the training run up; it has to have worked for as long as the load lasted.
end_run() {
  curl -sf "$run_url" | grep -q '"state":"running"' ||
    fail "the training run ended before the load did; give it more --rows or fewer --seconds"
  curl -sf -X DELETE "$run_url" >/dev/null
  until curl -sf "$run_url" | grep -q '"state":"cancelled"'; do sleep 0.2; done
}

part_idle_connections() {
  local round before most
  ulimit -n 11000 2>/dev/null || fail "needs 11,000 open files a process; raise the hard limit (ulimit -Hn)"
  for round in $(seq "$rounds"); do
    if [ "$round" = 1 ]; then begin_cliffs idle-connections "$(home 10)"; fi
    say "idle connections, round $round of $rounds"
    cliff idle-connections quiet "$round"
    before=$(resident_mib "${pid_of[credence]}")
    cliff idle-connections 10000-idle "$round" --idle 10000 &
    local generator=$!
    most=$(most_resident_mib "${pid_of[credence]}" "$generator")
    wait "$generator"
    record idle-connections half-of-capacity 10000-idle kib_per_connection "$round" \
      "$(awk "BEGIN { print ($most - $before) * 1024 / 10000 }")"
  done
  stop credence
}

# Sixteen connections as fast as answers come: one request at a time, and 16 on their way.
part_pipelining() {
  local round depth before after line
  begin_cliffs pipelining "$(home 10)"
  for round in $(seq "$rounds"); do
    say "pipelining, round $round of $rounds"
    for depth in 1 16; do
      before=$(cpu_micros "${pid_of[credence]}")
      line=$(load "${url_of[credence]}" --connections 16 --pipeline "$depth" --seconds "$seconds")
      after=$(cpu_micros "${pid_of[credence]}")
      record_load pipelining closed-16 "depth-$depth" "$round" "$line"
      record pipelining closed-16 "depth-$depth" requests_per_second "$round" \
        "$(value answered_per_second "$line")"
      record pipelining closed-16 "depth-$depth" cpu_us_per_request "$round" \
        "$(awk "BEGIN { print ($after - $before) / $(value answered "$line") }")"
    done
  done
  stop credence
}

# Twice the capacity. Answers by 100 versions, since a generator on one core sends no more than the
# server answers by one. The capacity is what a closed loop gets whose queue is too short for
# anything to be refused; half and twice of it come over connections enough to hold nothing back.
part_overload() {
  local round line
  begin_cliffs overload "$(home 100)"
  url_of[credence]+='?version=all'
  load "${url_of[credence]}" --connections 64 --pipeline 16 --seconds "$warmup" >/dev/null
  for round in $(seq "$rounds"); do
    say "overload, round $round of $rounds"
    line=$(load "${url_of[credence]}" --connections 64 --pipeline 16 --warmup 2 \
      --seconds "$seconds")
    capacity=$(value accepted_per_second "$line")
    record overload answers capacity accepted_per_second "$round" "$capacity"
    overload_line half 0.5 "$round"
    overload_line twice 2 "$round"
  done
  stop credence
}

overload_line() {
  local subject=$1 round=$3 line metric
  line=$(load "${url_of[credence]}" --connections "$overload_connections" --pipeline 16 \
    --rate "$(times "$capacity" "$2")" --ramp 2 --warmup 2 --seconds "$seconds")
  printf 'overload %s %s\n' "$subject" "$line" >>"$out/load.log"
  for metric in accepted_per_second answered_per_second accepted_p99_us \
    accepted_since_sent_p99_us; do
    record overload answers "$subject" "$metric" "$round" "$(value "$metric" "$line")"
  done
}
