#include "jium/desk/platform_message.h"

#include <boost/describe.hpp>

#include "jium/store/sealed_json.h"

namespace jium::desk {

BOOST_DESCRIBE_STRUCT(MessageFingerprint, (), (algorithm, value))
BOOST_DESCRIBE_STRUCT(PlatformMessage, (),
                      (reference, centre, contact, address, rule, legal_basis, legal_text, clock_hours,
                       clock_is_statutory, category, fingerprints))

PlatformMessage message_of(const RequestWords& all) {
  PlatformMessage message;
  message.reference = all.words.reference;
  message.centre = all.words.contact_name;
  message.contact = all.words.contact_mail;
  message.address = all.words.item_address.reveal();
  message.rule = all.rule;
  message.legal_basis = all.words.legal_basis;
  message.legal_text = all.words.legal_text;
  if (all.clock > Duration::zero())
    message.clock_hours = static_cast<int>(std::chrono::duration_cast<std::chrono::hours>(all.clock).count());
  message.clock_is_statutory = all.statutory;
  message.category = all.words.category;
  for (const auto& one : all.fingerprints)
    message.fingerprints.push_back({std::string(fingerprint::name_of(one.algorithm())), to_hex(one.value())});
  return message;
}

std::string write_message(const PlatformMessage& message) {
  return store::write_json(message);
}

Result<PlatformMessage> read_message(std::string_view json) {
  return store::read_json<PlatformMessage>(json);
}

}  // namespace jium::desk
