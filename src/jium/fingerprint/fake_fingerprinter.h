// The fake beside the port: answers what the test says.
#pragma once

#include <functional>

#include "jium/fingerprint/fingerprinter.h"

namespace jium::fingerprint {

class FakeFingerprinter final : public Fingerprinter {
 public:
  std::function<Result<FileFingerprints>(ByteView)> bytes_answer;
  std::function<Result<FileFingerprints>(const std::string&)> file_answer;

  Result<FileFingerprints> of_bytes(ByteView bytes, Purpose) override { return bytes_answer(bytes); }
  Result<FileFingerprints> of_file(const std::string& path, Purpose) override { return file_answer(path); }
};

}  // namespace jium::fingerprint
