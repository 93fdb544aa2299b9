#include "function_lengths.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <boost/json.hpp>
#include <memory>
#include <sstream>

namespace jium::tidy {
namespace {

// Quoted for the shell, which needs the word as it is.
std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::string ctags_command(const std::string& list) {
  std::string command = "ctags --output-format=json --fields=+ne --kinds-C++=f --language-force=C++";
  for (const auto* macro : {"TEST", "TEST_F", "TEST_P", "TYPED_TEST"}) {
    command += " -D " + quoted(std::string(macro) + "(suite,name)=void suite##_##name()");
  }
  for (const auto* macro : {"RC_GTEST_PROP", "RC_GTEST_FIXTURE_PROP"}) {
    command += " -D " + quoted(std::string(macro) + "(suite,name,given)=void suite##_##name()");
  }
  return command + " -f - -L " + quoted(list);
}

// A file that goes when its owner goes.
class NamedFile {
 public:
  explicit NamedFile(const std::string& text)
      : path_((std::filesystem::temp_directory_path() / "jium_tidy_XXXXXX").string()) {
    const int descriptor = mkstemp(path_.data());
    whole_ =
        descriptor >= 0 && write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (descriptor >= 0) close(descriptor);
  }
  NamedFile(const NamedFile&) = delete;
  NamedFile& operator=(const NamedFile&) = delete;
  ~NamedFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] bool whole() const { return whole_; }

 private:
  std::string path_;
  bool whole_ = false;
};

Result<std::string> output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return fault(FaultKind::outside, "no shell could be started for ctags");
  std::string out;
  std::array<char, 16384> piece{};
  for (std::size_t got = 0; (got = fread(piece.data(), 1, piece.size(), pipe)) > 0;)
    out.append(piece.data(), got);
  if (pclose(pipe) != 0) {
    return fault(FaultKind::outside,
                 "ctags failed: install universal-ctags (./dev tidy does) and read its message above");
  }
  return out;
}

Result<Findings> too_long(const std::string& tags, const std::string& root) {
  Findings findings;
  std::istringstream in(tags);
  for (std::string line; std::getline(in, line);) {
    boost::system::error_code problem;
    const auto tag = boost::json::parse(line, problem);
    const auto* fields = problem ? nullptr : tag.if_object();
    if (fields == nullptr)
      return fault(FaultKind::outside, "ctags wrote no JSON: it must be universal-ctags");
    if (!fields->contains("end") || !fields->contains("line")) continue;
    const auto first = fields->at("line").to_number<std::size_t>();
    const auto last = fields->at("end").to_number<std::size_t>();
    if (last < first + kFunctionLines) continue;
    std::string path(fields->at("path").as_string());
    if (path.starts_with(root)) path.erase(0, root.size());
    findings.push_back({path, first,
                        std::string(fields->at("name").as_string()) + " has " +
                            std::to_string(last - first + 1) + " lines, more than " +
                            std::to_string(kFunctionLines) + ": give a part of it a name of its own"});
  }
  return findings;
}

}  // namespace

Result<Findings> check_function_lengths(const std::filesystem::path& root,
                                        const std::vector<SourceFile>& files) {
  const std::string prefix = (root / "").string();
  std::string list;
  for (const auto& file : files) {
    if (file.is_cpp()) list += prefix + file.path + "\n";
  }
  if (list.empty()) return Findings{};
  const NamedFile names(list);
  if (!names.whole()) return fault(FaultKind::outside, "cannot write to the folder for temporary files");
  JIUM_TRY(const std::string tags, output_of(ctags_command(names.path())));
  return too_long(tags, prefix);
}

}  // namespace jium::tidy
