#!/bin/bash
# sandboxes.sh PRIMEBENCH [WITHOUT_CALL]: runs the program where something is missing, and
# prints a line for each place: it works, or says in one line what is missing. NOT RUN is
# what this machine does not allow; if it allows nothing, the exit status is 77. Needs root.
# WITHOUT_CALL is the test program that makes a system call fail.
#
# Mounts are made in mount namespaces, which end with their row; control groups have names
# of their own and are removed at the end. CPUs are what is asked for, not what is there:
# the quotas are of half a CPU, so that `cpus` is 1 on any machine.
set -uo pipefail
export LC_ALL=C.UTF-8

program=$(realpath "${1:?usage: sandboxes.sh PRIMEBENCH [WITHOUT_CALL]}")
without_call=${2:+$(realpath "$2")}
work=$(mktemp -d)
group=primebench-sandboxes-$$
failures=()
ran=0
groups=()

clean_up() {
  local directory
  for directory in "${groups[@]}"; do
    for _ in {1..50}; do  # The last process may still be on its way out.
      rmdir "$directory" 2> /dev/null && break
      sleep 0.02
    done
  done
  [ -e "$work/undo" ] && sh "$work/undo"
  rm -rf "$work"
}
trap clean_up EXIT
cd "$work" || exit 1

# All modes, workers that wait and workers that divide.
measure=("$program" --mode all --runs 6 --pool 3 --prime 10007 --io-delay 1ms --repeat 2)
# Two rounds of every mode that the table has and this machine can run.
rows=$(($("${measure[@]}" --dry-run 2> err | tail -n +2 | wc -l) * 2))
# multiprocessing-spawn starts /proc/self/exe; where that is not there, `all` are the others.
rows_without_proc=$((rows - 2))

ok() { echo "ok: $1"; ran=$((ran + 1)); }
not_run() { echo "NOT RUN: $1 ($2)"; }
failed() {  # NAME WHY
  echo "FAILED: $1: $2"
  sed 's/^/  | /' err
  failures+=("$1: $2")
  ran=$((ran + 1))
}

works() {  # NAME COMMAND...: all rows are there, on standard output, and nothing is said
  local name=$1 status=0
  shift
  "$@" > out 2> err || status=$?
  if [ $status -eq 77 ]; then
    not_run "$name" "the kernel has no seccomp filters"
  elif [ $status -ne 0 ]; then
    failed "$name" "exit status $status"
  elif [ "$(tail -n +2 out | wc -l)" -ne "$rows" ]; then
    failed "$name" "$(tail -n +2 out | wc -l) rows instead of $rows"
  elif grep -qE 'error|cannot' err; then
    failed "$name" "something is said to be missing"
  else
    ok "$name"
  fi
}

says() {  # NAME STATUS WORDS COMMAND...: one line says it
  local name=$1 expected=$2 words=$3 status=0
  shift 3
  "$@" > out 2> err || status=$?
  if [ $status -ne "$expected" ]; then
    failed "$name" "exit status $status instead of $expected"
  elif [ "$(grep -c 'error:' err)" -ne 1 ] || ! grep 'error:' err | grep -qF "$words"; then
    failed "$name" "no single line says '$words'"
  else
    ok "$name: $(grep 'error:' err)"
  fi
}

cpus_are() {  # NAME WANTED COMMAND...: the column `cpus` of every row
  local name=$1 wanted=$2 got
  shift 2
  if ! "$@" > out 2> err; then
    failed "$name" "exit status"
    return
  fi
  got=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; ++i) if ($i == "cpus") column = i }
                 NR > 1 { print $column }' out | sort -u)
  if [ "$got" = "$wanted" ]; then ok "$name"; else failed "$name" "cpus $got, not $wanted"; fi
}

# SCRIPT ARGUMENT_0 ARGUMENT...: in a mount namespace of its own.
mounted() { unshare -m bash -c "$@"; }
may_mount() { unshare -m mount -t tmpfs none /mnt 2> /dev/null; }
may_start_pid_namespace() { unshare --pid --fork true 2> /dev/null; }

descendants() {  # PID: parents before their children, on one line
  local child
  # shellcheck disable=SC2013 # Numbers, with blanks between them.
  for child in $(cat /proc/"$1"/task/*/children 2> /dev/null); do
    printf '%s ' "$child"
    descendants "$child"
  done
}

make_group() {  # PARENT CONTROLLER: prints the directory of a new group below it
  mkdir "$1/$group-$2" 2> /dev/null && echo "$1/$group-$2"
}
inside() {  # DIRECTORY COMMAND...: in this control group
  sh -c 'echo $$ > "$0/cgroup.procs" && exec "$@"' "$@"
}

unified_group() {  # CONTROLLER: as make_group, in version 2 with this controller
  local tree
  tree=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
  [ -n "$tree" ] && grep -qw "$1" "$tree/cgroup.controllers" || return
  if ! grep -qw "$1" "$tree/cgroup.subtree_control"; then
    { echo "+$1" > "$tree/cgroup.subtree_control"; } 2> /dev/null || return
    echo "echo -$1 > $tree/cgroup.subtree_control" >> "$work/undo"
  fi
  make_group "$tree" "$1"
}

hierarchy() {  # CONTROLLER: where version 1 has it
  awk -v word="$1" '$3 == "cgroup" && ("," $4 ",") ~ ("," word ",") { print $2; exit }' /proc/mounts
}

works "nothing is missing" "${measure[@]}" -o -

# System calls that old kernels, sandboxes and emulators do not have.
for call in subreaper pidfd_open perf_event_open; do
  if [ -n "$without_call" ]; then
    works "no $call" "$without_call" "$call" "${measure[@]}" -o -
  else
    not_run "no $call" "WITHOUT_CALL is not given"
  fi
done
if [ -n "$without_call" ]; then
  works "none of these three" "$without_call" subreaper "$without_call" pidfd_open \
    "$without_call" perf_event_open "${measure[@]}" -o -
fi

# Places that are not there.
works "no HOME, no environment at all" env -i "${measure[@]}" -o -
if may_mount; then
  for place in /sys /proc /dev/shm /tmp; do
    if [[ $program == "$place"/* ]]; then
      not_run "no $place" "the program lies there"
    else
      # shellcheck disable=SC2016 # The inner shell expands them.
      expected=$rows
      [ "$place" != /proc ] || expected=$rows_without_proc
      # shellcheck disable=SC2016
      rows=$expected works "no $place" \
        mounted 'mount -t tmpfs -o ro none "$0" && cd / && exec "$@"' "$place" "${measure[@]}" -o -
    fi
  done
  # shellcheck disable=SC2016
  says "no /proc, a mode that needs it" 2 "there is no /proc/self/exe to start" \
    mounted 'mount -t tmpfs -o ro none "$0" && cd / && exec "$@"' /proc \
    "$program" --mode multiprocessing-spawn -o -
  works "a read-only root, rows on standard output" \
    mounted 'mount -o remount,bind,ro / && exec "$@"' / "${measure[@]}" -o -
  says "a read-only root, rows to a file" 1 "Read-only file system" \
    mounted 'mount -o remount,bind,ro / && cd / && exec "$@"' / "${measure[@]}" -o r.csv
else
  not_run "no /sys, /proc, /dev/shm, /tmp; a read-only root" "mount namespaces are not allowed"
fi

# As the first process of a PID namespace, which gets only the signals that it asks for.
if may_start_pid_namespace; then
  works "as PID 1" unshare --pid --fork --mount-proc "${measure[@]}" -o -
  works "as PID 1, with the /proc of another namespace" unshare --pid --fork "${measure[@]}" -o -
  for signal in INT TERM; do
    name="as PID 1, SIG$signal ends it and its workers"
    # A shell that is not interactive lets what runs in the background ignore SIGINT.
    env --default-signal=INT unshare --pid --fork --kill-child "$program" --mode multiprocessing --runs 3 --prime 17 \
      --io-delay 20s -o r.csv > out 2> err &
    outer=$!
    processes=
    for _ in {1..100}; do  # unshare, the program, the measuring process and three workers.
      processes=$(descendants $outer)
      [ "$(wc -w <<< "$processes")" -ge 5 ] && break
      sleep 0.05
    done
    first=${processes%% *}
    if [ "$(wc -w <<< "$processes")" -lt 5 ]; then
      failed "$name" "it did not start"
      kill -KILL $outer
      wait $outer 2> /dev/null
      continue
    fi
    kill -"$signal" "$first"
    for _ in {1..100}; do
      kill -0 "$outer" 2> /dev/null || break
      sleep 0.05
    done
    # shellcheck disable=SC2086 # $processes is several numbers.
    if kill -0 "$outer" 2> /dev/null; then
      kill -KILL "$first"
      failed "$name" "it goes on"
    elif wait $outer; then
      failed "$name" "exit status 0"
    elif [ -e r.csv ] && [ "$(wc -l < r.csv)" -gt 1 ]; then
      failed "$name" "there is a row"
    elif kill -0 $processes 2> /dev/null; then
      failed "$name" "processes are left"
    else
      ok "$name"
    fi
    wait $outer 2> /dev/null
    rm -f r.csv
  done
else
  not_run "as PID 1" "PID namespaces are not allowed"
fi

# A quota of half a CPU, seen from the group, from below it, and from namespaces.
quota_rows() {  # VERSION DIRECTORY MOUNT_TYPE MOUNT_OPTIONS
  local version=$1 directory=$2
  cpus_are "a quota in version $version" 1 inside "$directory" "${measure[@]}" -o -
  if mkdir "$directory/below" 2> /dev/null; then
    groups=("$directory/below" "${groups[@]}")
    cpus_are "a quota in version $version, of the group above" 1 \
      inside "$directory/below" "${measure[@]}" -o -
  fi
  if unshare -C true 2> /dev/null; then
    cpus_are "a quota in version $version, in a namespace that sees the old mount" 1 \
      inside "$directory" unshare -C "${measure[@]}" -o -
    # shellcheck disable=SC2016 # The inner shell expands them.
    cpus_are "a quota in version $version, in a namespace with a mount of its own" 1 \
      inside "$directory" unshare -C -m sh -c 'mount -t "$0" -o "$1" none /sys/fs/cgroup &&
        shift && exec "$@"' "$3" "$4" "${measure[@]}" -o -
    # Above it nothing can be seen: then nothing is claimed, and the affinity mask counts.
    # shellcheck disable=SC2016 # The inner shell expands them.
    cpus_are "a quota in version $version, hidden above a namespace's own mount" "$(nproc)" \
      inside "$directory/below" unshare -C -m sh -c 'mount -t "$0" -o "$1" none /sys/fs/cgroup &&
        shift && exec "$@"' "$3" "$4" "${measure[@]}" -o -
  else
    not_run "a quota in version $version, in namespaces" "control group namespaces are not allowed"
  fi
}

cpu=$(hierarchy cpu)
directory=$([ -n "$cpu" ] && make_group "$cpu" cpu)
if [ -n "$directory" ]; then
  groups+=("$directory")
  echo 50000 > "$directory/cpu.cfs_quota_us"
  quota_rows 1 "$directory" cgroup cpu
else
  not_run "a quota in version 1" "no hierarchy of version 1 has the controller, or it is closed"
fi

directory=$(unified_group cpu)
if [ -n "$directory" ]; then
  groups+=("$directory")
  echo "50000 100000" > "$directory/cpu.max"
  quota_rows 2 "$directory" cgroup2 rw
else
  not_run "a quota in version 2" "version 2 does not have the cpu controller here, or it is closed"
fi

# Memory ends: a log of every task is larger than the group may have.
crowded=("$program" --mode multiprocessing-pool --pool 4096 --prime 17 -o r.csv)
hungry=("$program" --mode sequential --prime 17 --runs 3000000 --trace trace.csv -o r.csv)
memory=$(hierarchy memory)
directory=$([ -n "$memory" ] && make_group "$memory" memory)
if [ -n "$directory" ]; then
  groups+=("$directory")
  echo 32M > "$directory/memory.limit_in_bytes"
  says "too little memory, version 1" 1 "lack of memory: $directory/memory.limit_in_bytes" \
    inside "$directory" "${hungry[@]}"
  says "no memory for the workers, version 1" 1 "what is left of $directory/memory.limit_in_bytes" \
    inside "$directory" "${crowded[@]}"
else
  not_run "too little memory, version 1" "no hierarchy of version 1 has the controller, or it is closed"
fi
directory=$(unified_group memory)
if [ -n "$directory" ]; then
  groups+=("$directory")
  echo 32M > "$directory/memory.max"
  says "too little memory, version 2" 1 "lack of memory: $directory/memory.max" \
    inside "$directory" "${hungry[@]}"
  says "no memory for the workers, version 2" 1 "what is left of $directory/memory.max" \
    inside "$directory" "${crowded[@]}"
else
  not_run "too little memory, version 2" "version 2 does not have the memory controller here, or it is closed"
fi

if [ ${#failures[@]} -gt 0 ]; then  # Once more: the middle of a long log is what gets cut.
  printf 'FAILED: %s\n' "${failures[@]}"
  exit 1
fi
[ $ran -gt 0 ] || exit 77
