// jium_demo: a centre at work on this machine, in front of your eyes. The same story that the tests check,
// told to a person: real program, real mail server, real web sites, invented people and drawn pictures.
#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>

#include "story/main_path.h"
#include "story/terminal_teller.h"

namespace jium::story {
namespace {

// A data folder may hold earlier demos: each one needs a picture that was not registered before.
Result<Cast> next_cast(const Stage& stage) {
  JIUM_TRY(const auto known, stage.officer().ask({"case", "list"}));
  const auto number = static_cast<std::uint32_t>(peers::list_at(known, "/cases").size());
  Cast cast;
  cast.picture += 2 * number;  // the next number after each is the unrelated picture
  cast.path_prefix = "/photos/" + std::to_string(number + 1) + "/";
  return cast;
}

// The story to its end, or to the step at which somebody had seen enough.
Result<void> tell(MainPath& story, const std::function<bool()>& enough) {
  const std::vector<std::function<Result<void>()>> steps{
      [&]() -> Result<void> {
        JIUM_CHECK(story.register_picture());
        return {};
      },
      [&]() -> Result<void> {
        JIUM_CHECK(story.recognise_copies());
        return {};
      },
      [&]() -> Result<void> {
        JIUM_CHECK(story.ask_for_removal());
        return {};
      },
      [&]() -> Result<void> {
        JIUM_CHECK(story.notice_the_lie());
        return {};
      },
      [&]() -> Result<void> {
        JIUM_CHECK(story.prove_removal());
        return {};
      },
      [&]() -> Result<void> {
        JIUM_CHECK(story.notice_the_return());
        return {};
      },
      [&]() -> Result<void> {
        JIUM_CHECK(story.tell_the_report());
        return {};
      },
  };
  for (const auto& step : steps) {
    if (enough()) return {};
    JIUM_CHECK(step());
  }
  return {};
}

void welcome(const TerminalTeller& teller, Stage& stage, const std::string& link) {
  teller.print(
      teller.bold("jium, a centre at work") +
      "\n\nEverything below happens now and on this machine: the server, the mail server and the two web\n"
      "sites are real programs; the people are invented and the pictures are drawn.\n\n"
      "  API       " +
      stage.server().url() + "/api/v1\n  console   " + stage.server().url() + "/console/\n  data      " +
      stage.data().string() + "\n  sign in   jium sign-in '" + link +
      "'\n            or open it in a browser (as system administrator; works once, within 24 hours)\n");
}

// Waits for Ctrl-C and its relatives in a thread of its own, so that one comes through at any moment.
class Interruption {
 public:
  // Before any other thread starts, so that none of them is interrupted instead.
  Interruption() {
    ::sigemptyset(&signals_);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&signals_, number);
    ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    thread_ = std::thread([this] { watch(); });
  }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption() {
    over_ = true;
    thread_.join();
  }
  [[nodiscard]] bool came() const { return came_; }

 private:
  void watch() {
    const timespec moment{0, 50'000'000};
    while (!over_) {
      if (::sigtimedwait(&signals_, nullptr, &moment) > 0) came_ = true;
    }
  }

  sigset_t signals_{};
  std::atomic<bool> over_ = false, came_ = false;
  std::thread thread_;
};

struct Options {
  Setting setting;
  bool once = false;
};

Result<int> play(const Options& options) {
  Interruption interruption;
  TerminalTeller teller;
  JIUM_TRY(const auto stage, Stage::set(options.setting));
  JIUM_TRY(const std::string link, stage->sign_in_link());
  welcome(teller, *stage, link);
  JIUM_TRY(Cast cast, next_cast(*stage));
  MainPath story(*stage, teller, std::move(cast));
  JIUM_CHECK(tell(story, [&] { return interruption.came(); }));
  if (!options.once && !interruption.came()) {
    teller.print("\nThe story is told. jium stays up at " + stage->server().url() +
                 " until you press Ctrl-C.\n");
    while (!interruption.came() && !stage->server().ended()) std::this_thread::sleep_for(Duration{50});
  }
  teller.print("\nStopping the server.\n");
  return stage->server().stop();
}

int run(int argc, char** argv) {
  Options options;
  options.setting.listen = "127.0.0.1:8420";
  CLI::App app("Plays a centre at work: the story of jium on this machine.", "jium_demo");
  app.add_option("--jium", options.setting.jium, "the program")->required()->check(CLI::ExistingFile);
  app.add_option("--data", options.setting.data, "where the demo keeps its data")->required();
  app.add_option("--listen", options.setting.listen, "address and port of the server")->capture_default_str();
  app.add_option("--web", options.setting.web, "the built web faces, as ./dev web makes them");
  app.add_flag("--once", options.once, "end when the story is told");
  CLI11_PARSE(app, argc, argv);
  options.setting.config = options.setting.data / "demo.toml";
  const auto exit_code = play(options);
  if (exit_code) return *exit_code;
  std::fprintf(stderr, "jium_demo: %s\n", exit_code.fault().what.c_str());
  return EXIT_FAILURE;
}

}  // namespace
}  // namespace jium::story

int main(int argc, char** argv) {
  return jium::story::run(argc, argv);
}
