#include "sys/precedence.hpp"

#include <sys/resource.h>

namespace primebench {

Precedence::Precedence(pid_t group) noexcept : before_(::getpriority(PRIO_PROCESS, 0)) {
  constexpr int kHighest = -20;
  constexpr int kBehind = 10;
  raised_ = ::setpriority(PRIO_PROCESS, 0, kHighest) == 0;
  if (!raised_)
    ::setpriority(PRIO_PGRP, static_cast<id_t>(group), kBehind);
}

Precedence::~Precedence() {
  if (raised_)
    ::setpriority(PRIO_PROCESS, 0, before_);
}

}  // namespace primebench
