#include "jium/audit/signed_file.h"

#include "jium/audit/exact_text.h"
#include "jium/audit/sha256.h"

namespace jium::audit {
namespace {

constexpr std::string_view kBegin = "-----BEGIN JIUM SIGNATURE-----\n",
                           kEnd = "-----END JIUM SIGNATURE-----\n";
constexpr std::string_view kWord = "jium-signed-file/1";
constexpr std::size_t kRoom = 2048;

struct Place {
  std::size_t from = 0, to = 0;
};

Result<Place> place_in(std::string_view file) {
  const auto begin = file.find(kBegin);
  if (begin == std::string_view::npos || file.find(kBegin, begin + 1) != std::string_view::npos)
    return fault(FaultKind::malformed, "this file has no place for a signature, or more than one");
  const auto from = begin + kBegin.size(), to = from + kRoom;
  if (file.size() < to + kEnd.size() || file.substr(to, kEnd.size()) != kEnd)
    return fault(FaultKind::malformed, "the place for the signature was cut short or moved");
  return Place{from, to};
}

std::string text_of(std::string_view file, const Place& place) {
  Sha256 all;
  all.add(bytes_of(file.substr(0, place.from)));
  all.add(bytes_of(file.substr(place.to)));
  return std::string(kWord) + "\n" + std::to_string(file.size()) + "\n" + to_base64(all.so_far()) + "\n";
}

}  // namespace

std::string place_for_signature() {
  return std::string(kBegin) + std::string(kRoom, ' ') + std::string(kEnd);
}

Result<std::string> sign_file(std::string file, std::span<const NoteSigner> signers) {
  JIUM_TRY(const Place place, place_in(file));
  SignedNote note{text_of(file, place), {}};
  for (const NoteSigner& signer : signers) note.sign(signer);
  const std::string written = write_note(note);
  if (written.size() > kRoom)
    return fault(FaultKind::malformed, "so many signatures have no room in the file");
  file.replace(place.from, written.size(), written);
  return file;
}

Result<std::string> sign_file_too(std::string file, const NoteSigner& signer) {
  JIUM_TRY(SignedNote note, open_signed_file(file));
  const NoteKey key = signer.key();
  JIUM_TRY(const auto by, endorsements_of(note, std::span(&key, 1)));
  if (!by.empty()) return fault(FaultKind::conflict, "this centre has signed the file already");
  note.sign(signer);
  const std::string written = write_note(note);
  if (written.size() > kRoom)
    return fault(FaultKind::malformed, "so many signatures have no room in the file");
  JIUM_TRY(const Place place, place_in(file));
  file.replace(place.from, written.size(), written);
  return file;
}

Result<SignedNote> open_signed_file(std::string_view file) {
  JIUM_TRY(const Place place, place_in(file));
  std::string_view text = file.substr(place.from, kRoom);
  text = text.substr(0, text.find_last_not_of(' ') + 1);
  auto note = read_note(text);
  if (!note) return fault(FaultKind::conflict, "the file is not signed, or its signature was changed");
  if (note->text != text_of(file, place))
    return fault(FaultKind::conflict, "the file was changed after it was signed");
  return note;
}

}  // namespace jium::audit
