// Papers for a court, of the cases of one offender that the actor is assigned to: the support-performance
// report, signed and verifiable without us (report/signed_paper.h), and the forms that go with it. What is
// handed out is not kept, but for its digest.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/linkage/series_group.h"
#include "jium/report/signed_paper.h"
#include "jium/store/court_papers.h"

namespace jium::desk {

struct MakeCourtPaper {
  std::vector<casework::CaseId> cases;
  report::PaperKind kind = report::PaperKind::support_performance;
  paper::Tongue tongue = paper::Tongue::ko;
  std::optional<std::string> offence{};    // a type of the guideline
  std::string reference{};                 // the court's number of the matter
  std::optional<std::int64_t> per_hour{};  // what an hour costs the centre; none: the dated floor
  bool cosigned = false;                   // proven up to the newest checkpoint that a witness has cosigned
  // A group that the actor is in: its joint count stands in the paper, and its centres may sign it too.
  std::optional<linkage::SeriesGroupId> series{};
};

struct CourtPaperMade {
  store::CourtPaper paper;
  std::string pdf;
  std::string key;     // the centre's: a vkey
  std::string values;  // the figures as JSON (report/court_manifest.h)
};

// Missing for a case that the actor does not reach. Malformed for no case, more than kMostCases or one twice,
// a type that the guideline has not, a reference over 120 bytes. Conflict when the records have more entries
// in the log than one paper can show. Outside when the typeface is not installed.
inline constexpr std::size_t kMostPaperCases = 500;
[[nodiscard]] Result<CourtPaperMade> make_court_paper(const Desk& desk, store::Transaction& tx,
                                                      const Actor& actor, const MakeCourtPaper& ask);

// A further centre of the group signs the same file: Conflict when the file does not verify, has no joint
// count of this group's centres, or says something else of it than the group counts now.
struct CosignedPaper {
  casework::CourtPaperId id;
  std::string pdf, key, digest;
};
[[nodiscard]] Result<CosignedPaper> cosign_court_paper(const Desk& desk, store::Transaction& tx,
                                                       const Actor& actor, linkage::SeriesGroupId series,
                                                       std::string pdf);

// Of the actor's organisation; for an officer, those of cases that they are assigned to; for an administrator
// or an auditor all of them, without the cases that they do not reach.
[[nodiscard]] Result<std::vector<store::CourtPaper>> court_papers(const Desk& desk, store::Transaction& tx,
                                                                  const Actor& actor);
// The key by which the organisation signs, for whoever will check its papers: a vkey.
[[nodiscard]] Result<std::string> court_key(const Desk& desk, store::Transaction& tx, const Actor& actor);

// One statement of cost for all cases of an offender: the basis, the sum, thirty days to pay.
struct GroupStatement {
  std::vector<casework::CaseId> cases;
  removal::Language language = removal::Language::ko;
  std::string reference{};
  std::optional<std::int64_t> per_hour{};
};
[[nodiscard]] Result<report::RecoveryStatement> recovery_of_group(const Desk& desk, store::Transaction& tx,
                                                                  const Actor& actor,
                                                                  const GroupStatement& ask);

}  // namespace jium::desk
