"""How writers put a value: Arabic, full width, Han numerals, thousands, 万 and 亿, 近 约 余, 百分之."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from .chance import Chance, Date
from .sheet import NUMERIC, Slot

_DIGITS = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@dataclass
class Fill:
    """What stands in a blank: ``before`` and ``after`` are words about the value that are no part of it.

    ``swallow`` is what of the template's next words the value replaces (the 万 of 万元, the %).
    """

    status: str
    text: str
    number: int | float | None = None
    before: str = ""
    after: str = ""
    swallow: str = ""
    form: str = "plain"


def han(n: int) -> str:
    """``n`` below a hundred million in Han numerals: 32 三十二, 208 二百零八, 1280 一千二百八十."""
    if n >= 10000:
        rest = n % 10000
        zero = "零" if rest and rest < 1000 else ""
        return han(n // 10000) + "万" + zero + (han(rest) if rest else "")
    if n < 10:
        return _DIGITS[n]
    text, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // power % 10
        if digit:
            text += ("零" if zero else "") + _DIGITS[digit] + unit
            zero = False
        else:
            zero = bool(text)
    return text[1:] if text.startswith("一十") else text


def number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral() else float(value)


def plain(slot: Slot, blank: str, value: Decimal) -> str:
    """The value as most writers type it, with as many digits as the blank shows."""
    if "." in blank or slot.kind == "decimal":
        shown = len(blank.rpartition(".")[2]) if "." in blank else 1
        text = f"{value:.{shown}f}"
        return text if "." in blank else text.removesuffix(".0")
    if value == value.to_integral():
        return str(int(value))
    return f"{value:.2f}" if slot.unit == "元" else str(value.normalize())


def dated(blank: str, value: Date, style: str = "") -> str:
    """A date in the pieces that the blank asks for."""
    pieces = []
    for part, unit in zip(value, "年月日", strict=True):
        if unit not in blank and not (unit == "年" and "年" not in blank and "月" not in blank and part):
            continue
        digits = f"{part:02d}" if style == "padded" and unit != "年" else str(part)
        if style == "han":
            digits = (
                "".join(_DIGITS[int(d)] for d in digits).replace("零", "〇") if unit == "年" else han(part)
            )
        pieces.append(digits + (unit if unit in blank else ""))
    text = "".join(pieces)
    return text.translate(_WIDE) if style == "wide" else text


def spell(
    c: Chance, slot: Slot, blank: str, value: object, left: str, right: str, often: float, still: bool
) -> Fill:
    """The filled blank, in another than the plain form with chance ``often``; ``still`` allows modest forms only."""
    if slot.kind not in NUMERIC:
        if slot.kind != "date":
            return Fill("filled", str(value))
        style = ""
        if c.random.random() < often * (0.3 if still else 0.5):
            style = c.pick(("wide" if c.wide else "han", "padded", "han", "padded"))
        if style == "han" and "年" not in blank:
            style = ""
        if style == "padded" and not any(u in blank for u in "月日"):
            style = ""
        return Fill("filled", dated(blank, value, style), form=style or "plain")
    exact = Decimal(value)
    text = plain(slot, blank, exact)
    fill = Fill("filled", text, number(Decimal(text)))
    if slot.plain or c.random.random() >= often:
        return fill
    choices = _still(slot, exact, text) if still else _exact(slot, exact, text, right)
    if not still and slot.free and not left.endswith(_NEAR) and not right.startswith(_AFTER):
        choices += _rounded(c, slot, exact)
    if not c.wide:
        choices = [choice for choice in choices if choice.form != "wide"]
    return c.pick(choices) if choices else fill


_NEAR = (
    "约",
    "不足",
    "至少",
    "达到",
    "第",
    "其余",
    "达",
    "另有",
    "每月",
    "以下",
    "超前",
    "滞后",
    "、",
    "召集",
)
_AFTER = ("%左右", "%以上", "个月。", "日内", "日前", "期、", "号")


def _still(slot: Slot, value: Decimal, text: str) -> list[Fill]:
    found = [Fill("filled", text.translate(_WIDE), number(Decimal(text)), form="wide")]
    return found + (
        [Fill("filled", f"{int(value):,}", int(value), form="thousands")] if value >= 1000 else []
    )


def _exact(slot: Slot, value: Decimal, text: str, right: str) -> list[Fill]:
    n = number(Decimal(text))
    whole = value == value.to_integral() and "." not in text
    found = [Fill("filled", text.translate(_WIDE), n, form="wide")]
    if slot.kind == "percent" and right.startswith("%"):
        spoken = han(int(value)) + (
            "点" + "".join(_DIGITS[int(d)] for d in text.partition(".")[2]) if not whole else ""
        )
        found.append(Fill("filled", f"百分之{spoken}", n, swallow="%", form="percent-han"))
        return [*found, Fill("filled", text, n, after="％", swallow="%", form="percent-wide")]
    if whole and 0 < value < 1000 and slot.kind == "integer":
        if value == 2 and slot.unit not in ("日", "号"):
            return [*found, Fill("filled", "两", n, form="han")]
        found += [Fill("filled", han(int(value)), n, form="han")] * (2 if value < 100 else 1)
    if whole and value >= 1000:
        found += [Fill("filled", f"{int(value):,}", n, form="thousands")] * 2
    elif value >= 1000:
        found.append(Fill("filled", f"{value:,.{len(text.partition('.')[2])}f}", n, form="thousands"))
    if slot.unit.startswith("万"):
        full = value * 10000
        if value >= 1000 and value == value.to_integral() and slot.unit == "万元":
            found += [
                Fill("filled", f"{(value / 10000).normalize():f}亿", n, swallow="万", form="hundred-million")
            ] * 2
        if full == full.to_integral() and value < 100:
            found.append(Fill("filled", f"{int(full)}", n, swallow="万", form="full"))
    elif value >= 10000 and value % 100 == 0:
        found += [Fill("filled", f"{(value / 10000).normalize():f}万", n, form="ten-thousand")] * 3
    return found


def _rounded(c: Chance, slot: Slot, value: Decimal) -> list[Fill]:
    """About, nearly, more than: the number is what is written, rounded."""
    if slot.kind == "decimal" and slot.unit == "个百分点":
        return []
    if (value < 20 and slot.kind == "integer") or value < 6:
        return []
    wan = slot.kind == "integer" and value >= 10000
    step = Decimal(1)
    if slot.kind in ("integer", "money"):
        step = Decimal(1000) if wan else Decimal(10 if value < 400 else 100)

    def written(up: str) -> tuple[str, int | float]:
        n = (value / step).quantize(Decimal(1), up) * step
        return (f"{(n / 10000).normalize():f}万", number(n)) if wan else (str(int(n)), number(n))

    down, n_down = written(ROUND_FLOOR)
    up, n_up = written(ROUND_CEILING)
    mid, n_mid = written(ROUND_HALF_UP)
    found = [
        Fill("filled", mid, n_mid, before="约", form="about"),
        Fill("filled", up, n_up, before="近", form="nearly"),
        Fill("filled", down, n_down, before=c.pick(("超过", "逾")), form="over"),
    ]
    if slot.kind == "integer" and int(n_down):
        found += [Fill("filled", down, n_down, after=c.pick("余多"), form="odd")] * 2
        if not wan and n_down < 1000:
            spoken = "两百" if n_down == 200 else han(int(n_down))
            found += [Fill("filled", spoken, n_down, after="余", form="odd-han")] * 2
    return found
