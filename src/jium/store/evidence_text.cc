#include "jium/store/evidence_text.h"

#include "jium/store/sealed_json.h"

namespace jium::store {
namespace {

struct EvidenceText {
  std::int64_t at = 0;
  int status = 0;
  std::string peer;
  std::string content_type;
  std::uint64_t body_bytes = 0;
  std::string body_sha256;
  std::string certificate_sha256;
  int redirects = 0;
};
BOOST_DESCRIBE_STRUCT(EvidenceText, (),
                      (at, status, peer, content_type, body_bytes, body_sha256, certificate_sha256,
                       redirects))

}  // namespace

std::string write_evidence(const std::optional<registry::FetchEvidence>& evidence) {
  if (!evidence) return {};
  return write_json(EvidenceText{.at = evidence->at.time_since_epoch().count(),
                                 .status = evidence->status,
                                 .peer = evidence->peer,
                                 .content_type = evidence->content_type,
                                 .body_bytes = evidence->body_bytes,
                                 .body_sha256 = evidence->body_sha256,
                                 .certificate_sha256 = evidence->certificate_sha256,
                                 .redirects = evidence->redirects});
}

Result<std::optional<registry::FetchEvidence>> read_evidence(std::string_view text) {
  if (text.empty()) return std::optional<registry::FetchEvidence>();
  JIUM_TRY(const EvidenceText read, read_json<EvidenceText>(text));
  return std::optional(registry::FetchEvidence{.at = Instant{Duration{read.at}},
                                               .status = read.status,
                                               .peer = read.peer,
                                               .content_type = read.content_type,
                                               .body_bytes = read.body_bytes,
                                               .body_sha256 = read.body_sha256,
                                               .certificate_sha256 = read.certificate_sha256,
                                               .redirects = read.redirects});
}

}  // namespace jium::store
