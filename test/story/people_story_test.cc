// People come in by invitation, one after the other, and prove who they are; told to the real program.
#include <gmock/gmock.h>

#include "peers/json_at.h"
#include "story/someone.h"
#include "story/stage.h"

namespace jium::story {
namespace {

using peers::text_at;

TEST(PeopleStory, AnOfficerComesInByInvitationAndIsOutTheMomentSheIsSuspended) {
  auto stage =
      Stage::set({.jium = JIUM_BINARY, .data = {}, .config = {}, .centre = "Somebody else's centre"});
  ASSERT_TRUE(stage) << stage.fault().what;
  const std::string server = (*stage)->server().url();
  const auto folder = (*stage)->officers_folder();

  Someone operations(folder / "operations", JIUM_BINARY, server);
  const std::string link = (*stage)->sign_in_link().value();
  ASSERT_TRUE(
      operations.line().ask({"sign-in", link, "--save", (folder / "operations" / "session").string()}));
  const auto centre = operations.line().ask({"organisation", "add", "--kind", "centre", "--name",
                                             "Centre of the South", "--mail", "a@centre.example"});
  ASSERT_TRUE(centre) << centre.fault().what;
  const auto invited = operations.line().ask(
      {"person", "invite", "--name", "Ji-woo Kim", "--organisation", text_at(*centre, "/id")});
  ASSERT_TRUE(invited) << invited.fault().what;

  leave_some_of_this_step();
  Someone administrator(folder / "administrator", JIUM_BINARY, server);
  administrator.join(text_at(*invited, "/link"));
  administrator.sign_in();
  const auto second =
      administrator.line().ask({"person", "invite", "--name", "Seo-yeon Han", "--role", "deletion_officer"});
  ASSERT_TRUE(second) << second.fault().what;

  leave_some_of_this_step();
  Someone officer(folder / "officer", JIUM_BINARY, server);
  officer.join(text_at(*second, "/link"));
  officer.sign_in();
  const auto opened =
      officer.line().ask({"case", "open", "--pseudonym", "blue-heron", "--age-band", "twenties", "--harm",
                          "dissemination", "--requester", "victim", "--consent", "removal"});
  ASSERT_TRUE(opened) << opened.fault().what;
  const std::string address = "https://pics.host.example/a/1.jpg";
  const std::string sighting = officer.sees(text_at(*opened, "/id"), address);
  const auto refused = officer.line().ask({"reveal", sighting, "--task", "check_place"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.fault().kind, FaultKind::forbidden);
  EXPECT_THAT(refused.fault().what, testing::HasSubstr("jium step-up"));
  ASSERT_TRUE(officer.line().ask({"step-up", "--code", officer.code(1)}));
  const auto revealed = officer.line().ask({"reveal", sighting, "--task", "check_place"});
  ASSERT_TRUE(revealed) << revealed.fault().what;
  EXPECT_EQ(text_at(*revealed, "/address"), address);

  leave_some_of_this_step();
  officer.change_proofs();
  ASSERT_TRUE(administrator.line().ask({"person", "suspend", officer.id()}));
  const auto out = officer.line().ask({"case", "list"});
  ASSERT_FALSE(out);
  EXPECT_EQ(out.fault().kind, FaultKind::forbidden);
  EXPECT_FALSE(operations.line().ask({"person", "suspend", administrator.id()}))
      << "the system administrator has no say over a centre's people";
}

}  // namespace
}  // namespace jium::story
