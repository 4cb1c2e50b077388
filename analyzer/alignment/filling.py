"""A figure of a draft as the value of a slot, in the slot's own unit."""

from decimal import Decimal

from analyzer.alignment.units import Mark, Units
from analyzer.document import Slot, SlotValue, Span, Status
from analyzer.text.quantities import Amount, converted, scale_of


def value_of(slot: Slot, mark: Mark, right: Units) -> SlotValue:
    """The value of ``slot`` at a mark of the draft: what it holds, or that it is still blank."""
    span = Span(mark.start, mark.end)
    if mark.amount is None:
        return SlotValue(slot, Status.UNFILLED, right.report[span], None, "", span)
    return filled(slot, mark.amount, right)


def filled(slot: Slot, amount: Amount, right: Units) -> SlotValue:
    """The value that ``amount`` gives ``slot``: as written, and its number in the slot's own unit."""
    span = Span(amount.start, amount.end)
    unit = right.report.text[amount.end : amount.unit_end].strip()
    if amount.number is None:
        return SlotValue(slot, Status.FILLED, right.report[span], None, "", span)
    scale, single = scale_of(slot.unit)
    own = right.folded[amount.start : amount.unit_end]
    if scale > 1 and slot.unit and own.endswith(slot.unit):
        # 350万元 for XX万元: the magnitude belongs to the unit.
        end = amount.unit_end - len(slot.unit)
        span, unit = Span(amount.start, end), slot.unit
        while right.folded[span.end - 1] in "余多来 ":
            span = Span(span.start, span.end - 1)
    number = converted(amount.number, amount.unit, single)
    if number is None:
        whole = Span(amount.start, amount.unit_end)
        return SlotValue(slot, Status.FILLED, right.report[whole], None, unit or amount.unit, whole)
    if (
        right.folded[amount.start - 1 : amount.start] in ("-", "−")
        and not right.folded[amount.start - 2 : amount.start - 1].isdigit()
    ):
        number, span = -number, Span(span.start - 1, span.end)
    return SlotValue(
        slot, Status.FILLED, right.report[span], _plain(number / scale), unit or amount.unit, span
    )


def _plain(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()
