# /predict of all servers in the same rounds, and all versions against one.

part_predict() {
  forget predict
  local name round connections share capacity line
  for name in $subjects; do
    case $name in
      credence) start_credence credence "$(home 1)" ;;
      *) start "$name" ;;
    esac
    say "warming up $name"
    warm "${url_of[$name]}"
  done
  for round in $(seq "$rounds"); do
    say "predict, round $round of $rounds"
    for connections in 1 16 64; do
      for name in $(in_turn "$round" $subjects); do
        closed_loop predict "closed-$connections" "$name" "$round" "$name" "$connections"
      done
    done
    for share in 25 50 75; do
      for name in $(in_turn "$round" $subjects); do
        predict_fixed_rate "$name" "$share" "$round"
      done
    done
  done
  for name in $subjects; do stop "$name"; done
}

# The rate is a share of nginx's capacity for nginx and Credence, of its own for the others.
predict_fixed_rate() {
  local name=$1 share=$2 round=$3 of=$1 capacity line
  case $name in credence) [ -z "${pid_of[nginx]-}" ] || of=nginx ;; esac
  capacity=$(median_of predict closed-64 "$of" requests_per_second)
  line=$(load "${url_of[$name]}" --connections 64 --warmup 3 --seconds "$seconds" \
    --rate "$(times "$capacity" "0.$share")")
  record_load predict "fixed-$share%" "$name" "$round" "$line"
}

part_all_versions() {
  forget all-versions
  local versions round connections
  for round in $(seq "$rounds"); do
    say "all versions, round $round of $rounds"
    for versions in 10 100; do
      start_credence credence "$(home "$versions")"
      warm "${url_of[credence]}"
      warm "${url_of[credence]}" all.lua
      for connections in 16 64; do
        closed_loop all-versions "$versions-versions-$connections" one "$round" credence \
          "$connections"
        closed_loop all-versions "$versions-versions-$connections" all "$round" credence \
          "$connections" all.lua
      done
      stop credence
    done
    # What the exercise's solution does by default: ten versions, each loaded for each request.
    start flask-disk-all
    closed_loop all-versions 10-versions-16 exercise "$round" flask-disk-all 16
    stop flask-disk-all
  done
}

part_batch() {
  forget batch
  local round before after line
  start_credence credence "$(home 1)"
  on_load_core_tool batch "${url_of[credence]}/batch" --records 2000000 >&2
  for round in $(seq "$rounds"); do
    before=$(cpu_micros "${pid_of[credence]}")
    line=$(on_load_core_tool batch "${url_of[credence]}/batch" --records "$batch_records")
    after=$(cpu_micros "${pid_of[credence]}")
    [ "$(value wrong "$line")" = 0 ] || say "batch: $line"
    record batch ndjson credence records_per_second "$round" "$(value per_second "$line")"
    record batch ndjson credence cpu_us_per_record "$round" \
      "$(awk "BEGIN { print ($after - $before) / $(value records "$line") }")"
  done
  stop credence
}
