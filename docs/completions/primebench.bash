# Completion for primebench in bash. Installed as
# share/bash-completion/completions/primebench, where bash-completion finds it; without
# that package, source it from ~/.bashrc. Modes and kernels are those that the binary
# being completed lists.
# shellcheck shell=bash

# Section 1 of `primebench --list-modes`: the modes; section 2: the kernels.
_primebench_listed() {  # SECTION
  local program=${COMP_WORDS[0]/#'~/'/$HOME/}
  "$program" --list-modes 2>/dev/null |
    awk -v wanted="$1" 'BEGIN { section = 1 }
      NF == 0 { ++section; next }
      section == wanted && seen++ { print $1 }'
}

# The words that the text begun may become.
_primebench_words() {  # BEGUN WORD...
  mapfile -t COMPREPLY < <(compgen -W "${*:2}" -- "$1")
}

# The same for the last item of a list a,b,c; what is in the list is not offered again.
_primebench_items() {  # BEGUN WORD...
  local begun=$1 before="" word
  [[ $begun == *,* ]] && before=${begun%,*},
  shift
  for word; do
    if [[ ",$before" != *",$word,"* && $before$word == "$begun"* ]]; then
      COMPREPLY+=("$before$word")
    fi
  done
  compopt -o nospace 2>/dev/null
}

_primebench_files() {  # BEGUN
  mapfile -t COMPREPLY < <(compgen -f -- "$1")
  compopt -o filenames 2>/dev/null
}

# --where FIELD=VALUE,VALUE; bash takes the = for a word of its own.
_primebench_where() {  # FIELD BEGUN
  local values
  case ${1//-/_} in
    mode) mapfile -t values < <(_primebench_listed 1) ;;
    kernel) mapfile -t values < <(_primebench_listed 2) ;;
    gil | is_prime | traced) values=(true false) ;;
    *) return ;;
  esac
  _primebench_items "$2" "${values[@]}"
}

_primebench() {
  local run_flags=(
    -m --mode -p --prime -n --runs --tasks --pool --task-time --io-delay --gil --mix --order
    --payload --chunk --numbers --hosts --launcher --kernel
    -r --repeat --precision --time-budget --warmup --memory --counters --seed --timeout --dry-run
    -o --output --no-store -l --label --trace --lock-timeout --progress -q --quiet -v --verbose
    --list-modes -h --help -V --version
  )
  local plot_flags=(
    -i --input -o --output --format --strict
    --kind --metric --x --baseline --where --sort
    --title --size --log -q --quiet
    -h --help
  )
  local report_flags=(
    -i --input -o --output --format --strict
    --where --last --baseline --metric -v --verbose
    -h --help
  )
  local compare_flags=(
    -i --input -o --output --format --strict
    --by --across --where --fail-over
    -h --help
  )
  local times="wall run startup cpu user system task stolen throttled"
  local metrics="wall run startup speedup efficiency throughput data-rate cpu user system memory total-memory switches involuntary faults task workers stolen throttled breakdown"
  local columns=(
    started_at label mode prime runs pool io_delay_ns io_waits gil kernel repetition is_prime
    wall_ns startup_ns run_ns teardown_ns user_ns system_ns task_p50_ns task_p99_ns
    task_max_ns workers max_parallel max_rss_bytes voluntary_switches involuntary_switches
    cpus cpu_model host os compiler version invocation task_time_ns mix order seed numbers payload_bytes traced
    hosts cpus_allowed cpu_quota_milli total_bytes minor_faults major_faults migrations
    cycles instructions cache_misses stolen_ns throttled_ns chunk hosts_cpu_milli hosts_cpu_model status
  )
  local begun=${COMP_WORDS[COMP_CWORD]} flag=${COMP_WORDS[COMP_CWORD - 1]} names
  COMPREPLY=()

  [[ $begun == "=" ]] && begun=""
  if [[ $flag == "=" ]]; then
    flag=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  local field_of=""
  [[ $flag != -* ]] && field_of=${COMP_WORDS[*]:1:COMP_CWORD}
  if [[ $field_of == *"--where $flag ="* ]]; then
    _primebench_where "$flag" "$begun"
    return
  fi

  case $flag in
    -m | --mode)
      mapfile -t names < <(_primebench_listed 1)
      _primebench_items "$begun" "${names[@]}" all
      ;;
    --baseline) _primebench_words "$begun" "$(_primebench_listed 1)" ;;
    --kernel) _primebench_words "$begun" auto "$(_primebench_listed 2)" ;;
    -i | --input | -o | --output | --trace | --numbers | --hosts) _primebench_files "$begun" ;;
    --counters) _primebench_words "$begun" auto never ;;
    --memory | --progress) _primebench_words "$begun" auto always never ;;
    --format)
      case ${COMP_WORDS[1]} in
        report) _primebench_words "$begun" table markdown csv json html ;;
        compare) _primebench_words "$begun" table markdown json ;;
        *) _primebench_words "$begun" png svg pdf text ;;
      esac
      ;;
    --kind) _primebench_words "$begun" bar line breakdown ranks timeline ;;
    --metric)
      [[ ${COMP_WORDS[1]} == report ]] && metrics=$times
      _primebench_words "$begun" "$metrics"
      ;;
    --by | --across) _primebench_words "$begun" "${columns[@]}" ;;
    --mix) _primebench_words "$begun" equal uniform exponential bimodal:0.1 pareto:1.5 ;;
    --order) _primebench_words "$begun" random ascending descending ;;
    --x) _primebench_words "$begun" task-time prime runs io-delay pool chunk mix payload hosts task ;;
    --sort) _primebench_words "$begun" given value ;;
    --where)
      _primebench_words "$begun" "${columns[@]/%/=}"
      compopt -o nospace 2>/dev/null
      ;;
    --payload | --chunk | --launcher) ;;
    -p | --prime | -n | --runs | --tasks | --pool | --task-time | --io-delay | -r | --repeat | --warmup | --seed) ;;
    --precision | --time-budget | --timeout | -l | --label | --lock-timeout | --title | --size | --fail-over) ;;
    *)
      if [[ $COMP_CWORD -eq 1 ]]; then
        _primebench_words "$begun" compare plot report "${run_flags[@]}"
        return
      fi
      case ${COMP_WORDS[1]} in
        compare) _primebench_words "$begun" "${compare_flags[@]}" ;;
        plot) _primebench_words "$begun" "${plot_flags[@]}" ;;
        report) _primebench_words "$begun" "${report_flags[@]}" ;;
        *) _primebench_words "$begun" "${run_flags[@]}" ;;
      esac
      # Without a dash it is a file that these read.
      [[ ${COMP_WORDS[1]} == @(compare|plot|report) && $begun != -* ]] && _primebench_files "$begun"
      return 0
      ;;
  esac
}

complete -F _primebench primebench
