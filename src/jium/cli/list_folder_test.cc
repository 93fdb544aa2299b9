#include "jium/cli/list_folder.h"

#include <gtest/gtest.h>

#include "jium/cli/known_list.h"
#include "jium/cli/list_drawn_test.h"

namespace jium::cli {
namespace {

namespace fs = std::filesystem;
const ListProgress kQuiet = [](std::uint64_t, int) {};

class ListFolders : public InAFolder {
 protected:
  ListFolders() : list_(drawn_list(60, true)) { put("list", list_.text); }

  [[nodiscard]] Result<ListDescription> build(const std::string& list = "list") const {
    return build_list_folder(at(list), at("folder"), kQuiet);
  }
  [[nodiscard]] bool opens() const { return open_list_folder(at("folder")).has_value(); }
  [[nodiscard]] FaultKind refusal() const { return open_list_folder(at("folder")).fault().kind; }
  [[nodiscard]] ListFolderCheck checked(bool with_list = false, bool repair = false) const {
    auto check = check_list_folder(at("folder"), with_list ? at("list") : "", repair);
    EXPECT_TRUE(check) << (check ? "" : check.fault().what);
    return check ? *check : ListFolderCheck{};
  }
  // Every regular file in and below the folder that has bytes.
  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(at("folder"))) {
      if (entry.is_regular_file() && entry.file_size() > 0)
        names.push_back(fs::relative(entry.path(), place_).string());
    }
    std::ranges::sort(names);
    return names;
  }
  // Does every item of the list find itself?
  void expect_all_found(const KnownList& known) const {
    for (std::size_t item = 0; item < list_.items.size(); ++item) {
      const auto matches = known.matches_of(file_with(list_.items[item]));
      ASSERT_EQ(matches.size(), 1U) << item;
      EXPECT_EQ(matches[0].found.item, item);
      EXPECT_EQ(matches[0].label, "item called " + std::to_string(item));
    }
  }

  DrawnList list_;
};

TEST_F(ListFolders, a_folder_knows_what_its_list_knows) {
  const auto built = build();
  ASSERT_TRUE(built) << built.fault().what;
  EXPECT_EQ(built->items, 60U);
  const auto of_folder = KnownList::read(at("folder"));
  const auto of_file = KnownList::read(at("list"));
  ASSERT_TRUE(of_folder) << of_folder.fault().what;
  ASSERT_TRUE(of_file);
  expect_all_found(**of_folder);
  expect_all_found(**of_file);
  EXPECT_EQ((*of_folder)->digest(), (*of_file)->digest());
  EXPECT_EQ((*of_folder)->size(), (*of_file)->size());
  EXPECT_EQ((*of_folder)->purpose(), fingerprint::Purpose::ask);
}

TEST_F(ListFolders, videos_are_known_by_their_frames_as_the_list_knows_them) {
  ASSERT_TRUE(build());
  const auto of_folder = KnownList::read(at("folder"));
  const auto of_file = KnownList::read(at("list"));
  ASSERT_TRUE(of_folder && of_file);
  for (const std::size_t item : {1U, 6U, 56U}) {
    const FileResult asked = file_with({list_.items[item].front()});  // without its digest
    const auto matches = (*of_folder)->matches_of(asked);
    ASSERT_EQ(matches.size(), 1U) << item;
    EXPECT_EQ(matches[0].found.item, item);
    ASSERT_TRUE(matches[0].vpdq);
    EXPECT_EQ(matches[0].vpdq->query, 100);
    const auto of_list = (*of_file)->matches_of(asked);
    ASSERT_EQ(of_list.size(), 1U);
    EXPECT_EQ(match_json(matches[0].found), match_json(of_list[0].found));
  }
}

TEST_F(ListFolders, a_list_of_plain_hashes_needs_no_longer_look) {
  put("plain", drawn_list(20, false).text);
  ASSERT_TRUE(build("plain"));
  EXPECT_EQ((*KnownList::read(at("folder")))->purpose(), fingerprint::Purpose::standard);
}

TEST_F(ListFolders, built_again_of_another_list_it_has_nothing_of_the_old_one) {
  ASSERT_TRUE(build());
  const DrawnList other = drawn_list(7, false, 5);
  put("other", other.text);
  ASSERT_TRUE(build("other"));
  const auto known = KnownList::read(at("folder"));
  ASSERT_TRUE(known);
  EXPECT_EQ((*known)->size(), 7U);
  EXPECT_TRUE((*known)->matches_of(file_with(list_.items[3])).empty());
  EXPECT_EQ((*known)->matches_of(file_with(other.items[3])).size(), 1U);
}

TEST_F(ListFolders, one_whose_making_ends_early_never_passes_for_a_whole) {
  ASSERT_TRUE(build());
  put("bad", list_.text + "pdq nonsense\n");
  const auto failed = build("bad");
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.fault().what.find("line 121"), std::string::npos) << failed.fault().what;
  EXPECT_EQ(refusal(), FaultKind::conflict);
  EXPECT_FALSE(checked().wrong.empty());
  ASSERT_TRUE(build());
  EXPECT_TRUE(opens());
}

TEST_F(ListFolders, without_the_mark_that_is_written_last_it_is_not_opened) {
  ASSERT_TRUE(build());
  fs::remove(at("folder/mark"));
  EXPECT_EQ(refusal(), FaultKind::malformed);
  EXPECT_FALSE(checked().wrong.empty());
  EXPECT_TRUE(checked(true, true).repaired);
  EXPECT_TRUE(opens());
}

TEST_F(ListFolders, what_jium_did_not_write_is_left_alone) {
  fs::create_directory(at("folder"));
  put("folder/prints", "my photographs");
  const auto built = build();
  ASSERT_FALSE(built);
  EXPECT_EQ(built.fault().kind, FaultKind::conflict);
  EXPECT_EQ(text("folder/prints"), "my photographs");
  EXPECT_EQ(refusal(), FaultKind::missing);
  EXPECT_EQ(files().size(), 1U);
}

TEST_F(ListFolders, many_read_it_at_once_and_nobody_writes_meanwhile) {
  ASSERT_TRUE(build());
  const auto first = open_list_folder(at("folder"));
  ASSERT_TRUE(first);
  EXPECT_TRUE(opens());
  EXPECT_TRUE(checked().wrong.empty());
  EXPECT_EQ(build().fault().kind, FaultKind::conflict);
  EXPECT_EQ(check_list_folder(at("folder"), at("list"), true).fault().kind, FaultKind::conflict);
}

TEST_F(ListFolders, a_good_one_is_found_good_with_the_list_and_without) {
  ASSERT_TRUE(build());
  EXPECT_TRUE(checked().wrong.empty());
  const ListFolderCheck with_list = checked(true);
  EXPECT_TRUE(with_list.wrong.empty());
  EXPECT_EQ(with_list.items, 60U);
}

TEST_F(ListFolders, another_list_is_not_taken_for_its_own) {
  ASSERT_TRUE(build());
  put("list", list_.text + "\n");
  const auto check = check_list_folder(at("folder"), at("list"), true);
  ASSERT_FALSE(check);
  EXPECT_EQ(check.fault().kind, FaultKind::conflict);
}

TEST_F(ListFolders, a_description_that_is_cut_or_changed_is_not_believed) {
  ASSERT_TRUE(build());
  const std::string whole = text("folder/list");
  for (std::size_t byte = 0; byte < whole.size(); ++byte) {
    put("folder/list", whole.substr(0, byte));
    EXPECT_FALSE(opens()) << byte;
    if (byte % 4 != 0) continue;
    std::string flipped = whole;
    flipped[byte] = static_cast<char>(flipped[byte] ^ 1);
    put("folder/list", flipped);
    EXPECT_FALSE(opens()) << byte;
  }
  put("folder/list", whole);
  EXPECT_TRUE(opens());
}

TEST_F(ListFolders, another_format_is_refused_by_name) {
  const auto read = read_description(R"({"jium":"list","format":2})");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.fault().kind, FaultKind::malformed);
  EXPECT_NE(read.fault().what.find("another version"), std::string::npos);
  EXPECT_EQ(read_description(R"({"jium":"list","format":1,"unfinished":true})").fault().kind,
            FaultKind::conflict);
}

TEST_F(ListFolders, prints_that_are_changed_are_refused) {
  ASSERT_TRUE(build());
  std::string prints = text("folder/prints");
  prints[prints.size() / 2] = prints[prints.size() / 2] == '0' ? '1' : '0';
  put("folder/prints", prints);
  const auto known = KnownList::read(at("folder"));
  ASSERT_FALSE(known);
  EXPECT_EQ(known.fault().kind, FaultKind::malformed);
}

// Whatever is damaged: the check names it, the repair mends it, and afterwards all is found.
TEST_F(ListFolders, each_file_that_is_changed_or_cut_or_lost_is_found_and_mended) {
  ASSERT_TRUE(build());
  ASSERT_TRUE(opens());
  const std::vector<std::string> names = files();
  ASSERT_GE(names.size(), 8U);
  for (const std::string& name : names) {
    if (!fs::exists(at(name))) continue;  // a log that a repair made needless
    const std::string whole = text(name);
    const bool is_last_log = name.find("log-") != std::string::npos;
    for (const auto& [what, damaged] : {std::pair("changed",
                                                  [&] {
                                                    std::string made = whole;
                                                    made[made.size() / 2] ^= 4;
                                                    return std::optional(made);
                                                  }()),
                                        {"cut", std::optional(whole.substr(0, whole.size() - 2))},
                                        {"lost", std::optional<std::string>()}}) {
      if (!damaged && name == "folder/list") continue;  // then it is no folder of ours
      if (damaged) put(name, *damaged);
      if (!damaged) fs::remove(at(name));
      // A last log that is lost leaves no trace in its index: only the list can tell.
      EXPECT_FALSE(checked(is_last_log).wrong.empty()) << name << " " << what;
      EXPECT_FALSE(checked(true).wrong.empty()) << name << " " << what;
      EXPECT_TRUE(checked(true, true).repaired) << name << " " << what;
      EXPECT_TRUE(checked(true).wrong.empty()) << name << " " << what;
      const auto known = KnownList::read(at("folder"));
      ASSERT_TRUE(known) << name << " " << what << ": " << known.fault().what;
      expect_all_found(**known);
      if (!fs::exists(at(name)) || text(name) != whole) break;  // mended into other files
    }
  }
}

TEST_F(ListFolders, a_large_list_becomes_segments_and_is_found_as_well) {
  const DrawnList large = drawn_list(20'000, false, 3);  // more than a list of the index takes
  put("large", large.text);
  ASSERT_TRUE(build("large"));
  EXPECT_TRUE(fs::exists(at("folder/pdq/segment-1")));
  const auto known = KnownList::read(at("folder"));
  ASSERT_TRUE(known);
  for (std::size_t item = 0; item < large.items.size(); item += 997) {
    const auto matches = (*known)->matches_of(file_with({large.items[item].front()}));
    ASSERT_EQ(matches.size(), 1U);
    EXPECT_EQ(matches[0].found.item, item);
  }
}

}  // namespace
}  // namespace jium::cli
