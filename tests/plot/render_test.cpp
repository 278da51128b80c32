// What happens when gnuplot fails: the old picture stays, nothing else is left.

#include "plot/render.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "core/error.hpp"
#include "plot/bar_figure.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench {

using test::group;
using test::make_row;
using test::read_file;
using test::TempDir;
using test::write_file;

namespace {

GnuplotScript some_script() {
  const Baseline none("sequential", {});
  const BarChart chart =
      make_bar_chart(group({make_row("sequential", 80), make_row("threaded", 40)}), none, none, {});
  return make_script(lay_out(chart, {400, 300}, false), PictureFormat::kPng);
}

/// While it exists, `gnuplot` is this shell script.
class StubGnuplot {
 public:
  explicit StubGnuplot(const std::string& body) : path_(::getenv("PATH")) {
    write_file(directory_ / "gnuplot", "#!/bin/sh\n" + body);
    ::chmod((directory_ / "gnuplot").c_str(), 0755);
    ::setenv("PATH", (directory_.path().string() + ":" + path_).c_str(), 1);
  }
  ~StubGnuplot() { ::setenv("PATH", path_.c_str(), 1); }
  StubGnuplot(const StubGnuplot&) = delete;
  StubGnuplot& operator=(const StubGnuplot&) = delete;

  [[nodiscard]] std::string path() const { return directory_.path().string() + ":" + path_; }
  [[nodiscard]] std::string note() const { return directory_ / "note"; }

 private:
  std::string path_;
  TempDir directory_;
};

std::string failure_of(const std::string& stub, std::chrono::milliseconds limit) {
  const StubGnuplot gnuplot(stub);
  const TempDir directory;
  const std::string picture = directory / "r.png";
  write_file(picture, "the old picture");
  std::string message = "no failure";
  try {
    render(some_script(), PictureFormat::kPng, picture, {limit});
  } catch (const std::exception& error) {
    message = error.what();
  }
  CHECK(read_file(picture) == "the old picture");
  CHECK(directory.listing() == "r.png");
  return message;
}

constexpr std::chrono::milliseconds kLong{20'000};
constexpr std::chrono::milliseconds kShort{300};

}  // namespace

TEST_CASE("a picture is drawn, and replaces the old one with its permissions") {
  const TempDir directory;
  const std::string picture = directory / "r.png";
  write_file(picture, "the old picture");
  ::chmod(picture.c_str(), 0640);
  render(some_script(), PictureFormat::kPng, picture);
  const std::string bytes = read_file(picture);
  CHECK(looks_whole(PictureFormat::kPng, bytes, bytes));
  CHECK(bytes.substr(16, 8) == std::string("\0\0\1\x90\0\0\1\x2c", 8));  // 400 x 300
  struct stat information {};
  REQUIRE(::stat(picture.c_str(), &information) == 0);
  CHECK((information.st_mode & 0777U) == 0640);
  CHECK(directory.listing() == "r.png");
}

TEST_CASE("an SVG is called what its chart is called") {
  const TempDir directory;
  GnuplotScript script = some_script();
  script.settings = "set terminal svg size 400,300\n";
  for (const std::string title : {"Wall time\nby <mode> & size", "x"}) {
    script.title = title;
    render(script, PictureFormat::kSvg, directory / "r.svg");
    const std::string svg = read_file(directory / "r.svg");
    CHECK(looks_whole(PictureFormat::kSvg, svg, svg));
    CHECK(svg.find("Gnuplot</title>") == std::string::npos);
    CHECK(svg.find("gnuplot_plot_1</title>") == std::string::npos);
    const std::string name = title == "x" ? "x" : "Wall time by &lt;mode&gt; &amp; size";
    CHECK(svg.find("<title>" + name + "</title>") != std::string::npos);
  }
}

TEST_CASE("a gnuplot that fails leaves the old picture and says why") {
  const auto fails = [](const std::string& stub) { return failure_of(stub, kLong); };
  CHECK(fails("cat >/dev/null").find("has not drawn a whole picture") != std::string::npos);
  CHECK(fails("cat >/dev/null; printf '\\211PNG\\r\\n\\032\\n'; head -c 500 /dev/zero")
            .find("has not drawn a whole picture") != std::string::npos);
  CHECK(fails("kill -9 $$").find("was killed by signal 9") != std::string::npos);
  CHECK(fails("cat >/dev/null; echo 'no such   font' >&2; exit 3")
            .find("exited with status 3: no such font") != std::string::npos);
  CHECK(fails("cat >/dev/null; printf '\\nWarning: empty y range\\n\\n         line 3: no\\037 "
              "x!\\n\\n' >&2; exit 1")
            .ends_with("exited with status 1: no x!"));
  CHECK(fails("cat >/dev/null; echo 'warning: odd' >&2; exit 1")
            .ends_with("exited with status 1: warning: odd"));
  CHECK(fails("yes complaint | head -c 1000000 >&2; exit 1").find("complaint") !=
        std::string::npos);
}

TEST_CASE("a gnuplot that does not read is noticed even if it draws something") {
  const TempDir directory;
  render(some_script(), PictureFormat::kPng, directory / "good.png");
  const std::string good = directory / "good.png";
  CHECK(failure_of("cat '" + good + "'", kLong).find("before it had read") != std::string::npos);
  CHECK(failure_of("head -c 10 >/dev/null; exec cat '" + good + "' <&-", kLong) != "no failure");
}

TEST_CASE("a gnuplot that never ends is killed when its time is over") {
  CHECK(failure_of("exec sleep 1000", kShort).find("did not finish within 300 ms") !=
        std::string::npos);
  CHECK(failure_of("sleep 1000 & wait", kShort).find("did not finish") != std::string::npos);
  CHECK(failure_of("exec yes >&2", kShort).find("did not finish") != std::string::npos);
}

TEST_CASE("gnuplot is run without a shell, a start-up file and other people's settings") {
  const StubGnuplot gnuplot("echo \"$0 $*\" > \"$(dirname \"$0\")/note\"; exit 1");
  const TempDir directory;
  CHECK_THROWS(render(some_script(), PictureFormat::kPng, directory / "x.png"));
  CHECK(read_file(gnuplot.note()).ends_with("/gnuplot -d -\n"));
}

TEST_CASE("the environment cannot steer gnuplot") {
  const TempDir home;
  write_file(home / ".gnuplot", "system('touch pwned')\n");
  write_file(home / "r.csv", test::store_of({make_row("threaded", 40)}));
  const auto result = test::run_primebench(
      {"plot", "-i", "r.csv"}, home.path(),
      {"HOME=" + home.path().string(), "GNUTERM=dumb", "GNUPLOT_IOSTREAM_CMD=touch pwned",
       "GNUPLOT_DEFAULT_GDFONT=/etc/passwd"});
  CHECK(result.status == 0);
  CHECK(home.listing() == ".gnuplot r.csv results.png");
}

TEST_CASE("a missing gnuplot is one line that names the package") {
  const TempDir directory;
  write_file(directory / "r.csv", test::store_of({make_row("threaded", 40)}));
  write_file(directory / "results.png", "the old picture");
  const auto result = test::run_primebench({"plot", "-i", "r.csv"}, directory.path(),
                                           {"PATH=" + directory.path().string()});
  CHECK(result.status == 1);
  CHECK(result.err ==
        "primebench: error: gnuplot is not installed; on Debian or Ubuntu: apt-get install "
        "gnuplot-nox\n");
  CHECK(read_file(directory / "results.png") == "the old picture");
  CHECK(directory.listing() == "r.csv results.png");
}

TEST_CASE("a signal ends gnuplot, removes the temporary file and then ends the program") {
  const StubGnuplot gnuplot("echo $$ > \"$(dirname \"$0\")/note\"; exec sleep 1000");
  const TempDir directory;
  write_file(directory / "r.csv", test::store_of({make_row("threaded", 40)}));
  write_file(directory / "results.png", "the old picture");
  for (const auto& entry : {std::pair("TERM", 128 + SIGTERM), {"HUP", 128 + SIGHUP}}) {
    const std::string name = entry.first;
    const int status = entry.second;
    CAPTURE(name);
    const std::string line = "rm -f " + gnuplot.note() + "; $PRIMEBENCH plot -i r.csv & pid=$!; " +
                             "until [ -s " + gnuplot.note() + " ]; do sleep 0.02; done; kill -" +
                             name + " $pid; wait $pid; status=$?; kill -0 $(cat " + gnuplot.note() +
                             ") 2>/dev/null && echo orphan; exit $status";
    const auto result = test::run_shell(line, directory.path(), {"PATH=" + gnuplot.path()});
    CHECK(result.status == status);
    CHECK(result.out.empty());
    CHECK(read_file(directory / "results.png") == "the old picture");
    CHECK(directory.listing() == "r.csv results.png");
  }
}

TEST_CASE("a full disk leaves the old picture") {
  const TempDir directory;
  if (::mount("tmpfs", directory.path().c_str(), "tmpfs", 0, "size=128k") != 0) {
    test::not_run("only root can make a small file system");
    return;
  }
  write_file(directory / "r.csv", test::store_of({make_row("threaded", 40)}));
  write_file(directory / "results.png", "the old picture");
  write_file(directory / "filler", std::string(std::size_t{100} << 10U, 'x'));
  const auto result = test::run_primebench({"plot", "-i", "r.csv"}, directory.path());
  CHECK(result.status == 1);
  CHECK(result.err.find("primebench: error: gnuplot") != std::string::npos);
  CHECK(read_file(directory / "results.png") == "the old picture");
  CHECK(directory.listing() == "filler r.csv results.png");
  std::filesystem::remove(directory / "filler");
  CHECK(test::run_primebench({"plot", "-i", "r.csv"}, directory.path()).status == 0);
  ::umount(directory.path().c_str());
}

TEST_CASE("odd targets are refused, links to files are followed") {
  const TempDir directory;
  REQUIRE(::mkfifo((directory / "fifo.png").c_str(), 0600) == 0);
  std::filesystem::create_directory(directory / "dir.png");
  for (const char* name : {"fifo.png", "dir.png", "missing/x.png", "/dev/full", ""}) {
    CAPTURE(name);
    const std::string path = *name == '\0' || *name == '/' ? name : std::string(directory / name);
    CHECK_THROWS(render(some_script(), PictureFormat::kPng, path));
  }
  write_file(directory / "real.png", "old");
  std::filesystem::create_symlink("real.png", directory / "link.png");
  render(some_script(), PictureFormat::kPng, directory / "link.png");
  CHECK(std::filesystem::is_symlink(directory / "link.png"));
  CHECK(read_file(directory / "real.png").size() > 1000);
  CHECK(directory.listing() == "dir.png fifo.png link.png real.png");
}

}  // namespace primebench
