#include "planted_tree.h"

#include <stdlib.h>

#include <fstream>
#include <system_error>

#include "tidy.h"

namespace jium::tidy {

PlantedTree::PlantedTree() {
  std::string name = (std::filesystem::temp_directory_path() / "jium_tree_XXXXXX").string();
  if (mkdtemp(name.data()) != nullptr) root_ = name;
  plant("src/jium/rooms.tsv", "# a remark\nbase\t\tsodium\ncase_file\nletter\tcase_file\n");
  plant("src/jium/base/bytes.h", "#pragma once\n#include <vector>\n");
  plant("src/jium/case_file/consent.h", "#pragma once\n#include \"jium/base/bytes.h\"\n");
  plant("src/jium/letter/letter.h", "#pragma once\n#include \"jium/case_file/consent.h\"\n");
  plant("test/pictures/pictures.h", "#pragma once\n");
}

PlantedTree::~PlantedTree() {
  std::error_code ignored;
  if (!root_.empty()) std::filesystem::remove_all(root_, ignored);
}

void PlantedTree::plant(const std::string& path, const std::string& text) const {
  const auto file = root_ / path;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

Result<Findings> PlantedTree::check() const {
  return check_tree(root_, root_ / "src/jium/rooms.tsv");
}

}  // namespace jium::tidy
