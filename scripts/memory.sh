# Derives the memory of Credence's processes from that of the machine; sourced by ./credence.
# What depends on it in Java (the parquet engine's memory, what a server accepts) is derived there
# from the heap and from credence_memory, which the launcher passes on. Starts no process on Linux:
# every start of Credence runs this. All figures are MiB.

# What a JVM takes beside its heap while it trains, and the least that the parquet engine needs.
credence_overhead=96
credence_engine_min=64

# The smallest heap that trains a small set.
credence_training_heap_min=32

# Above it references take twice the room, and no start cache fits.
credence_heap_max=31744

# credence_limit FILE: lowers credence_memory to the bytes in a cgroup's file, if it is a limit.
credence_limit() {
  [ -r "$1" ] && read -r credence_bytes <"$1" || return 0
  case $credence_bytes in
    '' | *[!0-9]* | ????????????????????*) return 0 ;;
  esac
  credence_bytes=$((credence_bytes / 1048576))
  if [ "$credence_bytes" -lt "$credence_memory" ]; then credence_memory=$credence_bytes; fi
}

# credence_limits FOLDER PATH FILE: the same for a cgroup and all that it is nested in. A path of
# another namespace is not there; then the folder itself counts.
credence_limits() {
  credence_group=$2
  while :; do
    credence_limit "$1$credence_group/$3"
    case $credence_group in
      */*) credence_group=${credence_group%/*} ;;
      *) break ;;
    esac
  done
}

# Sets credence_memory: what CREDENCE_MEMORY_MEBIBYTES says, or the memory of the machine or of the
# cgroup (version 1 or 2) that this shell is in, whichever is smallest.
credence_read_memory() {
  credence_memory=${CREDENCE_MEMORY_MEBIBYTES-}
  case $credence_memory in
    '' | *[!0-9]* | 0* | ????????*) credence_memory= ;;
    *) return 0 ;;
  esac
  # A test sets credence_files to a folder that replaces the root of the file system.
  if [ -r "${credence_files-}/proc/meminfo" ]; then
    while read -r credence_key credence_value credence_unit; do
      case $credence_key in
        MemTotal:) credence_memory=$((credence_value / 1024)) && break ;;
      esac
    done <"${credence_files-}/proc/meminfo"
  else
    credence_memory=$(($(sysctl -n hw.memsize 2>/dev/null || echo 0) / 1048576))
  fi
  [ "${credence_memory:-0}" -gt 0 ] || credence_memory=4096
  [ -r "${credence_files-}/proc/self/cgroup" ] || return 0
  while IFS=: read -r credence_id credence_controllers credence_path; do
    case $credence_id:,$credence_controllers, in
      0:,,) credence_limits "${credence_files-}/sys/fs/cgroup" "$credence_path" memory.max ;;
      *,memory,*)
        credence_limits "${credence_files-}/sys/fs/cgroup/memory" "$credence_path" \
          memory.limit_in_bytes
        ;;
    esac
  done <"${credence_files-}/proc/self/cgroup"
}

# Sets credence_heap to the last -Xmx of CREDENCE_JAVA_OPTIONS, rounded down; empty without one.
credence_read_heap() {
  credence_heap=
  for credence_word in ${CREDENCE_JAVA_OPTIONS-}; do
    case $credence_word in
      -Xmx*) credence_word=${credence_word#-Xmx} ;;
      -XX:MaxHeapSize=*) credence_word=${credence_word#*=} ;;
      *) continue ;;
    esac
    credence_digits=${credence_word%[kKmMgGtT]}
    case $credence_digits in
      '' | *[!0-9]* | 0* | ????????????????*) continue ;; # Java says what is wrong with it.
    esac
    case $credence_word in
      *[kK]) credence_heap=$((credence_digits / 1024)) ;;
      *[mM]) credence_heap=$credence_digits ;;
      *[gG]) credence_heap=$((credence_digits * 1024)) ;;
      *[tT]) credence_heap=$((credence_digits * 1048576)) ;;
      *) credence_heap=$((credence_digits / 1048576)) ;;
    esac
  done
}

# credence_within NUMBER LEAST MOST: sets credence_result to the number, or the bound it is beyond.
credence_within() {
  credence_result=$1
  if [ "$1" -gt "$3" ]; then credence_result=$3; fi
  if [ "$credence_result" -lt "$2" ]; then credence_result=$2; fi
}

# Each of these sets credence_memory_flags, for a kind of process.

# A server: a quarter of the memory. What it does not need stays small, and its young generation
# within the processor's caches; buffers outside the heap as MemoryBudget counts them.
credence_server_memory() {
  credence_read_heap
  credence_given=$credence_heap
  credence_within $((credence_memory / 4)) 48 1024
  credence_heap=${credence_heap:-$credence_result}
  credence_within $((credence_heap * 12 / 256)) 2 24
  credence_memory_flags="-Xmn${credence_result}m"
  credence_within $((credence_heap / 2)) 32 1024
  credence_memory_flags="$credence_memory_flags -XX:MaxDirectMemorySize=${credence_result}m"
  credence_within 32 1 "$credence_heap"
  credence_memory_flags="-Xms${credence_result}m -Xmx${credence_heap}m $credence_memory_flags"
}

# A command that trains or scores: half of the memory, or what the engine and the JVM itself leave.
# The columns fill it to the end, so the young generation is a small part; and it is reserved at the
# start, for it would grow by a full collection at each step, but not more of it than most runs need,
# since the collector's tables of it are written at once. Pages that are not used are not taken.
credence_training_memory() {
  credence_read_heap
  if [ -n "$credence_heap" ]; then
    credence_memory_flags=
  else
    credence_heap=$((credence_memory - credence_overhead - credence_engine_min))
    if [ "$credence_heap" -gt $((credence_memory / 2)) ]; then
      credence_heap=$((credence_memory / 2))
    fi
    credence_within "$credence_heap" "$credence_training_heap_min" "$credence_heap_max"
    credence_heap=$credence_result
    credence_within "$credence_heap" 1 2400
    credence_memory_flags="-Xms${credence_result}m "
  fi
  credence_within $((credence_heap / 15)) 2 160
  credence_memory_flags="$credence_memory_flags-Xmx${credence_heap}m -Xmn${credence_result}m"
}

# A command that reads the registry and ends.
credence_reader_memory() {
  credence_within $((credence_memory / 4)) 48 256
  credence_memory_flags="-Xmx${credence_result}m"
}
