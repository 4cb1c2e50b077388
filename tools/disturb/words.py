"""The language data: synonyms, adverbs, swaps of figure and noun, hand-written rewrites, titles and local additions."""

import re
from dataclasses import dataclass, field

from .chance import Chance
from .sheet import SHEETS, load
from .template import FIRST, SLOT, Template, Unit

_ANY = "([\ue000-\uf0ff])"
_RANGE = re.compile(r"\{(\d+)-(\d+)\}")
_HALF = str.maketrans("，；：（）", ",;:()")
ADVERBS = (
    (r"(?<![好]好)(?<=[，。；,;])组织(?=全|市|计|“|校|防|开|参)", "精心"),
    (r"(?:(?<=[，。；,;])|^)梳理", "全面"),
    (r"(?<=[，。；,;、])排查(?=重大|一般|§)", "深入"),
    (r"(?:(?<=[，。；,;])|^)印发", "及时"),
    (r"(?:(?<=[，。；,;])|^)督促(?=供|企|市|§)", "积极"),
    (r"(?<=[，。；,;时])健全(?=巡|农)", "进一步"),
    (r"(?:(?<=[，。；,;])|^)完善(?=信|县)", "进一步"),
    (r"(?:(?<=[，。；,;])|^)推行", "大力"),
    (r"(?:(?<=[，。；,;])|^)建立(?=总馆|口述)", "探索"),
    (r"(?:(?<=[，。；,;])|^)向(?=每个|城郊)", "主动"),
    (r"(?:(?<=[，。；,;])|^)会同", "积极"),
    (r"(?:(?<=[，。；,;])|^)严格执行", "始终"),
    (r"(?:(?<=[，。；,;])|^)利用(?=车站)", "充分"),
    (r"(?:(?<=[，。；,;])|^)举办(?=计价|新闻|\")", "精心"),
    (r"(?:(?<=[，。；,;])|^)配备(?=专)", "足额"),
    (r"(?:(?<=[，。；,;])|^)推动(?=专项|县域)", "切实"),
    (r"(?:(?<=[，。；,;])|^)深入(?=水厂)", "多次"),
    (r"(?<=[，。；,;])均(?=汇入|已)", "目前"),
    (r"(?<=并)及时", "做到"),
)
LEADS = ("与此同时，", "从实际情况看，", "结合实际，", "总的来说，")


@dataclass
class Rewrite:
    degree: str
    key: str
    text: str


@dataclass
class Words:
    """What may be said otherwise in one template; half of the synonyms' readings are kept for the held-back part."""

    titles: dict[str, list[str]] = field(default_factory=dict)
    joined: list[tuple[str, str, str]] = field(default_factory=list)
    rewrites: list[Rewrite] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)
    local: list[tuple[str, str]] = field(default_factory=list)
    synonyms: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    swaps: list[tuple[str, str]] = field(default_factory=list)
    weaker: list[tuple[str, str]] = field(default_factory=list)


def words_of(template: Template) -> Words:
    data = load(SHEETS / f"{template.number}.words.txt")
    words = Words()
    for line in data["titles"]:
        title, _, others = line.partition(" = ")
        words.titles[title] = others.split(" / ")
    for line in data.get("joined", ()):
        first, second, joined = re.split(r" [|=] ", line)
        words.joined.append((first, second, joined))
    for line in data["rewrites"]:
        words.rewrites.append(Rewrite(*({"L": "light", "S": "strong"}.get(p, p) for p in line.split("|", 2))))
    words.details = [tuple(line.split(" => ")) for line in data["details"]]
    words.local = [tuple(line.split(" | ", 1)) for line in data["local"]]
    held_back = template.part == "held-back"
    for line in load(SHEETS / "synonyms.txt")[""]:
        pattern, _, pair = line.partition(" => ")
        here, _, there = pair.partition(" / ")
        pattern = pattern.replace("§", "[\ue000-\uf0ff]")
        words.synonyms.append((re.compile(pattern), (there if held_back and there else here).strip()))
    words.swaps = [tuple(line.split(" => ")) for line in load(SHEETS / "swaps.txt")[""]]
    words.weaker = [tuple(line.split(" => ")) for line in load(SHEETS / "weaker.txt")[""]]
    if template.halfwidth:
        words.swaps = [(a.translate(_HALF), b.translate(_HALF)) for a, b in words.swaps]
    return words


def drawn(c: Chance, text: str) -> str:
    """``{3-9}`` becomes a figure between the two."""
    return _RANGE.sub(lambda m: str(c.n(int(m[1]), int(m[2]))), text)


def replaced(text: str, pattern: str, new: str) -> str | None:
    """``text`` with the first place where ``pattern`` stands said anew, § being any blank; None if it stands nowhere."""
    found = re.search(re.escape(pattern).replace("§", _ANY), text)
    if not found:
        return None
    slots = iter(found.groups())
    said = re.sub("§", lambda _: next(slots), new)
    return text[: found.start()] + said + text[found.end() :]


def rewritten(unit: Unit, rewrite: Rewrite) -> str | None:
    """The sentence in the words of ``rewrite``, or None if that is for another one."""
    if rewrite.key not in SLOT.sub("§", unit.text)[: len(rewrite.key) + 12]:
        return None
    slots = [chr(FIRST + i) for i in unit.slots]
    used = [int(n) for n in re.findall(r"\{(\d+)\}", rewrite.text)]
    if sorted(used) != list(range(1, len(slots) + 1)):
        return None
    return re.sub(r"\{(\d+)\}", lambda m: slots[int(m[1]) - 1], rewrite.text)
