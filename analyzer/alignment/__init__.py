"""A report beside its template or beside another report: sentences, sections, slots and wording."""

from analyzer.alignment.align import align, compare, prepare

__all__ = ["align", "compare", "prepare"]
