"""What writers do to sentences: other words, another order, split, merged, moved, dropped, with details of their own."""

import re
from collections.abc import Callable

from .render import Draft
from .template import SLOT, Block, Unit
from .words import ADVERBS, LEADS, Words, drawn, replaced, rewritten

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEANING = re.compile(
    r"一年来，工作虽|围绕上述|针对上述|从群众感受|该|上述|其中|为此|对此|同时|分类|这些|除此|究其|目前|现将|具体|处理结果|配送内容|改造后|微课由|节目由|所有新|检测结果|整改情况|诉求主要"
    r"|由于|待工程|尾款|归纳|首先|其次|再次|[一二三四]是|方案印发|专班先|对清退|尚未退|主要完成|已使用的|以上|特此|专此|你局|来函|局主要|督查组抽查了"
    r"|从反馈|走访中|计量类|第二轮|共梳理|对不合格|院长亲自|公众对|工作中|总的看|作为校长|花钱的|本次督查共|我院实行|编制说明|问卷结果|究其过程|有的农户|抽查已|今后的"
)
_LIST = re.compile(r"(?<=、)([\u4e00-\u9fff]{2,7})、([\u4e00-\u9fff]{2,7})(?=、|等)")
_SPLIT = re.compile(r"[；;](?!未退|其余|[一二三四]是|被提起|本月完|累计)|[，,](?=同时[\u4e00-\u9fff])")
_VERB = re.compile(
    "[，,](?=(?:建立|实行|组织|督促|采取|安排|修复|更换|健全|要求|账目|财务由|验收合格|检查结果|检查情况|方案经|考核不|街道、社区|改造内容"
    "|向每个|讲清|引导|多听|少听|同步补建|社区协调|开展应急|实施行政|完成运动场|配送|推广|确定|形成|重大支出|采购清单|做到|结果))"
)
ENUMERATED = re.compile(r"[一二三四五]是|第[一二三四五][，,]|首先|其次|再次")
Op = Callable[[Draft, Words, Unit], bool]


def neighbours(draft: Draft, unit: Unit) -> tuple[Unit | None, Unit | None]:
    """The pieces before and after one in its paragraph."""
    units = block_of(draft, unit).units
    at = next(i for i, u in enumerate(units) if u is unit)
    return units[at - 1] if at else None, units[at + 1] if at + 1 < len(units) else None


def in_head(draft: Draft, unit: Unit) -> bool:
    return any(u is unit for b in draft.head for u in b.units)


def alone_under_lead(draft: Draft, unit: Unit) -> bool:
    """Whether it is all that follows a 一是某某。"""
    before, after = neighbours(draft, unit)
    led = before is not None and re.match(r"[一二三四]是.{2,9}。$|第[一二三四五]，.{2,16}。$", before.text)
    return bool(led) and (after is None or bool(re.match("[一二三四]是|走访中", after.text)))


def leaned_on(draft: Draft, unit: Unit) -> bool:
    """Whether the next sentence makes no sense without it."""
    after = neighbours(draft, unit)[1]
    if after is None or after.kind == "local":
        return False
    return after.kind == "raw" or bool(_LEANING.match(after.text) and not ENUMERATED.match(after.text))


def han(text: str) -> int:
    return len(_HAN.findall(text))


def lead(unit: Unit) -> str:
    return SLOT.sub("§", unit.text)


def block_of(draft: Draft, unit: Unit) -> Block:
    return next(b for b in draft.blocks() if any(u is unit for u in b.units))


def said(unit: Unit, text: str, kind: str, degree: str | None, note: str) -> bool:
    if text.count("。") > unit.text.count("。") and kind == "changed":
        unit.changes.append(("split", None, "split in two"))
    unit.text = text
    unit.changes.append((kind, degree, note))
    return True


def synonyms(draft: Draft, words: Words, unit: Unit, most: int = 1, share: float = 0.22) -> bool:
    """Up to ``most`` words for others of the same meaning, together no more than ``share`` of the sentence."""
    c, text, done, changed = draft.chance, unit.text, [], 0
    for pattern, new in c.random.sample(words.synonyms, len(words.synonyms)):
        m = pattern.search(text)
        if not m or len(done) == most or changed + han(m[0]) > max(share * han(text), 4):
            continue
        text = text[: m.start()] + new + text[m.end() :]
        changed += han(m[0])
        done.append(f"{m[0]}→{new}")
    return bool(done) and said(unit, text, "changed", "light", SLOT.sub("§", "，".join(done)))


def many_synonyms(draft: Draft, words: Words, unit: Unit) -> bool:
    return synonyms(draft, words, unit, most=draft.chance.n(2, 4), share=0.28)


def adverbial(draft: Draft, words: Words, unit: Unit) -> bool:
    c = draft.chance
    places = [(m.start(), a) for p, a in ADVERBS if (m := re.search(p, unit.text))]
    if places:
        at, new = c.pick(places)
        return said(unit, unit.text[:at] + new + unit.text[at:], "changed", "light", f"+{new}")
    if unit.text.endswith(("：", ":")) or re.match("[一二三四]是", unit.text):
        return False
    if unit.section is not None or _LEANING.match(unit.text) or re.match(r"[在从自截由经每]|针对", unit.text):
        return False
    before = neighbours(draft, unit)[0]
    if before is None or before.kind != "sentence" or han(before.text) < 12 or in_head(draft, unit):
        return False
    new = LEADS[0] if unit.slots else c.pick(LEADS)
    new = new.replace("，", ",") if draft.template.halfwidth else new
    return said(unit, new + unit.text, "changed", "light", f"+{new}")


def swap_figure(draft: Draft, words: Words, unit: Unit) -> bool:
    for old, new in draft.chance.random.sample(words.swaps, len(words.swaps)):
        text = replaced(unit.text, old, new)
        if text:
            return said(unit, text, "changed", "light", f"{old}→{new}")
    return False


def weaken(draft: Draft, words: Words, unit: Unit) -> bool:
    """A few words that turn the meaning: every month is every year, must is may."""
    for old, new in draft.chance.random.sample(words.weaker, len(words.weaker)):
        text = replaced(unit.text, old, new)
        if text:
            return said(unit, text, "changed", "strong", f"{old}→{new}")
    return False


def detail(draft: Draft, words: Words, unit: Unit) -> bool:
    """A clause of the writer's own, with a figure that the template does not ask for."""
    if any(k == "detail" for k, _, _ in unit.changes):
        return False
    for old, new in draft.chance.random.sample(words.details, len(words.details)):
        text = replaced(unit.text, old, new := drawn(draft.chance, new))
        if text:
            return said(unit, text, "detail", None, f"{old}→{new}")
    return False


def list_order(draft: Draft, words: Words, unit: Unit) -> bool:
    m = _LIST.search(unit.text)
    if not m:
        return False
    text = f"{unit.text[: m.start()]}{m[2]}、{m[1]}{unit.text[m.end() :]}"
    return said(unit, text, "changed", "light", f"{m[1]}、{m[2]} exchanged")


def clause_order(draft: Draft, words: Words, unit: Unit) -> bool:
    """The two halves of a sentence about a semicolon exchanged."""
    parts = re.split("[；;]", unit.text)
    if len(parts) != 2 or "：" in unit.text or ":" in unit.text or not unit.text.endswith("。"):
        return False
    first, second = parts[0], parts[1].removesuffix("。")
    if re.match(r"未退|其余|同时|到期|被提|从|对", second) or re.match(
        r"结合|第二|在|[一二三]是|除|检测|用于", first
    ):
        return False
    if _LEANING.match(first) or _LEANING.match(second):
        return False
    if "其中" in first[:3] or re.search(r"针对|整治启动", first):
        return False
    mark = ";" if draft.template.halfwidth else "；"
    return said(unit, f"{second}{mark}{first}。", "changed", "light", "halves exchanged")


def hand_rewrite(degree: str) -> Op:
    def op(draft: Draft, words: Words, unit: Unit) -> bool:
        if unit.changes:
            return False
        found = [t for r in words.rewrites if r.degree == degree and (t := rewritten(unit, r))]
        return bool(found) and said(unit, draft.chance.pick(found), "changed", degree, "said anew by hand")

    return op


def split(draft: Draft, words: Words, unit: Unit) -> bool:
    m = _SPLIT.search(unit.text)
    if not m and not re.match("针对|对|由于|为|在|把|从|以|按|除", unit.text):
        m = next(
            (
                m
                for m in _VERB.finditer(unit.text)
                if min(han(unit.text[: m.start()]), han(unit.text[m.end() :])) > 14
            ),
            None,
        )
    if not m or "：" in unit.text or unit.section is not None or ENUMERATED.match(unit.text):
        return False
    return said(unit, unit.text[: m.start()] + "。" + unit.text[m.end() :], "split", None, "split in two")


def merge(draft: Draft, words: Words, unit: Unit) -> bool:
    """This sentence and the next one joined by a comma or semicolon."""
    units = block_of(draft, unit).units
    at = next(i for i, u in enumerate(units) if u is unit)
    if at + 1 >= len(units) or not unit.text.endswith("。") or unit.section is not None:
        return False
    after = units[at + 1]
    if after.kind != "sentence" or after.changes or after.locked or re.search("现将|[：:]", after.text):
        return False
    if ENUMERATED.match(unit.text) or ENUMERATED.match(after.text) or re.search("[：:]", unit.text):
        return False
    mark = draft.chance.pick("；，") if han(unit.text) < 40 else "；"
    mark = {"；": ";", "，": ","}[mark] if draft.template.halfwidth else mark
    after.changes.append(("merged", None, "merged with the one before"))
    return said(unit, unit.text[:-1] + mark, "merged", None, "merged with the next one")


def exchange(draft: Draft, words: Words, unit: Unit) -> bool:
    """This sentence and the next one in the other order."""
    units = block_of(draft, unit).units
    at = next(i for i, u in enumerate(units) if u is unit)
    if at + 1 >= len(units) or (at + 2 < len(units) and units[at + 2].kind == "raw"):
        return False
    after = units[at + 1]
    if in_head(draft, unit) or ENUMERATED.match(units[at - 1].text if at else "") or leaned_on(draft, after):
        return False
    if after.kind != "sentence" or after.locked or after.changes or not movable(unit) or not movable(after):
        return False
    units[at], units[at + 1] = after, unit
    unit.changes.append(("moved", None, "exchanged with the next one"))
    after.changes.append(("moved", None, "exchanged with the one before"))
    return True


def movable(unit: Unit) -> bool:
    return (
        unit.section is None
        and unit.text.endswith("。")
        and not _LEANING.match(unit.text)
        and not ENUMERATED.match(unit.text)
    )


def move(draft: Draft, words: Words, unit: Unit) -> bool:
    """The sentence to the end of a paragraph elsewhere, of another section if there is one."""
    here = block_of(draft, unit)
    if (
        not movable(unit)
        or any(here is b for b in (*draft.head, *draft.tail))
        or alone_under_lead(draft, unit)
    ):
        return False
    if len([u for u in here.units if u.kind == "sentence"]) < 2 or leaned_on(draft, unit):
        return False
    body = [b for n in draft.top for b in n.walk() if takes(b) and b is not here]
    if not body:
        return False
    home = next(n for n in draft.top if any(b is here for b in n.walk()))
    near = [b for b in home.walk() if takes(b) and b is not here]
    there = draft.chance.pick(near if near and draft.chance.random.random() < 0.6 else body)
    here.units[:] = [u for u in here.units if u is not unit]
    there.units.append(unit)
    unit.changes.append(("moved", None, "moved to another paragraph"))
    return True


def takes(block: Block) -> bool:
    """Whether a sentence may be added at the end of a paragraph."""
    last = block.units[-1] if block.units else None
    return (
        last is not None
        and not block.table
        and last.kind in ("sentence", "local")
        and last.section is None
        and not last.locked
        and last.text.endswith("。")
        and block.units[0].text != "- "
        and not re.search("现将|请予评议|下表", last.text)
    )
