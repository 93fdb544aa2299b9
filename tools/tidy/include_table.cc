#include "include_table.h"

#include <algorithm>
#include <regex>
#include <set>

namespace jium::tidy {
namespace {

bool is_test(const SourceFile& file) {
  return file.ends_with("_test.cc") || file.ends_with("_bench.cc") || file.ends_with("_fuzz.cc") ||
         file.ends_with("_fixture.h");
}

// What only tests include: fakes, and what several tests are furnished with.
bool is_fake(std::string_view header) {
  return header.substr(header.rfind('/') + 1).starts_with("fake_") || header.ends_with("_fixture.h");
}

class IncludeCheck {
 public:
  IncludeCheck(const std::vector<SourceFile>& files, const RoomTable& table) : table_(table) {
    for (const auto& file : files) paths_.insert(file.path);
  }

  void look_at(const SourceFile& file) {
    static const std::regex include(R"re(^\s*#\s*include\s*["<]([^">]+)[">])re");
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      std::smatch found;
      if (!std::regex_search(file.lines[i], found, include)) continue;
      const std::string what = judge(file, found[1].str());
      if (!what.empty()) findings_.push_back({file.path, i + 1, what});
    }
  }

  [[nodiscard]] Findings take() { return std::move(findings_); }

 private:
  // What is wrong with the include, or nothing.
  [[nodiscard]] std::string judge(const SourceFile& file, const std::string& header) const {
    const std::string room(room_of(file.path));
    const std::string included(room_of("src/" + header));
    if (!included.empty()) return judge_room(file, room, included, header);
    const std::string folder = file.path.substr(0, file.path.rfind('/') + 1);
    if (paths_.contains(folder + header)) return "write the whole way: \"jium/" + room + "/" + header + "\"";
    if (!is_test(file) && paths_.contains("test/" + header)) {
      return "a header of test/ in shipping code: move what is shared into a room";
    }
    return {};
  }

  [[nodiscard]] std::string judge_room(const SourceFile& file, const std::string& room,
                                       const std::string& included, const std::string& header) const {
    if (is_fake(header)) {
      return is_test(file) ? "" : "a fake in shipping code: take the port, and let a test hand the fake in";
    }
    if (table_.allows(room, included)) return {};
    const bool generated = !table_.knows(included) && !paths_.contains("src/" + header);
    if (generated) return {};
    return room + " may not include " + included +
           ": hand the value or a port in from above, or, if the way of the rooms is right, allow it in "
           "rooms.tsv";
  }

  const RoomTable& table_;
  std::set<std::string, std::less<>> paths_;
  Findings findings_;
};

}  // namespace

Findings check_includes(const std::vector<SourceFile>& files, const RoomTable& table) {
  IncludeCheck check(files, table);
  for (const auto& file : files) {
    if (file.is_cpp() && table.knows(room_of(file.path))) check.look_at(file);
  }
  return check.take();
}

}  // namespace jium::tidy
