// The fake beside the port: answers what the test says.
#pragma once

#include <functional>

#include "jium/fingerprint/fingerprinter.h"
#include "jium/media/page_signs.h"

namespace jium::fingerprint {

class FakeFingerprinter final : public Fingerprinter {
 public:
  std::function<Result<FileFingerprints>(ByteView)> bytes_answer;
  std::function<Result<FileFingerprints>(const std::string&)> file_answer;
  std::function<Result<media::Page>(ByteView)> page_answer;  // none: read as it is, without a sandbox

  Result<FileFingerprints> of_bytes(ByteView bytes, Purpose) override { return bytes_answer(bytes); }
  Result<media::Page> read_page(ByteView body) override {
    if (page_answer) return page_answer(body);
    return media::read_page(body, media::built_in_page_signs());
  }
  Result<FileFingerprints> of_file(const std::string& path, Purpose) override { return file_answer(path); }
};

}  // namespace jium::fingerprint
