#include "results/store.hpp"

#include <doctest/doctest.h>
#include <linux/magic.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <locale>

#include "results/reader.hpp"
#include "results/store_file.hpp"
#include "support/captured_stderr.hpp"
#include "support/sample_row.hpp"
#include "support/temp_dir.hpp"
#include "sys/fd.hpp"
#include "sys/file_system.hpp"

namespace primebench {
namespace {

using test::sample_line;
using test::sample_row;
using test::sample_store;
using test::TempDir;

/// The message of what append() throws, "" if it throws nothing. What it says on
/// standard error is the row, and is left out.
std::string append_error(const std::string& path, const Row& row = sample_row()) {
  const test::CapturedStderr quiet;
  try {
    ResultsStore(path, {.lock_timeout = std::chrono::milliseconds(50)}).append(row);
  } catch (const std::exception& error) {
    return error.what();
  }
  return {};
}

std::string check_error(const std::string& path) {
  try {
    ResultsStore(path).check();
  } catch (const std::exception& error) {
    return error.what();
  }
  return {};
}

void make_socket(const std::string& path) {
  const Fd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  REQUIRE(::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

}  // namespace

TEST_CASE("the first row comes with the header, every later one alone") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  ResultsStore store(path);
  store.check();
  CHECK(dir.listing().empty());
  store.append(sample_row("a"));
  CHECK(test::read_file(path) == sample_store({"a"}));
  store.check();
  store.append(sample_row("b"));
  CHECK(test::read_file(path) == sample_store({"a", "b"}));
}

TEST_CASE("an empty file, a byte order mark and CR LF are no obstacle") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  for (const std::string& before :
       {std::string(), "\xEF\xBB\xBF" + sample_store({"x"}), csv_header() + "\r\n", csv_header()}) {
    test::write_file(path, before);
    CHECK(check_error(path).empty());
    ResultsStore(path).append(sample_row("new"));
    const std::string fence = before.empty() || before.ends_with('\n') ? "" : "\n";
    CHECK(test::read_file(path) ==
          (before.empty() ? csv_header() + "\n" : before + fence) + sample_line("new"));
    CHECK(test::labels_in(path, true).back() == "new");
  }
}

TEST_CASE("a file cut at any byte of its last row takes new rows and keeps the others") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  const std::string whole = sample_store({"a", "b", "c"});
  const std::size_t last = sample_line("c").size();
  const test::CapturedStderr quiet;
  for (std::size_t cut = 0; cut <= last; ++cut) {
    CAPTURE(cut);
    test::write_file(path, whole.substr(0, whole.size() - cut));
    ResultsStore(path).append(sample_row("new"));
    // Only the line end may be missing from a row that still counts.
    std::vector<std::string> expected = {"a", "b"};
    if (cut <= 1)
      expected.emplace_back("c");
    expected.emplace_back("new");
    std::vector<std::string> labels;
    const ReadSummary summary = read_rows(path, {}, [&](const Row& row) {
      CHECK(row == sample_row(row.label));
      labels.push_back(row.label);
    });
    CHECK(labels == expected);
    CHECK(summary.skipped == (cut <= 1 || cut == last ? 0 : 1));
  }
}

TEST_CASE("a file with another first line is refused and not touched") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  for (const std::string& content :
       {std::string("a,b,c\n1,2,3\n"), std::string("\x89PNG\r\n\x1a\n\0\0", 10),
        "\n" + sample_store({"a"}), csv_header() + ",extra\n", csv_header().substr(3) + "\n",
        std::string("\n"), std::string(100'000, 'x')}) {
    test::write_file(path, content);
    CHECK_FALSE(check_error(path).empty());
    CHECK(check_error(path) == append_error(path));
    CHECK(test::read_file(path) == content);
  }
}

TEST_CASE("odd targets are refused at once, with their name and the reason") {
  const TempDir dir;
  const std::string fifo = dir / "fifo";
  const std::string socket = dir / "socket";
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  make_socket(socket);
  struct Case {
    std::string path;
    std::string reason;
  };
  for (const Case& target :
       {Case{"", "empty name"}, Case{dir.path(), "it is a directory"},
        Case{dir / "no/such.csv", "No such file or directory"},
        Case{dir / "fifo/x.csv", "Not a directory"}, Case{fifo, "it is a pipe"},
        Case{socket, "it is a socket"}, Case{"/dev/full", "it is a device"},
        Case{"/dev/null", "it is a device"}, Case{dir / std::string(300, 'x'), "name too long"}}) {
    CAPTURE(target.path);
    for (const std::string& message : {check_error(target.path), append_error(target.path)}) {
      CHECK(message.find(target.reason) != std::string::npos);
      CHECK(message.find(target.path.substr(0, 200)) != std::string::npos);
      CHECK(message.find('\n') == std::string::npos);
    }
  }
  CHECK(dir.listing() == "fifo socket");
}

TEST_CASE("symbolic links are followed, also to a file that does not exist yet") {
  const TempDir dir;
  const std::string link = dir / "link.csv";
  REQUIRE(::symlink("real.csv", link.c_str()) == 0);
  CHECK(check_error(link).empty());
  ResultsStore(link).append(sample_row("a"));
  ResultsStore(link).append(sample_row("b"));
  CHECK(test::read_file(dir / "real.csv") == sample_store({"a", "b"}));
  CHECK(std::filesystem::is_symlink(link));
}

TEST_CASE("a symbolic link to where nothing can be is refused before anything is measured") {
  const TempDir dir;
  const std::string link = dir / "link.csv";
  REQUIRE(::symlink("missing/r.csv", link.c_str()) == 0);
  for (const std::string& message : {check_error(link), append_error(link)})
    CHECK(message.find("link.csv") != std::string::npos);
  const std::string circle = dir / "circle.csv";
  REQUIRE(::symlink("circle.csv", circle.c_str()) == 0);
  for (const std::string& message : {check_error(circle), append_error(circle)})
    CHECK(message.find("circle.csv") != std::string::npos);
  CHECK(dir.listing() == "circle.csv link.csv");
}

TEST_CASE("a store that is made through a symbolic link and gets no row is removed") {
  const TempDir dir;
  const std::string link = dir / "link.csv";
  REQUIRE(::symlink("real.csv", link.c_str()) == 0);
  {
    const StoreFile file = StoreFile::open_or_create(link);
    CHECK(dir.listing() == "link.csv real.csv");
    file.remove_if_unused();
  }
  CHECK(dir.listing() == "link.csv");
}

TEST_CASE("a row that could not be read again is not written") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  Row row = sample_row();
  row.status = "";
  CHECK(append_error(path, row).find("incomplete") != std::string::npos);
  row = sample_row();
  row.host = "two\nlines";
  CHECK(append_error(path, row).find("host is 'two\\x0alines'") != std::string::npos);
  row = sample_row();
  row.os = std::string(70'000, 'x');
  CHECK(append_error(path, row).find("longer than a line") != std::string::npos);
  CHECK(dir.listing().empty());
}

TEST_CASE("a locale with other digits' separators changes nothing") {
  struct German : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
  };
  const TempDir dir;
  const std::string path = dir / "r.csv";
  const std::locale before = std::locale::global(std::locale(std::locale(), new German));
  ResultsStore(path).append(sample_row("a"));
  std::vector<Row> rows;
  read_rows(path, {.strict = true}, [&](const Row& row) { rows.push_back(row); });
  std::locale::global(before);
  CHECK(test::read_file(path) == sample_store({"a"}));
  CHECK(rows == std::vector<Row>{sample_row("a")});
}

TEST_CASE("a new file that stays empty is removed, an empty one that was there is not") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  { StoreFile::open_or_create(path).remove_if_unused(); }
  CHECK(dir.listing().empty());
  test::write_file(path, "");
  { StoreFile::open_or_create(path).remove_if_unused(); }
  CHECK(dir.listing() == "r.csv");
}

TEST_CASE("file systems that machines share are known by their magic number") {
  CHECK(shared_file_system_name(0x6969) == "NFS");
  CHECK(shared_file_system_name(0x65735546) == "FUSE");
  CHECK(shared_file_system_name(0x0BD00BD0) == "Lustre");
  CHECK(shared_file_system_name(0x47504653) == "GPFS");  // Its name in ASCII.
  CHECK(shared_file_system_name(0x19830326) == "BeeGFS");
  CHECK(shared_file_system_name(0x01161970) == "GFS2");
  CHECK(shared_file_system_name(OCFS2_SUPER_MAGIC) == "OCFS2");
  CHECK(shared_file_system_name(EXT4_SUPER_MAGIC).empty());
}

TEST_CASE("what a crash during the first write leaves is replaced by a store") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  const std::string first = sample_store({"a"});
  const std::size_t header = csv_header().size();
  // Any prefix from the first cell on, and with NULs after it any at all.
  for (std::size_t written = 0; written <= first.size(); ++written) {
    const bool border = written + 3 > header && written < header + 3;
    if (written % 17 != 0 && !border && written + 3 < first.size())
      continue;
    for (const std::size_t nuls : {0U, 1U, 4096U}) {
      if (nuls == 0 && written <= std::string("started_at").size())
        continue;
      CAPTURE(written);
      CAPTURE(nuls);
      test::write_file(path, first.substr(0, written) + std::string(nuls, '\0'));
      CHECK(check_error(path).empty());
      CHECK(append_error(path, sample_row("new")).empty());
      if (written <= header)
        CHECK(test::read_file(path) == sample_store({"new"}));
      const test::CapturedStderr quiet;
      const bool whole = written == first.size() || (written + 1 == first.size() && nuls == 0);
      CHECK(test::labels_in(path) ==
            (whole ? std::vector<std::string>{"a", "new"} : std::vector<std::string>{"new"}));
    }
  }
}

}  // namespace primebench
