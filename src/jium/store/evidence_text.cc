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
  std::string host;
  std::vector<std::string> resolved;
  std::string header_sha256;
  std::string vantage;
};
BOOST_DESCRIBE_STRUCT(EvidenceText, (),
                      (at, status, peer, content_type, body_bytes, body_sha256, certificate_sha256, redirects,
                       host, resolved, header_sha256, vantage))

// As jium wrote it before it looked from several vantages.
struct EarlierText {
  std::int64_t at = 0;
  int status = 0;
  std::string peer;
  std::string content_type;
  std::uint64_t body_bytes = 0;
  std::string body_sha256;
  std::string certificate_sha256;
  int redirects = 0;
};
BOOST_DESCRIBE_STRUCT(EarlierText, (),
                      (at, status, peer, content_type, body_bytes, body_sha256, certificate_sha256,
                       redirects))

Result<EvidenceText> read_text(std::string_view text) {
  auto read = read_json<EvidenceText>(text);
  if (read) return read;
  JIUM_TRY(const EarlierText earlier, read_json<EarlierText>(text));
  return EvidenceText{.at = earlier.at,
                      .status = earlier.status,
                      .peer = earlier.peer,
                      .content_type = earlier.content_type,
                      .body_bytes = earlier.body_bytes,
                      .body_sha256 = earlier.body_sha256,
                      .certificate_sha256 = earlier.certificate_sha256,
                      .redirects = earlier.redirects,
                      .host = {},
                      .resolved = {},
                      .header_sha256 = {},
                      .vantage = "plain"};
}

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
                                 .redirects = evidence->redirects,
                                 .host = evidence->host,
                                 .resolved = evidence->resolved,
                                 .header_sha256 = evidence->header_sha256,
                                 .vantage = evidence->vantage});
}

Result<std::optional<registry::FetchEvidence>> read_evidence(std::string_view text) {
  if (text.empty()) return std::optional<registry::FetchEvidence>();
  JIUM_TRY(EvidenceText read, read_text(text));
  return std::optional(registry::FetchEvidence{.at = Instant{Duration{read.at}},
                                               .status = read.status,
                                               .peer = read.peer,
                                               .content_type = read.content_type,
                                               .body_bytes = read.body_bytes,
                                               .body_sha256 = read.body_sha256,
                                               .certificate_sha256 = read.certificate_sha256,
                                               .redirects = read.redirects,
                                               .host = std::move(read.host),
                                               .resolved = std::move(read.resolved),
                                               .header_sha256 = std::move(read.header_sha256),
                                               .vantage = std::move(read.vantage)});
}

}  // namespace jium::store
