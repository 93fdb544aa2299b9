#include "jium/store/court_papers.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using casework::CaseId;

Result<CaseId> read_case_of(Transaction&, const Row& row) {
  return row.id<CaseId>(0);
}

Result<CourtPaper> read_paper(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(CourtPaper{.id = in.id<casework::CourtPaperId>(),
                              .organisation = in.id<registry::OrganisationId>(),
                              .cases = {},
                              .kind = in.text(),
                              .language = in.text(),
                              .made_by = in.text(),
                              .made_at = in.instant(),
                              .log_size = in.integer(),
                              .digest = in.text()});
}

}  // namespace

Result<void> insert(Transaction& tx, const CourtPaper& paper) {
  JIUM_CHECK(tx.database().run(
      "insert into court_paper (id, organisation, kind, language, made_by, made_at, log_size, digest) values "
      "(?, ?, ?, ?, ?, ?, ?, ?)",
      {paper.id, paper.organisation, paper.kind, paper.language, paper.made_by, paper.made_at, paper.log_size,
       paper.digest}));
  for (const CaseId the_case : paper.cases) {
    JIUM_CHECK(tx.database().run("insert into court_paper_case (paper, the_case) values (?, ?)",
                                 {paper.id, the_case}));
  }
  return {};
}

Result<std::vector<CourtPaper>> court_papers_of(Transaction& tx, registry::OrganisationId organisation) {
  JIUM_TRY(
      auto papers,
      all(tx, "select id, organisation, kind, language, made_by, made_at, log_size, digest from court_paper",
          "where organisation = ? order by made_at desc, id", {organisation}, read_paper));
  for (CourtPaper& paper : papers) {
    JIUM_TRY(paper.cases, all(tx, "select the_case from court_paper_case",
                              "where paper = ? order by the_case", {paper.id}, read_case_of));
  }
  return papers;
}

}  // namespace jium::store
