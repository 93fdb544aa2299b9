// What a browser sends: client data and authenticator data, each of any bytes. Nothing of it may do more than
// be refused; what is taken is taken the same way twice.
#include <openssl/sha.h>

#include <cstdlib>

#include "jium/desk/challenge.h"
#include "jium/desk/web_authn.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium::desk;
  if (size < 2) return 0;
  const jium::ByteView all(data + 2, size - 2);
  const std::size_t cut = (static_cast<std::size_t>(data[0]) << 8U | data[1]) % (all.size() + 1);
  const jium::ByteView client = all.first(cut);
  const jium::ByteView said = all.subspan(cut);
  static const RelyingParty party{"https://desk.example", "desk.example"};
  (void)challenge_in(party, Ceremony::assertion, client);
  (void)relying_party(jium::text_of(client));
  (void)from_base64url(jium::text_of(said));
  // Behind the hash of our id, so that what follows it is reached.
  jium::Bytes ours(SHA256_DIGEST_LENGTH);
  const jium::ByteView id = jium::bytes_of(party.id);
  SHA256(id.data(), id.size(), ours.data());
  ours.insert(ours.end(), said.begin(), said.end());
  const auto read = read_registration(party, client, ours);
  const auto again = read_registration(party, client, ours);
  if (read.has_value() != again.has_value()) std::abort();
  const jium::store::Passkey passkey{{}, {}, {}, jium::store::PasskeyAlgorithm::es256, jium::Bytes(64, 1), 0,
                                     {}, {}, {}};
  if (verify_assertion(party, passkey, {{}, {client.begin(), client.end()}, ours, ours})) std::abort();
  return 0;
}
