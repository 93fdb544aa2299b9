#include "linkage/country.h"

#include <algorithm>
#include <array>
#include <map>
#include <random>

#include "jium/linkage/payment_address.h"

namespace jium::bench {

namespace {

using linkage::Chain;
using linkage::TraceKind;

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  int below(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }
  bool chance(double of) { return static_cast<double>(random_() % 1'000'000U) < of * 1e6; }
  std::uint64_t number() { return (std::uint64_t{random_()} << 32U) | random_(); }
  template <class List>
  const auto& one_of(const List& list) {
    return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
  }

 private:
  std::mt19937 random_;
};

// The same syllables in Hangul and in the romanisation that people type.
struct Syllable {
  const char* hangul;
  const char* latin;
};
constexpr std::array<Syllable, 24> kSyllables{
    {{"가", "ga"}, {"나", "na"}, {"다", "da"}, {"라", "la"}, {"마", "ma"}, {"바", "ba"},
     {"사", "sa"}, {"자", "ja"}, {"하", "ha"}, {"고", "go"}, {"노", "no"}, {"도", "do"},
     {"모", "mo"}, {"보", "bo"}, {"소", "so"}, {"조", "jo"}, {"호", "ho"}, {"구", "gu"},
     {"누", "nu"}, {"두", "du"}, {"무", "mu"}, {"부", "bu"}, {"수", "su"}, {"주", "ju"}}};
const std::vector<std::string> kCommonNames{"admin", "guest", "익명", "user", "telegram", "관리자"};
const std::vector<std::string> kCommonFiles{"IMG_1234.jpg", "KakaoTalk_Video_20260101.mp4", "video_001.mp4",
                                            "Screenshot_20260101-120000.png"};
const std::vector<std::string> kWords{"only",  "wolves",  "know",  "this",  "room",   "never",
                                      "share", "tonight", "again", "our",   "secret", "garden",
                                      "pay",   "first",   "then",  "watch", "silver", "moon"};

struct Name {
  std::string hangul, latin;
  std::string tail;  // digits
};

Name draw_name(Dice& dice) {
  Name name;
  const int syllables = 3 + dice.below(2);
  for (int i = 0; i < syllables; ++i) {
    const Syllable& one = dice.one_of(kSyllables);
    name.hangul += one.hangul;
    name.latin += one.latin;
  }
  if (dice.chance(0.6)) name.tail = std::to_string(10 + dice.below(90));
  return name;
}

// Nearly another's: one digit more or less, or one syllable.
Name near_name(Dice& dice, const Name& other) {
  Name name = other;
  name.tail = std::to_string(10 + dice.below(90));
  if (name.tail == other.tail) name.tail += "0";
  return name;
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

// As an officer writes down what they saw.
std::string written(Dice& dice, const Name& name) {
  const int how = dice.below(10);
  if (how < 5) return name.latin + name.tail;
  if (how < 6) return upper(name.latin.substr(0, 1)) + name.latin.substr(1) + name.tail;
  if (how < 7) return name.latin + "_" + name.tail + (name.tail.empty() ? "x" : "");
  if (how < 8) return upper(name.latin) + name.tail;
  return name.hangul + name.tail;
}

std::string written_phone(Dice& dice, const std::string& digits) {  // ten: 10xxxxxxxx
  switch (dice.below(4)) {
    case 0:
      return "0" + digits;
    case 1:
      return "0" + digits.substr(0, 2) + "-" + digits.substr(2, 4) + "-" + digits.substr(6);
    case 2:
      return "+82 " + digits.substr(0, 2) + " " + digits.substr(2, 4) + " " + digits.substr(6);
    default:
      return "0082" + digits;
  }
}

// What an offender uses for a while; the next time keeps some of it.
struct Era {
  Name account, handle, channel;
  std::string phone, address, file, phrase;
};

std::string draw_address(Dice& dice) {
  Bytes hash(20);
  for (auto& byte : hash) byte = static_cast<std::uint8_t>(dice.below(256));
  const Chain chain = dice.one_of(std::array{Chain::bitcoin, Chain::tron, Chain::ethereum, Chain::litecoin});
  return linkage::write_payment_address(chain, hash).value();
}

std::string draw_phrase(Dice& dice) {
  std::string phrase;
  for (int i = 0; i < 4; ++i) phrase += (i > 0 ? " " : "") + dice.one_of(kWords);
  return phrase;
}

Era draw_era(Dice& dice) {
  return {draw_name(dice),    draw_name(dice),
          draw_name(dice),    "10" + std::to_string(10'000'000 + dice.below(89'999'999)),
          draw_address(dice), draw_name(dice).latin + "_" + draw_name(dice).latin,
          draw_phrase(dice)};
}

Era next_era(Dice& dice, const Era& before) {
  Era era = draw_era(dice);
  if (dice.chance(0.4)) era.account = before.account;
  if (dice.chance(0.3)) era.handle = before.handle;
  if (dice.chance(0.2)) era.channel = before.channel;
  if (dice.chance(0.2)) era.phone = before.phone;
  if (dice.chance(0.4)) era.address = before.address;
  if (dice.chance(0.5)) era.file = before.file;
  if (dice.chance(0.5)) era.phrase = before.phrase;
  return era;
}

struct Offender {
  std::vector<Era> eras;
};

class Maker {
 public:
  explicit Maker(const CountryTerms& terms) : terms_(terms), dice_(terms.seed) {
    for (int i = 0; i < 6; ++i) rooms_.push_back("t.me/" + draw_name(dice_).latin + "_market");
    for (int i = 0; i < 40; ++i) songs_.push_back(dice_.number() | 1U);
  }

  Country make() {
    Country country;
    while (static_cast<int>(country.cases.size()) < terms_.cases) {
      const int victims = how_many();
      const Offender offender = draw_offender();
      const int home = centre();
      for (int i = 0; i < victims; ++i) {
        const double when = victims > 1 ? static_cast<double>(i) / victims : 0;
        country.cases.push_back(draw_case(offender, country.offenders, home, when));
      }
      ++country.offenders;
    }
    // Offenders are at work at the same time, each of their cases in its order of time.
    std::vector<std::pair<double, std::size_t>> order;
    std::map<int, double> begin;
    for (std::size_t i = 0; i < country.cases.size(); ++i) {
      double& at = begin.try_emplace(country.cases[i].offender, dice_.below(1'000'000) / 1e6).first->second;
      at += dice_.below(1000) / 1e5;
      order.emplace_back(at, i);
    }
    std::sort(order.begin(), order.end());
    std::vector<DrawnCase> sorted;
    for (const auto& [at, i] : order) sorted.push_back(std::move(country.cases[i]));
    country.cases = std::move(sorted);
    return country;
  }

 private:
  int how_many() {
    if (dice_.chance(0.62)) return 1;
    int victims = 2;
    while (victims < 60 && dice_.chance(0.72)) ++victims;
    return victims;
  }
  // The capital has many, the others fewer.
  int centre() { return dice_.chance(0.35) ? dice_.below(3) : dice_.below(terms_.centres); }

  Offender draw_offender() {
    Offender made;
    Era era = draw_era(dice_);
    if (!names_.empty() && dice_.chance(0.05)) era.account = near_name(dice_, dice_.one_of(names_));
    names_.push_back(era.account);
    made.eras.push_back(era);
    for (int i = 0; i < 3; ++i) made.eras.push_back(next_era(dice_, made.eras.back()));
    return made;
  }

  SeenFootage draw_footage() {
    SeenFootage footage{dice_.number(), dice_.number(), 0, dice_.chance(terms_.recall_of_edits)};
    if (dice_.chance(0.08)) footage.song = dice_.one_of(songs_);
    return footage;
  }

  void see(DrawnCase& made, TraceKind kind, std::string text) {
    const auto confidence = dice_.chance(0.5)   ? linkage::Confidence::certain
                            : dice_.chance(0.8) ? linkage::Confidence::likely
                                                : linkage::Confidence::doubtful;
    made.traces.push_back({kind, std::move(text), confidence});
  }

  void see_offender(DrawnCase& made, const Era& era) {
    if (dice_.chance(0.35)) see(made, TraceKind::account_name, written(dice_, era.account));
    if (dice_.chance(0.30)) see(made, TraceKind::handle, "@" + written(dice_, era.handle));
    if (dice_.chance(0.20))
      see(made, TraceKind::channel, "https://t.me/" + era.channel.latin + "_" + era.channel.tail + "z");
    if (dice_.chance(0.10)) see(made, TraceKind::phone, written_phone(dice_, era.phone));
    if (dice_.chance(0.15)) see(made, TraceKind::payment_address, era.address);
    if (dice_.chance(0.25))
      see(made, TraceKind::file_name, era.file + "_" + std::to_string(1 + dice_.below(300)) + ".mp4");
    if (dice_.chance(0.12))
      see(made, TraceKind::phrase, dice_.chance(0.5) ? era.phrase : upper(era.phrase) + "!!");
  }

  void see_noise(DrawnCase& made) {
    if (dice_.chance(0.10)) see(made, TraceKind::account_name, dice_.one_of(kCommonNames));
    if (dice_.chance(0.15)) see(made, TraceKind::file_name, dice_.one_of(kCommonFiles));
    // A bystander: somebody who wrote below it, in the same market as many others.
    if (dice_.chance(0.06)) see(made, TraceKind::channel, dice_.one_of(rooms_));
    if (dice_.chance(0.08)) see(made, TraceKind::account_name, written(dice_, draw_name(dice_)));
    if (!names_.empty() && dice_.chance(0.01))
      see(made, TraceKind::account_name, written(dice_, dice_.one_of(names_)));
  }

  DrawnCase draw_case(const Offender& offender, int number, int home, double when) {
    DrawnCase made;
    made.centre = dice_.chance(0.45) ? home : centre();
    made.offender = number;
    const auto era = std::min(offender.eras.size() - 1,
                              static_cast<std::size_t>(when * static_cast<double>(offender.eras.size())));
    see_offender(made, offender.eras[era]);
    see_noise(made);
    auto& spread = spread_[number];
    const int footages = 1 + dice_.below(4);
    for (int i = 0; i < footages; ++i) {
      // Passed around again: the same scene, mostly encoded anew.
      if (!spread.empty() && dice_.chance(0.12)) {
        SeenFootage again = dice_.one_of(spread);
        again.recognisable = dice_.chance(terms_.recall_of_edits);
        if (dice_.chance(0.7)) again.file = dice_.number();
        made.footage.push_back(again);
        continue;
      }
      made.footage.push_back(draw_footage());
      spread.push_back(made.footage.back());
    }
    return made;
  }

  CountryTerms terms_;
  Dice dice_;
  std::vector<std::string> rooms_;
  std::vector<std::uint64_t> songs_;
  std::vector<Name> names_;
  std::map<int, std::vector<SeenFootage>> spread_;
};

}  // namespace

Country draw_country(const CountryTerms& terms) {
  return Maker(terms).make();
}

}  // namespace jium::bench
