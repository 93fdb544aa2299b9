#include "jium/desk/show_case.h"

#include "jium/desk/reach.h"
#include "jium/desk/send_post.h"
#include "jium/store/history.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {

Result<CaseView> show_case(const Desk& desk, store::Transaction& tx, const Actor& actor,
                           casework::CaseId id) {
  CaseView view;
  JIUM_TRY(view.the_case, reach_case(desk, tx, actor, id));
  JIUM_TRY(view.footages, store::footages_of(tx, id));
  JIUM_TRY(view.sightings, store::sightings_of_case(tx, id));
  JIUM_TRY(view.requests, store::requests_of_case(tx, id));
  JIUM_TRY(view.history, store::history_of(tx, id));
  return view;
}

Result<RequestView> show_request(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                 removal::RequestId id) {
  JIUM_TRY(auto request, reach_request(desk, tx, actor, id));
  JIUM_TRY(auto sighting, store::load_sighting(tx, actor.organisation, request.sighting));
  JIUM_TRY(auto checks, store::checks_of(tx, id));
  JIUM_TRY(const auto delivery, delivery_of(tx, id));
  return RequestView{std::move(request), std::move(sighting), std::move(checks), delivery};
}

std::vector<std::string> abilities_of(const removal::RemovalRequest& request,
                                      std::optional<removal::LetterState> letter) {
  using enum removal::RequestState;
  if (request.state == drafted) return {"confirm"};
  if (letter == removal::LetterState::unconfirmed) return {"settle-letter"};
  if (request.state == confirmed || request.state == verified || request.state == refused) return {};
  return {"answer"};
}

}  // namespace jium::desk
