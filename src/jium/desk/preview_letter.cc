#include "jium/desk/preview_letter.h"

#include "jium/removal/letter_role.h"
#include "jium/report/removal_letter.h"
#include "jium/store/batches.h"
#include "jium/store/organisations.h"

namespace jium::desk {

Result<LetterPreview> preview_letter(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     const PreviewLetter& ask) {
  if (ask.rung == removal::Rung::committee)
    return fault(FaultKind::conflict, "the committee is asked in its queue and gets no letter");
  const Instant now = desk.clock.now();
  JIUM_TRY(const auto centre, store::load_organisation(tx, actor.organisation));
  JIUM_TRY(const auto settings, store::letter_settings(tx, actor.organisation));
  report::RemovalLetter about;
  about.language = ask.language;
  about.rung = ask.rung;
  about.asks_for = removal::usual_letter(ask.rung);
  about.on_behalf = true;
  JIUM_TRY(about.rule, ask.rule ? desk.rules.rule_by_id(*ask.rule) : desk.rules.rule_for("KR", now));
  about.centre = centre.name;
  about.centre_mail = centre.mail;
  about.operator_name = "Example Hosting";
  about.operator_mail = "abuse@example.org";
  about.reference = "R-0000-0000-0000";
  about.signatory = settings.signatory;
  about.items.push_back({.reference = about.reference,
                         .address = Secret<std::string>("https://example.org/…a1b2"),
                         .kind = registry::FootageKind::image,
                         .seen_at = now,
                         .earlier_reference = {},
                         .earlier_gone_at = std::nullopt});
  JIUM_TRY(auto letter, report::write_letter(about));
  return LetterPreview{std::move(letter), report::needs_native_reader(ask.language)};
}

}  // namespace jium::desk
