#include "server/engine/name_windows.h"

#include <algorithm>
#include <tuple>

#include "server/text/normalise.h"

namespace dragoman {
namespace {

// The sounds of each word of a text, as it stands and, where endings count, without its ending.
struct WordSounds {
  std::vector<std::string> forms;
  std::vector<std::string> stems;  // Empty where endings do not count.
  std::vector<bool> is_heard;      // Whether a word has a consonant.
};

WordSounds SoundsOf(const Analysis& analysis, const Language& language) {
  WordSounds sounds;
  const bool declined = RuleSetOf(language) == RuleSet::kRussian;
  for (const Word& word : analysis.words) {
    sounds.forms.push_back(NameSounds(word.form));
    sounds.is_heard.push_back(sounds.forms.back().find_first_not_of("AIW") != std::string::npos);
    if (declined) sounds.stems.push_back(NameSounds(word.stem));
  }
  return sounds;
}

// Better windows come first.
auto RankOf(const NameWindow& window) {
  return std::tuple(window.meeting != NameMeeting::kEqual, window.distance, window.words,
                    window.word);
}

// Sets how the name meets the words whose sounds these are, if that is better than what was.
void Meet(const NameKey& name, const std::string& sounds, NameWindow& window) {
  const NameKey key = NameKeyOfSounds(sounds);
  const NameMeeting meeting = MeetingOf(name, key);
  if (meeting == NameMeeting::kNone) return;
  NameWindow other = window;
  other.meeting = meeting;
  other.distance = SoundDistance(name, key);
  if (window.meeting == NameMeeting::kNone || RankOf(other) < RankOf(window)) window = other;
}

// Adds the windows that begin at a word.
void AddWindowsAt(size_t word, const NameKey& name, size_t most_words, const Analysis& analysis,
                  const WordSounds& sounds, std::vector<NameWindow>& windows) {
  std::string form;
  std::string stem;
  const size_t last = std::min(word + most_words, analysis.words.size());
  for (size_t i = word; i < last; ++i) {
    form += sounds.forms[i];
    NameWindow window{.word = word,
                      .words = i - word + 1,
                      .range = {analysis.words[word].range.begin, analysis.words[i].range.end}};
    Meet(name, form, window);
    if (!sounds.stems.empty()) Meet(name, stem += sounds.stems[i], window);
    // At the edges of a longer window such a word would be some "and", which changes no key.
    if (i > word && !(sounds.is_heard[word] && sounds.is_heard[i])) continue;
    if (window.meeting != NameMeeting::kNone) windows.push_back(window);
  }
}

}  // namespace

std::vector<NameWindow> FindNameWindows(const NameKey& name, size_t most_words,
                                        std::string_view text, const Analysis& analysis,
                                        const Language& language) {
  const WordSounds sounds = SoundsOf(analysis, language);
  std::vector<NameWindow> windows;
  for (size_t word = 0; word < analysis.words.size(); ++word) {
    if (!BeginsLikeName(text.substr(analysis.words[word].range.begin))) continue;
    AddWindowsAt(word, name, most_words, analysis, sounds, windows);
  }
  std::sort(windows.begin(), windows.end(),
            [](const auto& a, const auto& b) { return RankOf(a) < RankOf(b); });
  std::vector<NameWindow> best;
  for (const NameWindow& window : windows) {
    const NameWindow& first = windows.front();
    if (window.meeting != first.meeting || window.distance != first.distance) break;
    const bool taken = std::any_of(best.begin(), best.end(), [&window](const NameWindow& other) {
      return Overlap(window.range, other.range);
    });
    if (!taken) best.push_back(window);
  }
  for (NameWindow& window : best) window.range = WithoutPossessive(text, window.range);
  std::sort(best.begin(), best.end(), [](const auto& a, const auto& b) { return a.word < b.word; });
  return best;
}

ByteRange WithoutPossessive(std::string_view text, ByteRange range) {
  const std::string_view name = PartOf(text, range);
  for (const std::string_view ending : {"'s", "’s", "'S", "’S"}) {
    if (name.size() > ending.size() && name.ends_with(ending)) {
      return {range.begin, range.end - static_cast<uint32_t>(ending.size())};
    }
  }
  return range;
}

}  // namespace dragoman
