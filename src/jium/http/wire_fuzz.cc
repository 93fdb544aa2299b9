// JSON of strangers to what the handlers get: every type that comes in, and what is read is written and read
// again.
#include <boost/json/parse.hpp>
#include <cstdlib>

#include "jium/http/fingerprints.h"
#include "jium/http/forms.h"

namespace jium::http {
namespace {

template <class Ask>
void take(const boost::json::value& body) {
  const auto read = wire::from_json<Ask>(body);
  if (!read) {
    if (read.fault().kind != FaultKind::malformed) std::abort();
    return;
  }
  const auto written = wire::to_json(*read);
  const auto again = wire::from_json<Ask>(written);
  if (!again || wire::to_json(*again) != written) std::abort();
}

void take_all(const boost::json::value& body) {
  take<wire::SignIn>(body);
  take<wire::AddOrganisation>(body);
  take<wire::IssueKey>(body);
  take<wire::SignInPassphrase>(body);
  take<wire::JoinPassphrase>(body);
  take<wire::InvitePerson>(body);
  take<wire::ChangePerson>(body);
  take<wire::OpenCase>(body);
  take<wire::RegisterFootage>(body);
  take<wire::MatchFiles>(body);
  take<wire::ReportSighting>(body);
  take<wire::AskInspection>(body);
  take<wire::AddOperator>(body);
  take<wire::AssignSite>(body);
  take<wire::DraftRequest>(body);
  take<wire::RecordAnswer>(body);
  take<wire::SettleLetter>(body);
  take<wire::FindCases>(body);
  take<wire::FindSightings>(body);
  take<wire::RevealAddress>(body);
  take<wire::AssignCase>(body);
  take<wire::ReleaseCase>(body);
  take<wire::PlantDecoy>(body);
  take<wire::PublishIdentityKey>(body);
  take<wire::KeepIdentity>(body);
  if (const auto footage = wire::from_json<wire::RegisterFootage>(body))
    (void)fingerprints_of(footage->fingerprints);
}

}  // namespace
}  // namespace jium::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = jium::text_of({data, size});
  if (const auto body = jium::http::read_body(text, true)) jium::http::take_all(*body);
  (void)jium::http::read_target(text);
  (void)jium::http::bearer_key(text);
  (void)jium::http::refuse_content_type(text);
  return 0;
}
