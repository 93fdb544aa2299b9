#include "jium/cli/known_list.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "jium/cli/list_file.h"
#include "jium/cli/path_text.h"
#include "jium/cli/vpdq_share.h"

namespace jium::cli {
namespace {

namespace json = boost::json;
using fingerprint::Algorithm;
using fingerprint::Fingerprint;

constexpr std::size_t kBatch = std::size_t{1} << 16;

json::array segments_json(const std::vector<match::VideoSegment>& segments) {
  json::array list;
  for (const match::VideoSegment& one : segments) {
    list.push_back({{"query_from", one.query_from},
                    {"query_to", one.query_to},
                    {"known_from", one.reference_from},
                    {"known_to", one.reference_to},
                    {"speed", one.speed}});
  }
  return list;
}

}  // namespace

json::object match_json(const match::Match& match) {
  json::object shown{{"algorithm", std::string(fingerprint::name_of(match.algorithm))},
                     {"distance", match.distance},
                     {"witness", std::string(match.witness)},
                     {"sureness", std::lround(match.sureness * 100)}};
  if (match.algorithm == Algorithm::video_print || match.algorithm == Algorithm::vpdq) {
    shown["moment_proven"] = match.moment_proven;
    shown["segments"] = segments_json(match.segments);
  }
  return shown;
}

Result<std::unique_ptr<KnownList>> KnownList::read(const std::string& path, int radius) {
  auto known = std::make_unique<KnownList>();
  std::error_code failed;
  const bool is_folder = std::filesystem::is_directory(path, failed);
  JIUM_CHECK(is_folder ? known->open_folder(path, radius) : known->read_file(path, radius));
  return known;
}

Result<void> KnownList::read_file(const std::string& path, int radius) {
  JIUM_TRY(ListFile lines, ListFile::open(path));
  catalogue_ = std::make_unique<match::Catalogue>(radius);
  std::vector<match::KnownItem> waiting;
  const auto hand_over = [&] {
    catalogue_->add_new_hashes(waiting);
    waiting.clear();
  };
  JIUM_CHECK(lines.read([&](exchange::ListedFile one) -> Result<void> {
    const std::uint64_t item = items_++;
    labels_.push_back(path_text(one.label));
    if (std::ranges::any_of(one.fingerprints, needs_longer_look)) needs_more_ = true;
    if (std::ranges::any_of(one.fingerprints, is_kept_whole)) put_prints(item, one.fingerprints);
    std::erase_if(one.fingerprints, is_kept_whole);
    waiting.push_back({item, std::move(one.fingerprints)});
    if (waiting.size() == kBatch) hand_over();
    return {};
  }));
  hand_over();
  if (labels_.empty())
    return fault(FaultKind::malformed, "there is no fingerprint in this list").within(path);
  JIUM_TRY(digest_, lines.digest());
  return {};
}

Result<void> KnownList::open_folder(const std::string& path, int radius) {
  JIUM_TRY(ListFolder folder, open_list_folder(path));
  catalogue_ = std::make_unique<match::Catalogue>(std::move(folder.hashes), radius);
  JIUM_CHECK(read_prints(path, folder.description,
                         [&](std::uint64_t item, const auto& prints) { put_prints(item, prints); }));
  label_file_.emplace(std::move(folder.labels));
  items_ = folder.description.items;
  digest_ = std::move(folder.description.digest);
  needs_more_ = folder.description.needs_more;
  return {};
}

void KnownList::put_prints(std::uint64_t item, const std::vector<Fingerprint>& fingerprints) {
  catalogue_->put_prints(item, fingerprints);
  if (auto frames = vpdq_frames_of(fingerprints); !frames.empty()) vpdq_[item] = std::move(frames);
}

std::string KnownList::label(std::uint64_t item) const {
  return label_file_ ? label_file_->label(item) : labels_.at(item);
}

std::vector<KnownMatch> KnownList::matches_of(const FileResult& result) const {
  std::vector<KnownMatch> matches;
  if (!result.fingerprints) return matches;
  const auto frames = vpdq_frames_of(result.fingerprints->fingerprints);
  for (match::Match& match : catalogue_->find(result.fingerprints->fingerprints)) {
    const std::uint64_t item = match.item;
    matches.push_back({std::move(match), label(item)});
    const auto known = vpdq_.find(item);
    if (known != vpdq_.end()) matches.back().vpdq = vpdq_shares(frames, known->second);
  }
  return matches;
}

}  // namespace jium::cli
