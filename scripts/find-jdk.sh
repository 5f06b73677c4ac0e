# Finds a JDK of at least the release below and exports JAVA_HOME; sourced by ./mvnw and ./credence.
# Looks at JAVA_HOME, then at the java on the PATH, then in the usual folders, newest first there.
# Without one it says in one line what to install and returns 1.

credence_jdk_release_min=25

# Succeeds if the folder $1 holds a JDK that is new enough; credence_release is then its major
# release. Reads without starting a process: every start of Credence runs this.
credence_jdk_fits() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  credence_release=
  while [ -z "$credence_release" ] && read -r credence_line; do
    case $credence_line in
      'JAVA_VERSION="'*)
        credence_release=${credence_line#*\"}
        credence_release=${credence_release%%[!0-9]*}
        ;;
    esac
  done <"$1/release"
  [ -n "$credence_release" ] && [ "$credence_release" -ge "$credence_jdk_release_min" ]
}

credence_find_jdk() {
  if credence_jdk_fits "${JAVA_HOME-}"; then
    export JAVA_HOME
    return 0
  fi
  credence_java=$(command -v java 2>/dev/null || true)
  if [ -n "$credence_java" ]; then
    credence_home=$(readlink -f "$credence_java")
    credence_home=${credence_home%/*/*}
    if credence_jdk_fits "$credence_home"; then
      JAVA_HOME=$credence_home
      export JAVA_HOME
      return 0
    fi
  fi
  credence_best=
  credence_best_release=0
  # The pattern is matched here even where the caller has switched file name expansion off.
  case $- in *f*) credence_noglob=true ;; *) credence_noglob=false ;; esac
  set +f
  for credence_home in /usr/lib/jvm/* /opt/*jdk* /opt/java/* /usr/java/* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if credence_jdk_fits "$credence_home" && [ "$credence_release" -gt "$credence_best_release" ]; then
      credence_best=$credence_home
      credence_best_release=$credence_release
    fi
  done
  [ "$credence_noglob" = false ] || set -f
  if [ -n "$credence_best" ]; then
    JAVA_HOME=$credence_best
    export JAVA_HOME
    return 0
  fi
  echo "credence: needs a JDK $credence_jdk_release_min or later; none is in JAVA_HOME, on the PATH or in the usual folders. Install one (for instance the package temurin-$credence_jdk_release_min-jdk) or set JAVA_HOME." >&2
  return 1
}

credence_find_jdk
