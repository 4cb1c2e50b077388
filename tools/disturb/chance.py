"""Seeded chance for invented values: counts, parts of a total, rates, dates and names."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import TypeVar

T = TypeVar("T")
Date = tuple[int | None, int | None, int | None]
SURNAMES = (
    "陈林黄吴郑周许何高罗梁宋唐韩冯董萧程曹袁邓傅沈曾彭吕苏卢蒋蔡魏叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊"
)
GIVEN = "志远 文清 建平 晓梅 国栋 丽华 海涛 慧敏 永昌 春燕 立新 秀兰 宏伟 雪莹 振华 思源 明辉 玉琴 少峰 若兰 俊杰 静怡 长河 佩芳"
PLACE_A = "岚沅鹤嵩梧涧汀澄栖绛"
PLACE_B = "泽渚岑屿埠浔澜原坪岭"


class Chance:
    """A ``Random`` with the few draws that the sheets need."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.wide = random.random() < 0.25
        """Whether this writer types digits in full width here and there."""

    def n(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def pick(self, items: Sequence[T]) -> T:
        return self.random.choice(items)

    def some(self, items: str) -> str:
        return self.random.choice(items.split())

    def large(self, low: int, high: int) -> int:
        """A count that a writer may have rounded: half of them end in zeros."""
        value = self.n(low, high)
        return value // 100 * 100 if value >= 1000 and self.random.random() < 0.4 else value

    def parts(self, total: int | Decimal, count: int) -> list:
        """Positive parts that add up to ``total``, in its own smallest digit."""
        step = Decimal(1) if isinstance(total, int) else Decimal(1).scaleb(total.as_tuple().exponent)
        whole = int(Decimal(total) / step)
        low = max(1, whole // (count * 4)) if whole >= count else 0
        rest = whole - low * count
        cuts = sorted(self.random.randint(0, rest) for _ in range(count - 1))
        sizes = [b - a + low for a, b in zip([0, *cuts], [*cuts, rest], strict=True)]
        return sizes if isinstance(total, int) else [size * step for size in sizes]

    def money(self, low: int, high: int, digits: int = 1) -> Decimal:
        """An amount; about a third of them are round."""
        if self.random.random() < 0.3:
            return Decimal(self.n(low, high) // 10 * 10 or low).quantize(Decimal(1).scaleb(-digits))
        return Decimal(self.n(low * 10**digits, high * 10**digits)).scaleb(-digits)

    def decimal(self, low: int, high: int, digits: int = 1) -> Decimal:
        return Decimal(self.n(low * 10**digits, high * 10**digits)).scaleb(-digits)

    def place(self) -> str:
        return self.pick(PLACE_A) + self.pick(PLACE_B)

    def places(self, count: int) -> list[str]:
        found: list[str] = []
        while len(found) < count:
            if (name := self.place()) not in found:
                found.append(name)
        return found

    def person(self) -> str:
        return self.pick(SURNAMES) + self.some(GIVEN)

    def phone(self) -> str:
        return f"555{self.n(1000, 9999)}"

    def share(self, low: float, high: float, of: int) -> int:
        """A count between two shares of another, at least one."""
        return max(1, min(of, round(of * self.random.uniform(low, high))))


def rate(part: int | Decimal, whole: int | Decimal, digits: int = 1) -> Decimal:
    """``part`` of ``whole`` in per cent, as reports round it."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
