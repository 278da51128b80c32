// Asio, the same in every file that uses it: with other macros its inline functions would
// have several definitions in one program. Include this, never <asio.hpp>.

#pragma once

#define ASIO_STANDALONE
#define ASIO_NO_DEPRECATED
// What is handed from thread to thread goes through a mutex, so that the fences are not
// needed, and ThreadSanitizer does not know them.
#define ASIO_DISABLE_FENCED_BLOCK
// Asio would decide by what was included before it, so otherwise in each file; and a
// coroutine on aligned_alloc() costs a sixth more instructions and 48 bytes.
#define ASIO_DISABLE_STD_ALIGNED_ALLOC
#include <asio.hpp>
