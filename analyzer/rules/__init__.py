"""Every rule, in code order. A new rule is one file beside this one and one line here."""

from analyzer.rules.base import Example, Hit, Rule, rule
from analyzer.rules.context import Context
from analyzer.rules.e401_cumulative_fall import cumulative_fall
from analyzer.rules.e402_unchanged_figures import unchanged_figures
from analyzer.rules.e403_copied_passage import copied_passage
from analyzer.rules.e404_stale_period import stale_period
from analyzer.rules.e405_dropped_content import dropped_content
from analyzer.rules.f301_sum import parts_and_total
from analyzer.rules.f302_subset import part_and_whole
from analyzer.rules.f303_rate import rate
from analyzer.rules.f304_conflicting_figures import conflicting_figures
from analyzer.rules.f305_impossible_value import impossible_value
from analyzer.rules.l801_unpaired_marks import unpaired_marks
from analyzer.rules.l802_half_width import half_width
from analyzer.rules.l803_numeral_style import numeral_style
from analyzer.rules.l804_document_number import document_number
from analyzer.rules.l805_page_layout import page_layout
from analyzer.rules.l806_punctuation import punctuation
from analyzer.rules.n601_other_organisation import other_organisation
from analyzer.rules.n602_inconsistent_name import inconsistent_name
from analyzer.rules.p101_unfilled_placeholder import unfilled_placeholder
from analyzer.rules.p102_leftover_instruction import leftover_instruction
from analyzer.rules.p103_stand_in_name import stand_in_name
from analyzer.rules.p104_missing_number import missing_number
from analyzer.rules.p105_web_residue import web_residue
from analyzer.rules.p106_truncated_text import truncated_text
from analyzer.rules.p107_leftover_markup import leftover_markup
from analyzer.rules.s201_missing_section import missing_section
from analyzer.rules.s202_heading_gap import heading_gap
from analyzer.rules.s203_section_order import section_order
from analyzer.rules.s204_empty_section import empty_section
from analyzer.rules.s205_enumeration_gap import enumeration_gap
from analyzer.rules.s206_heading_style import heading_style
from analyzer.rules.s207_promised_count import promised_count
from analyzer.rules.s208_missing_element import missing_element
from analyzer.rules.t501_changed_wording import changed_wording
from analyzer.rules.t502_dropped_wording import dropped_wording
from analyzer.rules.t503_slot_mismatch import slot_mismatch
from analyzer.rules.w701_set_phrase import set_phrase
from analyzer.rules.w702_confusable import confusable
from analyzer.rules.w703_repeated import repeated
from analyzer.rules.w704_quotation import quotation
from analyzer.rules.w705_house_term import house_term

RULES: tuple[Rule, ...] = (
    unfilled_placeholder,
    leftover_instruction,
    stand_in_name,
    missing_number,
    web_residue,
    truncated_text,
    leftover_markup,
    missing_section,
    heading_gap,
    section_order,
    empty_section,
    enumeration_gap,
    heading_style,
    promised_count,
    missing_element,
    parts_and_total,
    part_and_whole,
    rate,
    conflicting_figures,
    impossible_value,
    cumulative_fall,
    unchanged_figures,
    copied_passage,
    stale_period,
    dropped_content,
    changed_wording,
    dropped_wording,
    slot_mismatch,
    other_organisation,
    inconsistent_name,
    set_phrase,
    confusable,
    repeated,
    quotation,
    house_term,
    unpaired_marks,
    half_width,
    numeral_style,
    document_number,
    page_layout,
    punctuation,
)

__all__ = ["RULES", "Context", "Example", "Hit", "Rule", "rule"]
