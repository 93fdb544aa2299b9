#include "reliability/ledger.h"

#include <fcntl.h>
#include <unistd.h>

#include <sstream>

#include "jium/base/bytes.h"
#include "peers/temporary_folder.h"

namespace jium::reliability {
namespace {

// Letters alone: a long number could be taken for one of a resident.
std::string new_run() {
  std::string run = "run-";
  for (const std::uint8_t byte : random_bytes(8)) run += static_cast<char>('a' + byte % 26);
  return run;
}

}  // namespace

Result<Ledger> Ledger::open(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (descriptor < 0) return fault(FaultKind::outside, "the ledger cannot be opened");
  return Ledger(file, peers::Descriptor(descriptor));
}

Ledger::Ledger(std::filesystem::path file, peers::Descriptor descriptor)
    : file_(std::move(file)), descriptor_(std::move(descriptor)), run_(new_run()) {}

void Ledger::send(const std::string& key) {
  const std::lock_guard lock(*mutex_);
  sent_.insert(key);
}

void Ledger::acknowledge(const std::string& key, const std::string& id) {
  const std::string line = key + " " + id + "\n";
  const std::lock_guard lock(*mutex_);
  if (::write(descriptor_.number(), line.data(), line.size()) == static_cast<ssize_t>(line.size()))
    ++acknowledged_;
}

int Ledger::acknowledged() const {
  const std::lock_guard lock(*mutex_);
  return acknowledged_;
}

Result<std::vector<std::pair<std::string, std::string>>> Ledger::read() const {
  JIUM_TRY(const std::string text, peers::read_file(file_));
  std::istringstream lines(text);
  std::vector<std::pair<std::string, std::string>> all;
  for (std::string key, id; lines >> key >> id;) all.emplace_back(key, id);
  return all;
}

Result<std::vector<std::pair<std::string, std::string>>> Ledger::latest(std::size_t count) const {
  JIUM_TRY(auto all, read());
  if (all.size() > count) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(count));
  return all;
}

Result<Judgement> Ledger::judge(const std::multimap<std::string, std::string>& there) const {
  JIUM_TRY(const auto all, read());
  const std::lock_guard lock(*mutex_);
  Judgement judgement;
  judgement.acknowledged = static_cast<int>(all.size());
  std::set<std::string> acknowledged;
  for (const auto& [key, id] : all) {
    acknowledged.insert(key);
    const auto [begin, end] = there.equal_range(key);
    bool found = false;
    for (auto at = begin; at != end; ++at) found = found || at->second == id;
    if (!found) judgement.lost.push_back(key);
  }
  for (auto at = there.begin(); at != there.end(); at = there.upper_bound(at->first)) {
    if (there.count(at->first) > 1) judgement.doubled.push_back(at->first);
    if (!sent_.contains(at->first)) judgement.unasked.push_back(at->first);
    if (!acknowledged.contains(at->first)) ++judgement.kept_without_acknowledgement;
  }
  return judgement;
}

}  // namespace jium::reliability
