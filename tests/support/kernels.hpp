// Kernels that misbehave: the way in which tests make a task fail.

#pragma once

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <stdexcept>

#include "workload/kernel.hpp"

namespace primebench::test {

inline bool always() noexcept { return true; }

/// Finds every number prime.
inline constexpr Kernel kAgreeing = {
    .name = "agreeing",
    .needs = "",
    .supported = always,
    .find_divisor = [](std::uint64_t, std::uint64_t, std::uint64_t) -> std::uint64_t { return 0; }};

/// Finds no number prime.
inline constexpr Kernel kDenying = {
    .name = "denying",
    .needs = "",
    .supported = always,
    .find_divisor = [](std::uint64_t, std::uint64_t, std::uint64_t) -> std::uint64_t { return 2; }};

/// Throws.
inline constexpr Kernel kThrowing = {
    .name = "throwing",
    .needs = "",
    .supported = always,
    .find_divisor = [](std::uint64_t, std::uint64_t, std::uint64_t) -> std::uint64_t {
      throw std::runtime_error("the kernel is broken");
    }};

/// Kills the process that it runs in.
inline constexpr Kernel kSuicidal = {
    .name = "suicidal",
    .needs = "",
    .supported = always,
    .find_divisor = [](std::uint64_t, std::uint64_t, std::uint64_t) -> std::uint64_t {
      ::kill(::getpid(), SIGKILL);
      return 0;
    }};

/// Kills the process that started the one that it runs in.
inline constexpr Kernel kParricidal = {
    .name = "parricidal",
    .needs = "",
    .supported = always,
    .find_divisor = [](std::uint64_t, std::uint64_t, std::uint64_t) -> std::uint64_t {
      ::kill(::getppid(), SIGKILL);
      ::sleep(10);
      return 0;
    }};

/// Ends the process that it runs in as if all were well.
inline constexpr Kernel kLeaving = {
    .name = "leaving",
    .needs = "",
    .supported = always,
    .find_divisor = [](std::uint64_t, std::uint64_t, std::uint64_t) -> std::uint64_t {
      ::_exit(0);
    }};

/// Answers with what it finds about its process: 1000 for each variable of the environment, and
/// one for each open descriptor, that of its look included.
inline constexpr Kernel kLookingAround = {
    .name = "looking around",
    .needs = "",
    .supported = always,
    .find_divisor = [](std::uint64_t, std::uint64_t, std::uint64_t) -> std::uint64_t {
      std::uint64_t found = 0;
      for (char** variable = ::environ; *variable != nullptr; ++variable)
        found += 1000;
      for ([[maybe_unused]] const auto& open : std::filesystem::directory_iterator("/proc/self/fd"))
        ++found;
      return found;
    }};

}  // namespace primebench::test
