"""Which measure should propose the sentences that belong together: rapidfuzz, difflib or TF-IDF of character n-grams?

The question is what the alignment asks when a sentence has moved: of all sentences of the draft that are still alone,
which one stands for this one of the template? Truth are the sentences of corpora/filled whose words were changed; the
other side is all of their draft, and, for the larger sizes, sentences of other drafts as well. Run as
``python tools/bench_candidates.py``; the table in docs/architecture.md was made by it.
"""

import difflib
import sys
import time
from pathlib import Path
from random import Random

import numpy as np
from rapidfuzz import fuzz, process

import analyzer
from analyzer.evaluation.filled import filled_drafts

ROOT = Path(__file__).parents[1]
PRIVATE = "ℕ"


def sample() -> tuple[list[str], list[str]]:
    """Template sentences that were changed, moved, split or merged, and what stands for each in its draft."""
    lefts, rights = [], []
    for draft in filled_drafts(ROOT / "corpora/filled"):
        if draft.level != "heavy" or draft.part != "development":
            continue
        file = next((ROOT / "corpora/templates").glob(f"{draft.template}.[td][xo][tc]*"))
        template, text = analyzer.read(file).text, analyzer.read(draft.text).text
        for entry in draft.wording:
            if entry["kind"] in ("changed", "moved", "split", "merged") and entry["draft"]:
                lefts.append(_masked(template[slice(*entry["template"])]))
                rights.append(_masked(text[slice(*entry["draft"])]))
    return lefts, rights


def _masked(sentence: str) -> str:
    kept = "".join(
        c if "\u4e00" <= c <= "\u9fff" or c.isalpha() else PRIVATE if c.isdigit() else "" for c in sentence
    )
    return kept.replace("XX", PRIVATE).replace("____", PRIVATE)


def by_rapidfuzz(lefts: list[str], rights: list[str]) -> list[int]:
    return [int(i) for i in process.cdist(lefts, rights, scorer=fuzz.ratio, dtype=np.float32).argmax(axis=1)]


def by_difflib(lefts: list[str], rights: list[str]) -> list[int]:
    matcher = difflib.SequenceMatcher(autojunk=False)
    found = []
    for left in lefts:
        matcher.set_seq2(left)
        scores = []
        for right in rights:
            matcher.set_seq1(right)
            scores.append(matcher.ratio() if matcher.real_quick_ratio() > 0.3 else 0.0)
        found.append(int(np.argmax(scores)))
    return found


def by_tfidf(lefts: list[str], rights: list[str]) -> list[int]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True)
    theirs = vectorizer.fit_transform(rights)
    scores = vectorizer.transform(lefts) @ theirs.T
    return [int(row.argmax()) for row in scores]


def main() -> None:
    lefts, rights = sample()
    order = list(range(len(lefts)))
    Random(7).shuffle(order)
    print("| sentences a side | measure | right at first place | time |\n|---|---|---|---|")
    for size in (60, 300, 1200, 4800):
        chosen = [order[i % len(order)] for i in range(size)]
        # Beyond the sample the same sentences come again with a serial word, as long reports repeat themselves.
        ours = [lefts[i] + _serial(n // len(order)) for n, i in enumerate(chosen)]
        theirs = [rights[i] + _serial(n // len(order)) for n, i in enumerate(chosen)]
        for name, find in (
            ("rapidfuzz ratio", by_rapidfuzz),
            ("difflib ratio", by_difflib),
            ("TF-IDF, 2- and 3-grams", by_tfidf),
        ):
            if find is by_difflib and size > 300:
                continue
            find(ours[:8], theirs[:8])
            start = time.perf_counter()
            found = find(ours, theirs)
            spent = time.perf_counter() - start
            # Drafts of one template share its sentences: any of those that stand for this one is right.
            right = sum(ours[f] == ours[n] for n, f in enumerate(found)) / size
            print(f"| {size} | {name} | {right:.3f} | {spent * 1000:.1f} ms |")
            sys.stdout.flush()


def _serial(n: int) -> str:
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(c)] for c in str(n)) * 2 if n else ""


if __name__ == "__main__":
    main()
