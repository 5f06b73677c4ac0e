# The pieces of a prediction, by JMH with the allocation profiler.

part_pieces() {
  forget pieces
  say "pieces: $jmh_options"
  "$JAVA_HOME/bin/java" -cp "$tool_jar:$rest_of_classpath" org.openjdk.jmh.Main $jmh_options \
    -prof gc -rf csv -rff "$out/jmh.csv" >"$out/jmh.log" 2>&1 || fail "JMH failed; see $out/jmh.log"
  # "Benchmark","Mode","Threads","Samples","Score","Score Error (99.9%)","Unit"[,"Param: …"…]
  tail -n +2 "$out/jmh.csv" | tr -d '"\r' |
    awk -F, '/gc.alloc.rate.norm|ns\/op/ {
      name = $1; sub(/^credence\.benchmarks\.pieces\./, "", name)
      metric = "ns_per_operation"
      if (sub(/:.*gc\.alloc\.rate\.norm/, "", name)) metric = "bytes_per_operation"
      situation = name; for (i = 8; i <= NF; i++) if ($i != "") situation = situation "-" $i
      print "pieces," situation ",credence," metric ",1," $5 }' >>"$figures"
}
