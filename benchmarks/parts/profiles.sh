# Flame graphs of where the CPU time goes, from the JDK's flight recorder.

# One sample for each 10 ms of CPU time (JEP 509), callers up to 256 deep.
sampling='+jdk.CPUTimeSample#enabled=true +jdk.CPUTimeSample#throttle=10ms'
sampling="$sampling +jdk.CPUTimeSample#stackTrace=true"
deep_stacks='-XX:FlightRecorderOptions=stackdepth=256 -Xlog:jfr*=off'

# What makes a process record its CPU time from its start to its end, into file $1, with the start
# cache of kind $2, serve or full, which it would not take by itself with such options.
recording_options() {
  local cache
  cache=$(ls -t "$root/app/target/lib/start-cache/$2"-*.aot | head -n 1)
  echo "-XX:AOTCache=$cache $deep_stacks" \
    "-XX:StartFlightRecording=filename=$1,settings=none,${sampling// /,}"
}

# flame_graph NAME TITLE CPU_SECONDS: draws NAME.jfr as profile-NAME.svg.
flame_graph() {
  tool flame-graph --recording "$out/$1.jfr" --out "$out/profile-$1.svg" --title "$2" \
    --cpu-seconds "$3"
  say "the flame graph is $out/profile-$1.svg"
}

part_profile_training() {
  local folder=$work/training-$training_rows home=$work/profile-home
  training_table "$folder"
  rm -rf "$home"
  set -- $(CREDENCE_JAVA_OPTIONS=$(recording_options "$out/training.jfr" full) \
    timed "$root/credence" train --home "$home" --spec "$folder/spec.yaml" \
    --data "$folder/training_set.parquet" --version benchmark --json)
  rm -rf "$home"
  flame_graph training "credence train, $training_rows rows x 20 features" "$2"
}

part_profile_parquet() {
  local data=$work/applicants-$parquet_rows.parquet
  [ -f "$data" ] || table_tool table --rows "$parquet_rows" --out "$data"
  set -- $(CREDENCE_JAVA_OPTIONS=$(recording_options "$out/parquet.jfr" full) \
    parquet_credence "$data")
  rm -f "$work/scored.parquet"
  flame_graph parquet "credence predict, parquet, $parquet_rows rows" "$2"
}

# The server under a closed loop of 64 connections.
part_profile_predict() {
  CREDENCE_JAVA_OPTIONS=$deep_stacks start_credence credence "$(home 1)"
  warm "${url_of[credence]}"
  profile_server predict "credence serve, /predict, 64 connections" \
    wrk_line "${url_of[credence]}" 64 "$seconds" predict.lua
}

# The server while it gets twice what it can answer by 100 versions.
part_profile_overload() {
  local url
  CREDENCE_JAVA_OPTIONS=$deep_stacks start_credence credence "$(home 100)"
  url="${url_of[credence]}?version=all"
  capacity=$(value accepted_per_second \
    "$(load "$url" --connections 64 --pipeline 16 --warmup "$warmup" --seconds 3)")
  profile_server overload "credence serve, /predict?version=all of 100 versions, overload" \
    load "$url" --connections "$overload_connections" --pipeline 16 --ramp 2 --warmup 1 \
    --rate "$(times "$capacity" 2)" --seconds "$seconds"
}

# profile_server NAME TITLE COMMAND...: records the server, warm, while the command puts a load on it;
# ends the server.
profile_server() {
  local name=$1 title=$2 pid=${pid_of[credence]} before after
  shift 2
  "$JAVA_HOME/bin/jcmd" "$pid" JFR.start name=profile settings=none $sampling >/dev/null
  before=$(cpu_micros "$pid")
  "$@" >/dev/null
  after=$(cpu_micros "$pid")
  "$JAVA_HOME/bin/jcmd" "$pid" JFR.stop name=profile filename="$out/$name.jfr" >/dev/null
  stop credence
  flame_graph "$name" "$title" "$(awk "BEGIN { print ($after - $before) / 1e6 }")"
}

# The server from its start to its first answers; the flight recorder's own start is in it.
part_profile_start_up() {
  local cpu sampling=${sampling/throttle=10ms/throttle=500us}
  CREDENCE_JAVA_OPTIONS=$(recording_options "$out/start-up.jfr" serve) \
    start_credence credence "$(home 10)"
  cpu=$(cpu_micros "${pid_of[credence]}")
  stop credence
  flame_graph start-up "credence serve, from its start to its first answer, 10 versions" \
    "$(awk "BEGIN { print $cpu / 1e6 }")"
}
