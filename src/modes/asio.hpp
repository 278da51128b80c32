// Asio, the same in every file that uses it: with other macros its inline functions would
// have several definitions in one program. Include this, never <asio.hpp>.

#pragma once

#define ASIO_STANDALONE
#define ASIO_NO_DEPRECATED
// What is handed from thread to thread goes through a mutex, so that the fences are not
// needed, and ThreadSanitizer does not know them.
#define ASIO_DISABLE_FENCED_BLOCK
#include <asio.hpp>
