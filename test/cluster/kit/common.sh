# Sourced by build, up, down, in and smoke.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# What decides the programs: another byte here is another cache.
kit_key() { (cd "$here" && { cat build; find src -type f | LC_ALL=C sort | xargs cat; } | sha256sum | cut -c1-16); }

KIT_NS=${KIT_NS:-cluster-kit}                        # network namespace
KIT_RUN=${KIT_RUN:-/tmp/cluster-kit/$KIT_NS}         # logs, pids, keys, etcd data
KIT_HOME=${KIT_HOME:-${PREVIEWENV_KIT_CACHE:-$HOME/.cache/preview-environments-kit}/$(kit_key)} # what `build` made
KIT_TIMEOUT=${KIT_TIMEOUT:-90}                       # seconds a component may take to become ready
bin=$KIT_HOME/bin share=$KIT_HOME/share
export KIT_NS KIT_RUN KIT_HOME PATH=$bin:$PATH KUBECONFIG=$KIT_RUN/admin.kubeconfig
unset KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT

inside() { ip netns exec "$KIT_NS" "$@"; }
k() { inside kubectl "$@"; }

# Start time of a process in clock ticks, nothing if it is gone. Kept next to each pid, so that a number that the system
# has given to another process is never mistaken for ours.
started() { local s; s=$(cat "/proc/$1/stat" 2>/dev/null) || return 0; set -- ${s##*) }; [ "$1" = Z ] || echo "${20}"; }
alive() { # NAME: is the process that `up` started as NAME still running?
  local pid=0 start=none
  [ -f "$KIT_RUN/pids/$1" ] && read -r pid start < "$KIT_RUN/pids/$1"
  [ "$(started "$pid")" = "$start" ]
}
stop() { # NAME [SIGNAL]
  local pid start n=0
  alive "$1" || { rm -f "$KIT_RUN/pids/$1"; return 0; }
  read -r pid start < "$KIT_RUN/pids/$1"
  kill "-${2:-TERM}" "$pid"
  while alive "$1"; do n=$((n + 1)); [ $n -lt 50 ] || kill -KILL "$pid"; sleep 0.1; done
  rm -f "$KIT_RUN/pids/$1"
}
