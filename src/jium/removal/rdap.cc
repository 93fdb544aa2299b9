#include "jium/removal/rdap.h"

#include <boost/json.hpp>

#include "jium/registry/mail_address.h"

namespace jium::removal {
namespace {

namespace json = boost::json;

constexpr int kDeepest = 4;  // entities within entities
constexpr std::size_t kMostEntities = 64;

const json::array* array_at(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(json::string_view(name.data(), name.size()));
  return found == nullptr ? nullptr : found->if_array();
}

std::string text_at(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(json::string_view(name.data(), name.size()));
  const auto* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? std::string() : std::string(text->data(), text->size());
}

bool has_role(const json::object& entity, std::string_view role) {
  const json::array* roles = array_at(entity, "roles");
  if (roles == nullptr) return false;
  for (const json::value& one : *roles) {
    const auto* text = one.if_string();
    if (text != nullptr && std::string_view(text->data(), text->size()) == role) return true;
  }
  return false;
}

// The first value of a property of the jCard: [name, parameters, type, value].
std::string vcard_text(const json::object& entity, std::string_view property) {
  const json::array* card = array_at(entity, "vcardArray");
  const json::array* lines = card == nullptr || card->size() < 2 ? nullptr : card->at(1).if_array();
  if (lines == nullptr) return {};
  for (const json::value& line : *lines) {
    const json::array* parts = line.if_array();
    if (parts == nullptr || parts->size() < 4) continue;
    const auto* name = parts->at(0).if_string();
    const auto* value = parts->at(3).if_string();
    if (name == nullptr || value == nullptr) continue;
    if (std::string_view(name->data(), name->size()) == property)
      return std::string(value->data(), value->size());
  }
  return {};
}

// Visits entities and those within them, outer ones first.
class Entities {
 public:
  template <class Visit>
  void each(const json::object& holder, Visit visit, int depth = 0) {
    const json::array* entities = array_at(holder, "entities");
    if (entities == nullptr || depth > kDeepest) return;
    for (const json::value& one : *entities) {
      const json::object* entity = one.if_object();
      if (entity == nullptr || ++seen_ > kMostEntities) continue;
      visit(*entity);
      each(*entity, visit, depth + 1);
    }
  }

 private:
  std::size_t seen_ = 0;
};

void add_mail(Published& published, Party party, const json::object& entity, const std::string& name) {
  add_contact(
      published,
      {party, {ChannelKind::mail, Secret<std::string>(vcard_text(entity, "email")), Language::en}, name});
}

// Its abuse desk's address, else its own.
void add_desk(Published& published, Party party, const json::object& entity) {
  const std::string name = vcard_text(entity, "fn");
  const std::size_t before = published.contacts.size();
  Entities().each(entity, [&](const json::object& inner) {
    if (has_role(inner, "abuse")) add_mail(published, party, inner, name);
  });
  if (published.contacts.size() == before) add_mail(published, party, entity, name);
}

Result<json::object> parse(std::string_view text) {
  if (text.size() > kLongestSource) return fault(FaultKind::malformed, "the register's answer is too long");
  json::error_code failed;
  json::value parsed = json::parse(json::string_view(text.data(), text.size()), failed);
  if (failed || !parsed.is_object())
    return fault(FaultKind::malformed, "the register does not answer in RDAP");
  return std::move(parsed).as_object();
}

}  // namespace

Result<Published> read_rdap_domain(std::string_view text) {
  JIUM_TRY(const json::object domain, parse(text));
  if (text_at(domain, "objectClassName") != "domain")
    return fault(FaultKind::malformed, "the register answers about something else than a name");
  Published published;
  Entities().each(domain, [&](const json::object& entity) {
    if (has_role(entity, "registrar")) add_desk(published, Party::registrar, entity);
    if (has_role(entity, "registrant")) add_desk(published, Party::owner, entity);
  });
  return published;
}

Result<Published> read_rdap_network(std::string_view text) {
  JIUM_TRY(const json::object network, parse(text));
  if (text_at(network, "objectClassName") != "ip network")
    return fault(FaultKind::malformed, "the register answers about something else than a network");
  Published published;
  std::string holder;
  Entities().each(network, [&](const json::object& entity) {
    if (holder.empty() && has_role(entity, "registrant")) holder = vcard_text(entity, "fn");
  });
  if (!registry::is_mail_name(holder)) holder = text_at(network, "name");
  if (registry::is_mail_name(holder)) published.network = holder;
  Entities().each(network, [&](const json::object& entity) {
    if (has_role(entity, "abuse")) add_mail(published, Party::host, entity, published.network);
  });
  if (!published.contacts.empty()) return published;
  Entities().each(network, [&](const json::object& entity) {
    if (has_role(entity, "registrant")) add_mail(published, Party::host, entity, published.network);
  });
  return published;
}

}  // namespace jium::removal
