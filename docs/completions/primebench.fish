# Completion for primebench in fish. Installed where fish looks for it; elsewhere, copy
# it to ~/.config/fish/completions. Modes and kernels are those that the binary being
# completed lists.

# Section 1 of `primebench --list-modes`: the modes; section 2: the kernels.
function __primebench_listed
    set -l words (commandline -opc)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    $program --list-modes 2>/dev/null | awk -v wanted=$argv[1] 'BEGIN { section = 1 }
      NF == 0 { ++section; next }
      section == wanted && seen++ { print $1 }'
end

function __primebench_modes
    __primebench_listed 1
    echo all
end

function __primebench_columns
    for column in started_at label mode prime runs pool io_delay_ns io_waits gil kernel \
            repetition is_prime wall_ns startup_ns run_ns teardown_ns user_ns system_ns \
            task_p50_ns task_p99_ns task_max_ns workers max_parallel max_rss_bytes \
            voluntary_switches involuntary_switches cpus cpu_model host os compiler version invocation task_time_ns mix order seed numbers \
            payload_bytes traced hosts cpus_allowed cpu_quota_milli total_bytes \
            minor_faults major_faults migrations cycles instructions cache_misses \
            stolen_ns throttled_ns chunk hosts_cpu_milli hosts_cpu_model status
        echo $column
    end
end

function __primebench_conditions
    for column in (__primebench_columns)
        echo $column=
    end
    for mode in (__primebench_listed 1)
        echo mode=$mode
    end
    for truth in true false
        echo gil=$truth
        echo is_prime=$truth
    end
end

function __primebench_command
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test "$words[2]" = $argv[1]
end

function __primebench_measures
    not __primebench_command plot
    and not __primebench_command report
    and not __primebench_command compare
end

function __primebench_begins
    test (count (commandline -opc)) -eq 1
end

complete -c primebench -f
complete -c primebench -n 'not __primebench_measures' -F
complete -c primebench -n __primebench_begins -a plot -d 'Draw the rows of a results store'
complete -c primebench -n __primebench_begins -a report -d 'Sum up the rows of results stores'
complete -c primebench -n __primebench_begins -a compare -d 'Compare new rows with old ones'

set -l run complete -c primebench -n __primebench_measures
$run -s m -l mode -x -a '(__fish_complete_list , __primebench_modes)' -d 'Modes, or all'
$run -s p -l prime -x -d 'Number each task checks'
$run -s n -l runs -x -d 'Tasks in one measurement'
$run -l tasks -x -d 'The same as --runs'
$run -l pool -x -d 'Workers of the pool modes'
$run -l io-delay -x -d 'Each of a task\'s 4 waits'
$run -l task-time -x -d 'How long a check takes'
$run -l gil -d 'Emulate an interpreter lock'
$run -l mix -x -a 'equal uniform exponential bimodal:0.1 pareto:1.5' -d 'Sizes of tasks'
$run -l order -x -a 'random ascending descending' -d 'Of unequal tasks'
$run -l payload -x -a '1KiB 64KiB 1MiB' -d 'Bytes that each task gets and returns'
$run -l chunk -x -d 'Tasks in a chunk of multiprocessing-pool'
$run -l numbers -r -F -d 'A number per line, one task each'
$run -l hosts -r -F -d 'Machines of mpi, as a:4,b:4'
$run -l launcher -x -d 'What starts the ranks of mpi'
$run -l kernel -x -a 'auto (__primebench_listed 2)' -d 'Dividing loop'
$run -s r -l repeat -x -d 'Recorded repetitions'
$run -l precision -x -d 'Rounds until medians are known to this'
$run -l time-budget -x -d 'Rounds until this time is used up'
$run -l warmup -x -d 'Unrecorded rounds before them'
$run -l memory -x -a 'auto always never' -d 'A round for the memory of all processes'
$run -l counters -x -a 'auto never' -d 'What to count in that round'
$run -l seed -x -d 'Of the order of each round'
$run -l timeout -x -d 'Give up on a measurement after this long'
$run -l dry-run -d 'Print the plan, measure nothing'
$run -s o -l output -r -F -d 'Results store'
$run -l no-store -d 'Print the summary, keep no rows'
$run -s l -l label -x -d 'Free text for the rows'
$run -l trace -r -F -d 'Start, end and worker of every task, as CSV'
$run -l lock-timeout -x -d 'Longest wait for other writers'
$run -l progress -x -a 'auto always never' -d 'Progress line on standard error'
$run -s q -l quiet -d 'Errors only on standard error'
$run -s v -l verbose -d 'Each measurement, and where the time went'
$run -l list-modes -d 'What --mode and --kernel can be'
$run -s h -l help -d 'Show help'
$run -s V -l version -d 'Show version and build'

set -l plot complete -c primebench -n '__primebench_command plot'
$plot -s i -l input -r -F -d 'What to draw'
$plot -s o -l output -r -F -d 'Picture or text file'
$plot -l format -x -a 'png svg pdf text' -d 'Whatever the ending of the file'
$plot -l strict -d 'An unreadable line is an error'
$plot -l kind -x -a 'bar line breakdown ranks timeline' -d 'Kind of chart'
$plot -l metric -x -d 'What to show' \
    -a 'wall run startup speedup efficiency throughput data-rate cpu user system memory total-memory switches involuntary faults task workers stolen throttled breakdown'
$plot -l x -x -a 'task-time prime runs io-delay pool chunk mix payload hosts task' -d 'What lines run along'
$plot -l baseline -x -a '(__primebench_listed 1)' -d 'What speed-up is relative to'
$plot -l where -x -a '(__primebench_conditions)' -d 'Only rows with one of the values'
$plot -l sort -x -a 'given value' -d 'Order of the bars'
$plot -l title -x -d 'Heading of the picture'
$plot -l size -x -d 'Pixels, as 960x540'
$plot -l log -d 'A logarithmic axis'
$plot -s q -l quiet -d 'Errors only on standard error'
$plot -s h -l help -d 'Show help'

set -l report complete -c primebench -n '__primebench_command report'
$report -s i -l input -r -F -d 'What to read'
$report -s o -l output -r -F -d 'Where to write'
$report -l format -x -a 'table markdown csv json html' -d 'Kind of text'
$report -l strict -d 'An unreadable line is an error'
$report -l where -x -a '(__primebench_conditions)' -d 'Only rows with one of the values'
$report -l last -d 'Only the rows of the last call'
$report -l baseline -x -a '(__primebench_listed 1)' -d 'What speed-up is relative to'
$report -l metric -x -a 'wall run startup cpu user system task stolen throttled' -d 'Which time'
$report -s v -l verbose -d 'Where the time of the CPUs went, too'
$report -s h -l help -d 'Show help'

set -l compare complete -c primebench -n '__primebench_command compare'
$compare -s i -l input -r -F -d 'What to read under --by'
$compare -s o -l output -r -F -d 'Where to write'
$compare -l format -x -a 'table markdown json' -d 'Kind of text'
$compare -l strict -d 'An unreadable line is an error'
$compare -l by -x -a '(__primebench_columns)' -d 'Old and new are two values of it'
$compare -l across -x -a '(__primebench_columns)' -d 'Compare what differs in it'
$compare -l where -x -a '(__primebench_conditions)' -d 'Only rows with one of the values'
$compare -l fail-over -x -d 'Exit status 3 if slower by more than this'
$compare -s h -l help -d 'Show help'
