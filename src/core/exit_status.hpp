// The exit statuses of the program; nothing else in it knows their numbers.

#pragma once

namespace primebench {

enum ExitStatus : int {
  kExitSuccess = 0,    ///< Everything that was asked for was done.
  kExitFailure = 1,    ///< A measurement, the results store or the chart failed.
  kExitUsage = 2,      ///< The command line makes no sense; nothing was done.
  kExitSlower = 3,     ///< Compared with old measurements, something is slower than allowed.
  kExitTimeout = 124,  ///< A measurement took longer than --timeout; as timeout(1).
};

}  // namespace primebench
