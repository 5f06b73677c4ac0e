# Parquet into parquet against DuckDB's SQL, training against scikit-learn.

# timed COMMAND...: seconds, CPU seconds and the most resident MiB.
timed() { "$python" "$here/timed.py" "$@" 2>>"$out/timed.log"; }

record_timed() {
  local part=$1 situation=$2 subject=$3 round=$4
  set -- $5
  record "$part" "$situation" "$subject" seconds "$round" "$1"
  record "$part" "$situation" "$subject" cpu_seconds "$round" "$2"
  record "$part" "$situation" "$subject" resident_mib "$round" "$3"
}

part_parquet() {
  forget parquet
  local round name data=$work/applicants-$parquet_rows.parquet
  [ -f "$data" ] || table_tool table --rows "$parquet_rows" --out "$data"
  for round in $(seq "$rounds"); do
    say "parquet, round $round of $rounds"
    for name in $(in_turn "$round" duckdb credence); do
      rm -f "$work/scored.parquet"
      record_timed parquet "$parquet_rows-rows" "$name" "$round" "$(parquet_"$name" "$data")"
    done
  done
  rm -f "$work/scored.parquet"
}

parquet_duckdb() {
  timed "$JAVA_HOME/bin/java" -Xmx512m --enable-native-access=ALL-UNNAMED \
    -cp "$tool_jar:$rest_of_classpath" credence.benchmarks.Benchmarks sql-scoring \
    --data "$1" --out "$work/scored.parquet"
}

parquet_credence() {
  timed "$root/credence" predict --home "$(home 1)" --version training_set_2014_09_10 \
    --data "$1" --out "$work/scored.parquet"
}

part_training() {
  forget training
  local round name folder=$work/training-$training_rows
  training_table "$folder"
  for round in $(seq "$rounds"); do
    say "training, round $round of $rounds"
    for name in $(in_turn "$round" scikit-learn credence); do
      training_of "$name" "$round" "$folder"
    done
  done
}

# training_table FOLDER: the parquet file, the spec, and the same rows as numpy's arrays.
training_table() {
  local feature
  [ -f "$1/y.npy" ] && return 0
  say "writing $training_rows rows"
  mkdir -p "$1"
  table_tool table --rows "$training_rows" --features 20 --out "$1/training_set.parquet" \
    --numpy "$1"
  {
    printf 'id: ids\ntarget:\n  column: default\n  missing: drop\nfeatures:\n'
    for feature in $(seq 0 19); do printf '  x_%s:\n    type: number\n' "$feature"; done
    printf 'split:\n  method: by-id\n  share: 0.25\n  seed: 1\n'
    printf 'algorithm:\n  solver: newton\n  C: 1.0\n'
  } >"$1/spec.yaml"
}

training_of() {
  local round=$2 folder=$3 home
  case $1 in
    scikit-learn)
      record training "$training_rows-rows" scikit-learn seconds "$round" \
        "$("$python" "$here/servers/fit_lbfgs.py" "$folder")"
      ;;
    credence)
      home=$work/training-home
      rm -rf "$home"
      record_timed training "$training_rows-rows" credence "$round" \
        "$(timed "$root/credence" train --home "$home" --spec "$folder/spec.yaml" \
          --data "$folder/training_set.parquet" --version benchmark --json)"
      rm -rf "$home"
      ;;
  esac
}
