# Start-up, the first requests, memory under load.

part_start_up() {
  forget start-up
  local round begun came reader line home
  home=$(home 10)
  for round in $(seq "$rounds"); do
    say "start-up, round $round of $rounds"
    coproc waiter { tool first-answer "http://127.0.0.1:$credence_port/predict"; }
    read -r line <&"${waiter[0]}"
    begun=$(date +%s%N)
    "$root/credence" serve --home "$home" --port "$credence_port" >"$out/start-up.log" 2>&1 &
    pid_of[start-up]=$!
    read -r came <&"${waiter[0]}"
    wait "$waiter_PID" || fail "no correct answer; the server's output is in $out/start-up.log"
    record start-up 10-versions credence milliseconds "$round" "$(((came - begun) / 1000000))"
    stop start-up
  done
}

# The first 2,000 requests after ready, against the same load on the same server when it is warm;
# the generator is warm from the start: it has rehearsed on nginx.
part_first_requests() {
  forget first-requests
  local round line
  start nginx
  for round in $(seq "$rounds"); do
    say "first requests, round $round of $rounds"
    first_requests "$out/first.txt" &
    local generator=$!
    sleep 9
    pinned "$server_core" "$root/credence" serve --home "$(home 10)" --port "$credence_port" \
      >"$out/first-requests.log" 2>&1 &
    pid_of[first-requests]=$!
    wait "$generator"
    url_of[first-requests]=http://127.0.0.1:$credence_port/predict
    warm "${url_of[first-requests]}"
    first_requests "$out/steady.txt"
    record_load first-requests 2000-requests steady "$round" "$(cat "$out/steady.txt")"
    record_load first-requests 2000-requests first "$round" "$(cat "$out/first.txt")"
    stop first-requests
  done
  stop nginx
}

first_requests() {
  load "http://127.0.0.1:$credence_port/predict" --connections 16 --rate 1000 --requests 2000 \
    --seconds 30 --rehearse "${url_of[nginx]}" \
    --await "http://127.0.0.1:$credence_port/health/ready" >"$1"
}

part_memory() {
  forget memory
  local round
  for round in $(seq "$rounds"); do
    say "memory, round $round of $rounds"
    start_credence credence "$(home 10)"
    warm "${url_of[credence]}"
    wrk_line "${url_of[credence]}" 64 "$seconds" predict.lua >/dev/null &
    local generator=$!
    record memory 64-connections credence resident_mib "$round" \
      "$(most_resident_mib "${pid_of[credence]}" "$generator")"
    stop credence
  done
}
