// A small tree in a temporary folder, with the sin that a test plants in it.
#pragma once

#include <filesystem>
#include <string>

#include "finding.h"
#include "jium/base/result.h"

namespace jium::tidy {

class PlantedTree {
 public:
  // Three rooms, "base", "case_file" and "letter" (which may include case_file), and nothing wrong.
  PlantedTree();
  PlantedTree(const PlantedTree&) = delete;
  PlantedTree& operator=(const PlantedTree&) = delete;
  ~PlantedTree();

  void plant(const std::string& path, const std::string& text) const;
  [[nodiscard]] const std::filesystem::path& root() const { return root_; }
  [[nodiscard]] Result<Findings> check() const;

 private:
  std::filesystem::path root_;
};

}  // namespace jium::tidy
