// A file that carries its own signature, in a place that was kept free for it: a PDF that is handed to a
// court as one file. The place stands between two marks that occur once each:
//
//   -----BEGIN JIUM SIGNATURE-----
//   jium-signed-file/1
//   <size of the file in bytes>
//   <SHA-256 of all bytes of the file but those between the marks, base 64>
//
//   — O-7K3M-9QX2-PD4T <signature>
//   <blanks up to the full length of the place>
//   -----END JIUM SIGNATURE-----
//
// The text is a signed note (C2SP signed-note); it may be signed by several. There is no byte of the file
// that could be changed without the signature noticing: outside the marks it is digested, between them it
// must be spelt in the one way. docs/formats/court_report.md; tools/court_verify.py does the same without us.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "jium/audit/checkpoint.h"

namespace jium::audit {

// Marks and an empty place, to be put into the file as it is, once.
[[nodiscard]] std::string place_for_signature();

// Malformed when the file has not exactly one place, or it is too small for so many signatures.
[[nodiscard]] Result<std::string> sign_file(std::string file, std::span<const NoteSigner> signers);

// One more signature beside those that are there. Conflict when the file is not what was signed, or this key
// has signed it.
[[nodiscard]] Result<std::string> sign_file_too(std::string file, const NoteSigner& signer);

// The note, when the file is the one that it speaks of; whose signatures are good is endorsements_of()'s to
// say. Malformed when there is no such place, conflict when the file is not what was signed.
[[nodiscard]] Result<SignedNote> open_signed_file(std::string_view file);

}  // namespace jium::audit
