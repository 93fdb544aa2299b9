// Where the index of plain hashes lies, if anywhere but in memory.
#pragma once

#include <memory>
#include <string>

#include "jium/base/result.h"
#include "jium/match/hash_bank.h"

namespace jium::app {

struct IndexFolder {
  std::string folder;              // empty: in memory alone
  bool on_encrypted_disk = false;  // a promise of whoever runs the machine
};

// The files of the index can be read by whoever reads the folder, and a PDQ value shows the rough outlines of
// its picture: so the folder lies in memory (tmpfs) unless the settings promise an encrypted disk. Forbidden
// otherwise, with words that say what to do. Conflict while another process has it open. `read_only` as in
// match/hash_bank.h.
[[nodiscard]] Result<std::unique_ptr<match::HashBank>> open_index(
    const IndexFolder& settings, match::Segment::Check check = match::Segment::Check::shape,
    bool read_only = false);

// Forbidden when it lies where its fingerprints could be read.
[[nodiscard]] Result<void> may_lie_there(const IndexFolder& settings);

}  // namespace jium::app
