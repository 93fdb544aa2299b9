// native_pdq FILE...: both dialects of PDQ of benign pictures, as the native program makes them, a line each:
// value, quality, value and quality of pdq-512. The stories of the browser compare with it.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "jium/base/bytes.h"
#include "jium/fingerprint/pdq.h"
#include "jium/media/picture.h"

int main(int count, char** words) {
  for (int i = 1; i < count; ++i) {
    std::ifstream file(words[i], std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const auto picture = jium::media::decode_picture(jium::bytes_of(bytes));
    if (!picture) {
      std::fprintf(stderr, "%s: %s\n", words[i], picture.fault().what.c_str());
      return 1;
    }
    const jium::fingerprint::Pdq pdq = jium::fingerprint::pdq_of(picture->view());
    const jium::fingerprint::Pdq pdq_512 = jium::fingerprint::pdq_512_of(picture->view());
    std::printf("%s %d %s %d\n", jium::to_hex(pdq.bits).c_str(), pdq.quality,
                jium::to_hex(pdq_512.bits).c_str(), pdq_512.quality);
  }
  return 0;
}
