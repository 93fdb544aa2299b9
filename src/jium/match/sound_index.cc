#include "jium/match/sound_index.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>
#include <tuple>
#include <unordered_map>

namespace jium::match {
namespace {

constexpr std::size_t kPostingStep = 2;  // every second item of a reference is indexed; a query asks with all
constexpr std::size_t kHotList = 50'000;  // a prefix in so many places says nothing
constexpr int kLeastVotes = 3;
constexpr std::size_t kStill = 4;         // equal items in a row that still count
constexpr std::size_t kLongestLag = 320;  // items, 40 s: loops longer than that are not looked for
constexpr std::size_t kShortestLag = 4;
constexpr std::size_t kLoopWindow = 40;  // items that must repeat
constexpr int kLoopErrors = 5;           // bits of 32, their mean
constexpr std::size_t kReach = 8;        // items to either side over which errors are smoothed

std::uint32_t prefix_of(std::uint32_t item) {
  return item >> 16U;
}

int errors(std::uint32_t a, std::uint32_t b) {
  return std::popcount(a ^ b);
}

bool same_rate(const SoundPrint& a, const SoundPrint& b) {
  return a.items_per_second > 0 &&
         std::abs(a.items_per_second - b.items_per_second) < 0.01 * a.items_per_second;
}

void silence_repeats_at(std::size_t lag, const SoundPrint& print, std::vector<bool>& usable) {
  const auto& items = print.items;
  if (items.size() < lag + kLoopWindow) return;
  int sum = 0;
  std::size_t silenced_to = 0;
  for (std::size_t i = lag; i < items.size(); ++i) {
    sum += errors(items[i], items[i - lag]);
    const std::size_t from = i + 1 - kLoopWindow;
    if (i + 1 < lag + kLoopWindow) continue;
    if (i >= lag + kLoopWindow) sum -= errors(items[from - 1], items[from - 1 - lag]);
    if (sum > kLoopErrors * static_cast<int>(kLoopWindow)) continue;
    // At the ends of the window there may be other sound.
    for (std::size_t j = std::max(from, silenced_to); j <= i; ++j) {
      if (errors(items[j], items[j - lag]) <= kLoopErrors + 2) usable[j] = false;
    }
    silenced_to = i + 1;
  }
}

// Along one offset: the errors of each query item, or -1 where nothing can be compared.
std::vector<int> errors_along(const SoundPrint& query, const SoundPrint& reference, int offset) {
  std::vector<int> row(query.items.size(), -1);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::ptrdiff_t j = static_cast<std::ptrdiff_t>(i) + offset;
    if (j < 0 || j >= static_cast<std::ptrdiff_t>(reference.items.size())) continue;
    const auto at = static_cast<std::size_t>(j);
    if (query.usable[i] && reference.usable[at]) row[i] = errors(query.items[i], reference.items[at]);
  }
  return row;
}

// Is the neighbourhood of each item the same sound?
std::vector<bool> smoothed(const std::vector<int>& row, double most) {
  std::vector<int> sums{0};  // of the items before
  std::vector<int> counts{0};
  for (const int one : row) {
    sums.push_back(sums.back() + std::max(0, one));
    counts.push_back(counts.back() + (one >= 0 ? 1 : 0));
  }
  std::vector<bool> good(row.size(), false);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::size_t from = i < kReach ? 0 : i - kReach;
    const std::size_t to = std::min(row.size(), i + kReach + 1);
    const int count = counts[to] - counts[from];
    good[i] = count >= static_cast<int>(kReach) && sums[to] - sums[from] <= most * count;
  }
  return good;
}

}  // namespace

SoundPrint without_repeats(SoundPrint print) {
  print.usable.resize(print.items.size(), false);
  std::vector<bool> usable = print.usable;
  std::size_t still = 0;
  for (std::size_t i = 1; i < print.items.size(); ++i) {
    still = print.items[i] == print.items[i - 1] ? still + 1 : 0;
    if (still >= kStill) usable[i] = false;
  }
  for (std::size_t lag = kShortestLag; lag <= kLongestLag; ++lag) silence_repeats_at(lag, print, usable);
  print.usable = std::move(usable);
  return print;
}

std::vector<SoundStretch> compare_sound(const SoundPrint& query, const SoundPrint& reference, int offset,
                                        int least_items) {
  if (!same_rate(query, reference)) return {};
  const std::vector<int> row = errors_along(query, reference, offset);
  const std::vector<bool> good = smoothed(row, kSoundRules.item_errors);
  std::vector<SoundStretch> stretches;
  const double second = 1 / query.items_per_second;
  for (std::size_t from = 0; from < row.size(); ++from) {
    if (!good[from] || row[from] < 0) continue;
    SoundStretch stretch;
    int sum = 0;
    int compared = 0;
    std::size_t last = from;
    for (std::size_t i = from; i < row.size() && good[i]; ++i) {
      if (row[i] < 0) continue;
      last = i;
      ++compared;
      sum += row[i];
      if (row[i] <= kSoundRules.item_errors) ++stretch.items;
    }
    stretch.mean_errors = static_cast<double>(sum) / compared;
    stretch.query_from = static_cast<double>(from) * second;
    stretch.query_to = static_cast<double>(last + 1) * second;
    stretch.reference_from = stretch.query_from + offset * second;
    stretch.reference_to = stretch.query_to + offset * second;
    if (stretch.items >= least_items && stretch.mean_errors <= kSoundRules.mean_errors)
      stretches.push_back(stretch);
    while (from + 1 < row.size() && good[from + 1]) ++from;
  }
  std::sort(stretches.begin(), stretches.end(),
            [](const SoundStretch& a, const SoundStretch& b) { return a.items > b.items; });
  return stretches;
}

void SoundIndex::add(std::uint32_t slot, const SoundPrint& print) {
  for (std::size_t i = 0; i < print.items.size(); i += kPostingStep) {
    if (print.usable[i])
      postings_[prefix_of(print.items[i])].push_back({slot, static_cast<std::uint32_t>(i)});
  }
}

void SoundIndex::remove(std::uint32_t slot, const SoundPrint& print) {
  std::set<std::size_t> prefixes;  // each list once, however often the print stands in it
  for (std::size_t i = 0; i < print.items.size(); i += kPostingStep) {
    if (print.usable[i]) prefixes.insert(prefix_of(print.items[i]));
  }
  for (const std::size_t prefix : prefixes)
    std::erase_if(postings_[prefix], [&](const Posting& posting) { return posting.slot == slot; });
}

// A first look through all postings counts votes in a small table in which different offsets may meet; a
// second keeps those that could have enough. Nearly all postings of a large bank are chance and end here.
std::vector<std::uint64_t> SoundIndex::promising(const SoundPrint& query) const {
  std::vector<std::pair<std::size_t, const std::vector<Posting>*>> lists;
  std::size_t postings = 0;
  for (std::size_t i = 0; i < query.items.size(); ++i) {
    if (!query.usable[i]) continue;
    const auto& list = postings_[prefix_of(query.items[i])];
    if (list.empty() || list.size() > kHotList) continue;
    lists.emplace_back(i, &list);
    postings += list.size();
  }
  const std::size_t size = std::bit_ceil(std::max<std::size_t>(1024, 4 * postings));
  std::vector<std::uint8_t> counts(size, 0);
  const auto place = [&](std::uint64_t bin) { return (bin * 0x9E37'79B9'7F4A'7C15U >> 20U) & (size - 1); };
  // Bins of eight offsets, and the same moved by half, so that no offset lies on the border of both.
  const auto bins = [](std::uint64_t key) {
    return std::pair(key >> 3U << 1U, ((key + 4) >> 3U << 1U) | 1U);
  };
  const auto each = [&](const auto& visit) {
    for (const auto& [item, list] : lists) {
      // The offset is moved up so that it has no sign.
      const std::uint64_t shift = query.items.size() - item;
      for (const Posting& posting : *list) visit((std::uint64_t{posting.slot} << 32U) + posting.item + shift);
    }
  };
  each([&](std::uint64_t key) {
    const auto [one, other] = bins(key);
    for (const std::uint64_t bin : {one, other}) {
      if (counts[place(bin)] < 255) ++counts[place(bin)];
    }
  });
  std::vector<std::uint64_t> kept;
  each([&](std::uint64_t key) {
    const auto [one, other] = bins(key);
    if (counts[place(one)] >= kLeastVotes || counts[place(other)] >= kLeastVotes) kept.push_back(key);
  });
  return kept;
}

std::size_t SoundIndex::bytes() const {
  std::size_t bytes = postings_.size() * sizeof(postings_[0]);
  for (const auto& list : postings_) bytes += list.capacity() * sizeof(Posting);
  return bytes;
}

std::vector<SoundVote> SoundIndex::vote(const SoundPrint& query, std::size_t most) const {
  std::unordered_map<std::uint64_t, int> votes;  // by slot and offset
  for (const std::uint64_t key : promising(query)) ++votes[key];
  const auto shift = static_cast<std::int64_t>(query.items.size());
  std::vector<SoundVote> result;
  for (const auto& [key, count] : votes) {
    // Neighbouring offsets speak for each other: the two prints were not cut at the same moment.
    const auto at = [&](std::uint64_t other) {
      const auto found = votes.find(other);
      return found == votes.end() ? 0 : found->second;
    };
    const int together = count + at(key - 1) + at(key + 1);
    if (together < kLeastVotes || at(key - 1) > count || at(key + 1) > count) continue;
    result.push_back({static_cast<std::uint32_t>(key >> 32U),
                      static_cast<int>(static_cast<std::int64_t>(key & 0xFFFF'FFFFU) - shift), together});
  }
  std::sort(result.begin(), result.end(), [](const SoundVote& a, const SoundVote& b) {
    return std::tuple(-a.votes, a.slot, a.offset) < std::tuple(-b.votes, b.slot, b.offset);
  });
  if (result.size() > most) result.resize(most);
  return result;
}

}  // namespace jium::match
