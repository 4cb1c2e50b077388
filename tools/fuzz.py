"""Feeds mutated files to the reader and the rules: ``python tools/fuzz.py 180`` for three minutes.

Nothing but ``InputError`` may come out of reading, and no rule may break. Seeds are the sample draft, its parts
mutated inside an intact package, its text in several encodings, and a small PDF.
"""

import io
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

import analyzer
from analyzer.document import InputError

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpora" / "samples" / "faulty_draft.docx"
TOKENS = [
    b"<w:p>",
    b"</w:p>",
    b"<w:r>",
    b"</w:r>",
    b"\x00",
    b"\xff",
    b"XX",
    b"<w:tbl>",
    b"<w:ins>",
    b'w:val="',
    b"&",
    b"]]>",
    b"\xe5\xb9\xb4",
]


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 60>>stream\nBT /F 16 Tf 72 700 Td (Report XX of 20XX) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n"
)


def mutate(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(6):
            case 0 if changed:
                changed[min(at, len(changed) - 1)] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randrange(1, 40)]
            case 2:
                changed[at:at] = chance.choice(TOKENS)
            case 3:
                piece = changed[at : at + chance.randrange(1, 200)]
                changed[at:at] = piece * chance.randrange(1, 4)
            case 4:
                del changed[at:]
            case _:
                changed[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 8)))
    return bytes(changed)


def mutate_part(data: bytes, chance: random.Random) -> bytes:
    """The package intact, one XML part changed: gets past the zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        target = chance.choice([n for n in names if n.endswith((".xml", ".rels"))])
        for name in names:
            content = old.read(name)
            new.writestr(name, mutate(content, chance) if name == target else content)
    return out.getvalue()


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns())
    word = SAMPLE.read_bytes()
    text = analyzer.read(SAMPLE).text
    seeds = [("a.docx", word), ("b.pdf", PDF)] + [
        (f"c{i}.txt", text.encode(e)) for i, e in enumerate(("utf-8-sig", "gb18030", "utf-16"))
    ]
    outcomes: Counter[str] = Counter()
    end, slowest = time.monotonic() + seconds, 0.0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            name, data = chance.choice(seeds)
            mutated = (
                mutate_part(data, chance)
                if name == "a.docx" and chance.random() < 0.7
                else mutate(data, chance)
            )
            path = Path(folder) / name
            path.write_bytes(mutated)
            start = time.monotonic()
            try:
                review = analyzer.review(analyzer.read(path))
                outcomes["reviewed"] += 1
                if review.failures:
                    raise AssertionError(review.failures)
            except InputError:
                outcomes["refused"] += 1
            except Exception:  # noqa: BLE001 - that is what is looked for
                traceback.print_exc()
                Path(f"fuzz-{name}").write_bytes(mutated)
                return 1
            slowest = max(slowest, time.monotonic() - start)
    print(dict(outcomes), f"slowest {slowest * 1000:.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
