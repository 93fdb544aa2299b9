// The handshake of a link, as each side may see it (linkage/handshake.h): suggestions with their grounds,
// offers and answers, and what the other side shares. Whoever does not reach the link's case of their own
// centre finds no link.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/linkage/handshake.h"
#include "jium/report/removal_counts.h"

namespace jium::desk {

struct SeenGround {
  linkage::Ground ground = linkage::Ground::trace;
  std::optional<linkage::TraceKind> kind;
  std::optional<linkage::Closeness> closeness;
  std::string explanation;
  Instant since{};
  bool capped = false;  // too common by now: it does not count any more
};

struct SeenLink {
  linkage::LinkId id;
  casework::CaseId the_case;  // of the viewer's own
  linkage::LinkState state = linkage::LinkState::suggested;
  linkage::Strength strength = linkage::Strength::weak;
  Instant suggested_at{};
  std::vector<SeenGround> grounds;  // the best first
  std::string other_centre;         // empty while it has not shown itself
  bool own_yes = false;
  std::optional<linkage::LinkPurpose> purpose;  // once the other, or this side, has said
  std::optional<Instant> until;
  linkage::SharedFields own_fields,
      offered_fields;  // ticked by this side; by the other that has shown itself
  linkage::SharedFields readable;
  std::optional<linkage::DeclineReason> own_decline;  // the other's reason is the other's
  std::optional<linkage::LinkEnd> ended_by;
};

// Of this case, or of all that the actor reaches; the strongest first, what is ended or declined last.
[[nodiscard]] Result<std::vector<SeenLink>> list_links(const Desk& desk, store::Transaction& tx,
                                                       const Actor& actor,
                                                       std::optional<casework::CaseId> the_case);
[[nodiscard]] Result<SeenLink> show_link(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                         linkage::LinkId id);

// Conflict when the survivor's consent to other centres does not stand.
[[nodiscard]] Result<SeenLink> offer_link(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                          linkage::LinkId id, const linkage::LinkTerms& terms);
struct AcceptLink {
  linkage::LinkId id;
  linkage::SharedFields fields;
  std::optional<Instant> until{};
};
[[nodiscard]] Result<SeenLink> accept_link(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           const AcceptLink& ask);
[[nodiscard]] Result<SeenLink> decline_link(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                            linkage::LinkId id, linkage::DeclineReason reason);
[[nodiscard]] Result<SeenLink> change_link(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           linkage::LinkId id, const linkage::SharedFields& fields);
[[nodiscard]] Result<SeenLink> revoke_link(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           linkage::LinkId id);

// A police liaison offers every suggested link of a case at once, under the case's investigation number
// (Conflict without one): each holder is asked and answers for itself.
[[nodiscard]] Result<std::vector<SeenLink>> ask_holders(const Desk& desk, store::Transaction& tx,
                                                        const Actor& actor, casework::CaseId the_case,
                                                        Instant until);

// What the other side shares, and nothing that is not readable.
struct SharedView {
  linkage::SharedFields fields;
  std::string centre;
  std::optional<std::string> officer_contact;
  std::optional<std::string> investigation_number;
  struct Footage {
    std::int64_t images = 0, videos = 0, decided = 0;
  };
  std::optional<Footage> footage;
  struct Sightings {
    std::int64_t live = 0, gone = 0;
    std::optional<Instant> first_seen, last_seen;
  };
  std::optional<Sightings> sightings;
  std::optional<std::map<std::string, std::int64_t>> sites;  // sightings at each domain
  std::optional<report::RemovalCounts> removals;
  std::optional<std::map<linkage::TraceKind, std::int64_t>> traces;
};
// Conflict while the link is not opened.
[[nodiscard]] Result<SharedView> read_link(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           linkage::LinkId id);

}  // namespace jium::desk
