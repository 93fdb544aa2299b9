// What a survivor agrees to, recorded anew or taken back, for one purpose. It holds from this moment on: the
// ground of every request is looked at again when it is drafted, when it is confirmed and when its letter is
// about to leave (removal_ground.h), so that nothing more goes out once `removal` is withdrawn;
// and what platforms were given of the case is given or taken back in the same transaction (keep_feeds.h).
#pragma once

#include "jium/desk/desk.h"

namespace jium::desk {

struct ChangeConsent {
  casework::CaseId the_case;
  casework::Purpose purpose = casework::Purpose::removal;
  bool given = false;
};

// What stood so already is left as it is, and the history gets no line.
[[nodiscard]] Result<casework::Case> change_consent(const Desk& desk, store::Transaction& tx,
                                                    const Actor& actor, const ChangeConsent& ask);

}  // namespace jium::desk
