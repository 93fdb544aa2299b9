#include "jium/desk/keep_partner.h"

#include "jium/registry/mail_address.h"
#include "jium/store/organisations.h"
#include "jium/store/partners.h"

namespace jium::desk {
namespace {

Fault unknown() {
  return fault(FaultKind::forbidden,
               "this platform takes no such message: it must be signed, now, by a key that the platform has "
               "named as a partner's");
}

}  // namespace

Result<removal::Partner> name_partner(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                      const std::string& name, const std::string& public_key) {
  if (!registry::is_mail_name(name))
    return fault(FaultKind::malformed, "a partner's name is 1 to 120 characters in one line");
  const auto key = from_hex(public_key);
  if (!key || key->size() != kSigningKeyBytes)
    return fault(FaultKind::malformed, "a partner's key is an Ed25519 public key: 64 hexadecimal digits");
  JIUM_TRY(const auto there, store::partner_with_key(tx, actor.organisation, *key));
  if (there) return fault(FaultKind::conflict, "this key is a partner's already: " + there->id.text());
  removal::Partner partner;
  partner.id = removal::PartnerId::random();
  partner.platform = actor.organisation;
  partner.name = name;
  partner.public_key = *key;
  partner.named_by = actor.text();
  partner.named_at = desk.clock.now();
  JIUM_CHECK(store::insert(tx, partner));
  return partner;
}

Result<std::vector<removal::Partner>> list_partners(store::Transaction& tx, const Actor& actor) {
  return store::partners_of(tx, actor.organisation);
}

Result<removal::Partner> end_partner(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     removal::PartnerId id) {
  JIUM_TRY(auto partner, store::load_partner(tx, actor.organisation, id));
  if (partner.ended_at) return fault(FaultKind::conflict, "this partner's messages are not taken already");
  partner.ended_by = actor.text();
  partner.ended_at = desk.clock.now();
  JIUM_CHECK(store::update(tx, partner));
  return partner;
}

Result<removal::Partner> recognise_partner(const Desk& desk, store::Transaction& tx,
                                           registry::OrganisationId platform, const SignedRequest& request,
                                           std::string_view signer) {
  const auto key = from_hex(signer);
  if (!key || key->size() != kSigningKeyBytes) return unknown();
  const auto house = store::load_organisation(tx, platform);
  if (!house && house.fault().kind != FaultKind::missing) return Fault(house.fault());
  if (!house || house->suspended_at) return unknown();
  JIUM_TRY(auto partner, store::partner_with_key(tx, platform, *key));
  if (!partner || !verify_signature(request, *key, desk.clock.now())) return unknown();
  return *std::move(partner);
}

}  // namespace jium::desk
