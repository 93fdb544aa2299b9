#include <fmt/format.h>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/exchange/vpdq_signal.h"
#include "jium/exchange/vpdq_text.h"
#include "jium/fingerprint/vpdq_value.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

json::array frames_json(const std::vector<fingerprint::FrameHash>& frames) {
  json::array list;
  for (const fingerprint::FrameHash& frame : frames) {
    list.push_back({{"frame", frame.number},
                    {"quality", frame.pdq.quality},
                    {"pdq", to_hex(frame.pdq.bits)},
                    {"seconds", frame.seconds}});
  }
  return list;
}

Result<int> run_vpdq(const Session& session, const std::string& path, bool signal) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  auto made = fingerprinter->of_file(path, fingerprint::Purpose::standard);
  if (!made) return Fault(std::move(made).fault()).within(path);
  const fingerprint::Fingerprint* vpdq = made->find(fingerprint::Algorithm::vpdq);
  if (vpdq == nullptr) return fault(FaultKind::malformed, "this is a picture: see `jium hash`").within(path);
  JIUM_TRY(const auto frames, fingerprint::read_frames(vpdq->value()));
  session.show(json::object{{"file", path}, {"frames", frames_json(frames)}}, [&](const json::value&) {
    fmt::print("{}", signal ? exchange::write_vpdq_signal(frames) + '\n' : exchange::write_vpdq_text(frames));
  });
  if (made->cut_short)
    fmt::print(stderr, "jium: the video ends before it should: these are the frames it had\n");
  return kDone;
}

}  // namespace

void add_vpdq_command(CLI::App& app, Session& session) {
  auto path = std::make_shared<std::string>();
  auto signal = std::make_shared<bool>(false);
  CLI::App* vpdq = app.add_subcommand(
      "vpdq", "the frames of a video as other tools of the field read them: frame,quality,pdq,seconds");
  vpdq->add_option("FILE", *path, "a video")->required();
  vpdq->add_flag("--signal", *signal,
                 "as python-threatexchange has it: one JSON list of \"pdq,quality,seconds\"");
  vpdq->callback(
      [=, &session] { session.action = [=, &session] { return run_vpdq(session, *path, *signal); }; });
}

}  // namespace jium::cli
