#include "jium/removal/check_record.h"

namespace jium::removal {
namespace {

class Lines {
 public:
  void add(std::string_view name, const std::string& value) {
    text_.append(name).append(" ").append(value.empty() ? "-" : value).append("\n");
  }
  void add(std::string_view name, std::optional<int> value) {
    add(name, value ? std::to_string(*value) : std::string());
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : " ") + text;
  return all;
}

void add_evidence(Lines& lines, const registry::FetchEvidence& evidence) {
  lines.add("answered_at", to_text(evidence.at));
  lines.add("status", evidence.status);
  lines.add("peer", evidence.peer);
  lines.add("resolved", joined(evidence.resolved));
  lines.add("redirects", evidence.redirects);
  lines.add("header_sha256", evidence.header_sha256);
  lines.add("certificate_sha256", evidence.certificate_sha256);
  lines.add("content_type", evidence.content_type);
  lines.add("body_bytes", std::to_string(evidence.body_bytes));
  lines.add("body_sha256", evidence.body_sha256);
}

}  // namespace

std::string write_check_record(const CheckRecord& record) {
  const Check& check = record.check;
  Lines lines;
  lines.add("jium-check", "1");
  lines.add("request", record.request);
  lines.add("place", record.place);
  lines.add("at", to_text(check.at));
  lines.add("vantage", check.vantage);
  lines.add("outcome", std::string(to_text(check.outcome)));
  lines.add("reason", std::string(to_text(check.reason)));
  lines.add("distance", check.distance);
  if (check.evidence) add_evidence(lines, *check.evidence);
  if (check.page) {
    lines.add("page_media", check.page->media);
    lines.add("page_compared", check.page->compared);
  }
  for (const registry::FetchEvidence& media : record.page_media) {
    lines.add("media", std::to_string(media.status) + " " + std::to_string(media.body_bytes) + " " +
                           (media.body_sha256.empty() ? "-" : media.body_sha256) + " " +
                           (media.peer.empty() ? "-" : media.peer));
  }
  lines.add("program", record.program);
  lines.add("policy", record.policy);
  lines.add("terms", std::to_string(record.terms.agreeing_checks) + " checks, " +
                         to_text(record.terms.spacing) + " apart, " + std::to_string(record.terms.vantages) +
                         " vantages");
  return lines.take();
}

}  // namespace jium::removal
