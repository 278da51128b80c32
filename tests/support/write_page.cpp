// write_page STORE [TITLE]: prints the page of a report of all rows of a store.

#include <exception>
#include <string>

#include "analysis/baseline.hpp"
#include "core/exit_status.hpp"
#include "core/log.hpp"
#include "report/html.hpp"
#include "results/reader.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"

using namespace primebench;

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3)
    return kExitUsage;
  try {
    sanitise_process();
    Grouping rows(report_metrics());
    HtmlOptions options;
    options.title = argc > 2 ? argv[2] : "";
    read_rows(argv[1], {.strict = true}, [&](const Row& row) {
      rows.add(row);
      if (options.first_started.empty())
        options.first_started = row.started_at;
      options.last_started = row.started_at;
    });
    if (!write_stdout(html_report(rows, make_report(rows, kSequential), options)))
      return kExitFailure;
  } catch (const std::exception& error) {
    log::error("{}", error.what());
    return kExitFailure;
  }
  return kExitSuccess;
}
