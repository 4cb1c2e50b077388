"""Gives every blank of a draft its value and form."""

from . import values_a, values_b
from .chance import Chance
from .forms import spell
from .render import Draft
from .sheet import NUMERIC
from .template import FIRST, Template

VALUES = {
    "01": values_a.special_campaign,
    "02": values_a.self_inspection,
    "03": values_a.rectification,
    "04": values_a.half_year_summary,
    "05": values_a.safety_quarter,
    "06": values_b.duty_integrity,
    "07": values_b.open_government,
    "08": values_b.supervision,
    "09": values_b.project_month,
    "10": values_b.explanation,
}
OFTEN = {"sound": 0.12, "light": 0.45, "heavy": 0.55}


def draft_of(template: Template, level: str, chance: Chance) -> Draft:
    """The template with every blank given a value, not yet disturbed."""
    draft = Draft(template, chance, level, VALUES[template.number](chance))
    quiet = {i for b in draft.blocks() for u in b.units if b.table or u.kind == "raw" for i in u.slots}
    in_table = {i for b in draft.blocks() if b.table for u in b.units for i in u.slots}
    titles = {i for b in draft.head[:1] for u in b.units for i in u.slots}
    coded = {
        i: (u.text, u.text.index(chr(FIRST + i))) for b in draft.blocks() for u in b.units for i in u.slots
    }
    for i, slot in enumerate(template.slots):
        text, at = coded[i]
        blank = template.text[slot.start : slot.end]
        often = 0.0 if i in titles else OFTEN[level] * (0.3 if i in in_table else 1)
        if slot.kind not in NUMERIC and level == "sound":
            often = 0.04
        value = draft.values[slot.key]
        draft.fills.append(spell(chance, slot, blank, value, text[:at], text[at + 1 :], often, i in quiet))
    return draft
