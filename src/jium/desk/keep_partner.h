// Whose messages a platform takes by our API: centres of other installations, each named by an engineer of
// the platform with the public key that the centre told by another way (docs/operating/platform_api.md).
#pragma once

#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/desk/signed_request.h"
#include "jium/removal/partner.h"

namespace jium::desk {

// Malformed unless the name is 1 to 120 characters in one line and the key 64 hexadecimal digits. Conflict
// when that key is a partner's already.
[[nodiscard]] Result<removal::Partner> name_partner(const Desk& desk, store::Transaction& tx,
                                                    const Actor& actor, const std::string& name,
                                                    const std::string& public_key);
[[nodiscard]] Result<std::vector<removal::Partner>> list_partners(store::Transaction& tx, const Actor& actor);
// Nothing of theirs is taken any more; what they sent stays. Conflict when it has ended.
[[nodiscard]] Result<removal::Partner> end_partner(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor, removal::PartnerId id);

// Who signed this call, whose key (hexadecimal) came with it. Forbidden, in one wording for whatever is
// wrong: no such platform, a key that it does not know, a signature that does not hold.
[[nodiscard]] Result<removal::Partner> recognise_partner(const Desk& desk, store::Transaction& tx,
                                                         registry::OrganisationId platform,
                                                         const SignedRequest& request,
                                                         std::string_view signer);

}  // namespace jium::desk
