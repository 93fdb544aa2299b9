#include "jium/http/present_life.h"

namespace jium::http {
namespace {

std::optional<wire::SchemeCode> class_of(const registry::FootageLife& life) {
  if (!life.decision) return std::nullopt;
  return present(life.decision->legal_class);
}

}  // namespace

wire::SchemeCode present(const registry::SchemeCode& what) {
  return {what.scheme, what.version, what.code};
}

registry::SchemeCode given(const wire::SchemeCode& what) {
  return {what.scheme, what.version, what.code};
}

wire::FootageDecision present(const registry::Decision& decision) {
  return {decision.id,
          decision.by,
          decision.verdict,
          decision.reviewers,
          present(decision.legal_class),
          decision.grounds,
          decision.supersedes,
          decision.at};
}

namespace {

wire::SharedFootage shared(const desk::SeenFootage& seen) {
  wire::SharedFootage shown;
  for (const desk::SeenLabel& one : seen.labels)
    shown.labels.push_back({present(one.label.what), one.by, one.label.at});
  for (const registry::Decision& one : seen.decisions)
    shown.decisions.push_back({one.by, one.verdict, one.reviewers, present(one.legal_class), one.at});
  for (const desk::SeenSighting& one : seen.sightings)
    shown.sightings.push_back({one.kind, one.month, one.state});
  return shown;
}

}  // namespace

wire::SeenFootage present(const desk::SeenFootage& seen) {
  const registry::Footage& footage = seen.file.stored.footage;
  const registry::FootageLife& life = seen.file.life;
  wire::SeenFootage shown{.id = footage.id,
                          .own = seen.own,
                          .kind = footage.kind,
                          .state = footage.state,
                          .legal_class = class_of(life),
                          .footage = std::nullopt,
                          .life = std::nullopt,
                          .shared = std::nullopt};
  if (!seen.own) {
    shown.shared = shared(seen);
    return shown;
  }
  shown.footage = present(footage, seen.file.stored.the_case);
  wire::FootageLife own{.legal_basis = life.legal_basis,
                        .proposed = std::nullopt,
                        .submitted_at = life.submitted_at,
                        .awaits_decision = life.awaits,
                        .under_review = life.under_review,
                        .level = life.sharing.level,
                        .group = life.sharing.group,
                        .decisions = present_each(seen.decisions),
                        .labels = {}};
  if (life.proposed) own.proposed = present(*life.proposed);
  for (const desk::SeenLabel& one : seen.labels)
    own.labels.push_back({present(one.label.what), one.label.labeller, one.label.at});
  shown.life = std::move(own);
  return shown;
}

wire::SeenFootage present_own(const store::FootageFile& file) {
  desk::SeenFootage seen{file, true, {}, {}, {}};
  if (file.life.decision) seen.decisions.push_back(*file.life.decision);
  return present(seen);
}

wire::Group present(const desk::SeenGroup& seen) {
  wire::Group shown{seen.group.id, seen.group.name, {}};
  for (const registry::GroupMember& one : seen.members)
    shown.members.push_back({one.organisation, one.invited_at, one.joined_at});
  return shown;
}

}  // namespace jium::http
