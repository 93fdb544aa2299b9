#include "jium/http/request_view.h"

#include "jium/desk/send_post.h"
#include "jium/http/present.h"
#include "jium/store/requests.h"

namespace jium::http {

Result<wire::RemovalRequest> show_request(store::Transaction& tx, const removal::RemovalRequest& request) {
  if (request.state == removal::RequestState::drafted) return present(request, std::nullopt);
  JIUM_TRY(const auto delivery, desk::delivery_of(tx, request.id));
  return present(request, delivery);
}

Result<std::vector<wire::RemovalRequest>> show_requests(
    store::Transaction& tx, const std::vector<removal::RemovalRequest>& requests) {
  std::vector<wire::RemovalRequest> shown;
  shown.reserve(requests.size());
  for (const removal::RemovalRequest& request : requests) {
    JIUM_TRY(auto one, show_request(tx, request));
    shown.push_back(std::move(one));
  }
  return shown;
}

}  // namespace jium::http
