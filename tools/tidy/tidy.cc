#include "tidy.h"

#include <algorithm>

#include "forbidden_words.h"
#include "function_lengths.h"
#include "include_table.h"
#include "line_counts.h"
#include "named_tests.h"
#include "room_table.h"
#include "source_tree.h"

namespace jium::tidy {

Result<Findings> check_tree(const std::filesystem::path& root, const std::filesystem::path& table) {
  JIUM_TRY(const auto files, read_source_tree(root));
  JIUM_TRY(const auto rooms, RoomTable::read(table, table.lexically_relative(root).generic_string()));
  Findings all;
  const auto add = [&all](Findings more) { all.insert(all.end(), more.begin(), more.end()); };
  add(rooms.check());
  add(rooms.check_folders(files));
  add(check_includes(files, rooms));
  add(check_line_counts(files));
  add(check_forbidden_words(files));
  add(check_named_tests(files));
  JIUM_TRY(auto lengths, check_function_lengths(root, files));
  add(std::move(lengths));
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace jium::tidy
