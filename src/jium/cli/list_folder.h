// A list folder: a hash list read once and written down so that it is there again in milliseconds, however
// long it is. Format: docs/formats/list_folder.md.
//
// The plain hashes lie in the indexes of match/hash_bank.h, the labels in label_file.h, the prints (which are
// needed in memory anyway) as lines of a hash list in `prints`, labelled with their items' numbers. `list`
// describes and seals these; the bank's mark, which is set last, seals `list`: what is not finished never
// passes for a whole.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/result.h"
#include "jium/cli/label_file.h"
#include "jium/exchange/hash_list.h"
#include "jium/fingerprint/fingerprint.h"
#include "jium/match/hash_bank.h"

namespace jium::cli {

inline constexpr std::string_view kPrints = "prints";

// The file `list`.
struct ListDescription {
  std::uint64_t items = 0;
  std::string digest;       // SHA-256 of the list, hexadecimal
  bool needs_more = false;  // it has what only a longer look at a file can find
  LabelWriter::Seals labels;
  Seal prints;
};
[[nodiscard]] std::string write_description(const ListDescription& description);
// Malformed when it is none, or of a format of another jium; Conflict when it is of a folder that was never
// finished.
[[nodiscard]] Result<ListDescription> read_description(std::string_view text);

// What a plain look at a file cannot find.
[[nodiscard]] bool needs_longer_look(const fingerprint::Fingerprint& one);
// What is kept in memory: prints, and the frames of vPDQ.
[[nodiscard]] bool is_kept_whole(const fingerprint::Fingerprint& one);

struct ListFolder {
  ListDescription description;
  std::unique_ptr<match::HashBank> hashes;
  LabelFile labels;
};
// For matching, beside others that do so too. Missing when there is no such folder or none that jium made;
// Conflict while another process makes or mends it, or when it was never finished; Malformed when it is
// damaged, as far as sizes and headers tell, or of another format; the words say what to do.
[[nodiscard]] Result<ListFolder> open_list_folder(const std::string& folder);
// Item by item, with its number. Malformed when they are not what was written.
[[nodiscard]] Result<void> read_prints(
    const std::string& folder, const ListDescription& description,
    const std::function<void(std::uint64_t, const std::vector<fingerprint::Fingerprint>&)>& visit);

// How far: items so far, and how much of the list was read in per cent.
using ListProgress = std::function<void(std::uint64_t items, int per_cent)>;
// In place of what the folder had before; Conflict when it holds anything else. Memory for a quarter of a
// million items and for the merges of the index (one segment at a time).
[[nodiscard]] Result<ListDescription> build_list_folder(const std::string& list, const std::string& folder,
                                                        const ListProgress& progress);

struct ListFolderCheck {
  std::uint64_t items = 0;
  std::vector<std::string> wrong;  // in words; empty: all is well
  bool repaired = false;
};
// Every byte of the folder against its sums and, unless `list` is empty, every value against the list (with
// all of them in memory). `repair` needs the list; what differs is written anew. Conflict when the folder was
// made of another list. Errors else as of open_list_folder; what is damaged is no error here.
[[nodiscard]] Result<ListFolderCheck> check_list_folder(const std::string& folder, const std::string& list,
                                                        bool repair);

}  // namespace jium::cli
