#include "jium/app/health_probes.h"

#include <filesystem>
#include <mutex>

#include "jium/store/marks.h"

namespace jium::app {
namespace {

constexpr std::chrono::seconds kAnew{10};

// The last answer, for a while.
template <class Answer>
std::function<Answer()> remembered(std::function<Answer()> probe) {
  struct Memory {
    std::mutex mutex;
    std::optional<std::chrono::steady_clock::time_point> at;
    Answer answer{};
  };
  return [memory = std::make_shared<Memory>(), probe = std::move(probe)] {
    const std::lock_guard lock(memory->mutex);
    const auto now = std::chrono::steady_clock::now();
    if (!memory->at || now - *memory->at >= kAnew) {
      memory->answer = probe();
      memory->at = now;
    }
    return memory->answer;
  };
}

bool takes_writes(House& house) {
  return house.store
      ->write([&](store::Transaction& tx) { return store::note(tx, store::Mark::probe, house.clock.now()); })
      .has_value();
}

// One byte is no picture: the sandbox says so, if it is there to say anything.
bool decoder_answers(House& house) {
  const std::uint8_t byte = '?';
  const auto answer = house.fingerprinter.of_bytes({&byte, 1}, fingerprint::Purpose::standard);
  return answer || answer.fault().kind == FaultKind::malformed;
}

std::uint64_t free_disk(const std::string& folder) {
  std::error_code failed;
  const auto space = std::filesystem::space(folder, failed);
  return failed ? 0 : space.available;
}

std::uint64_t store_bytes(const std::string& folder) {
  std::uint64_t bytes = 0;
  for (const char* name : {"/jium.db", "/jium.db-wal"}) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(folder + name, failed);
    if (!failed) bytes += size;
  }
  return bytes;
}

}  // namespace

http::HealthWatch watch_health(House& house, const std::string& data_folder) {
  http::HealthProbes probes;
  probes.store_takes_writes = remembered<bool>([&house] { return takes_writes(house); });
  probes.decoder_answers = remembered<bool>([&house] { return decoder_answers(house); });
  probes.free_disk = remembered<std::uint64_t>([data_folder] { return free_disk(data_folder); });
  probes.store_bytes = remembered<std::uint64_t>([data_folder] { return store_bytes(data_folder); });
  return {house.config.health, std::move(probes)};
}

}  // namespace jium::app
