"""Damage of the archive, mended and noted: UTF-8 misread, a lost œ, stray apostrophes, residues of links.

The source's own spelling errors stay. Each mending is a Repair (printed, repaired, count).
"""

import re
from collections import Counter
from collections.abc import Sequence

from articles.parsing.misread import well_read
from articles.parsing.reading import Repair

# `&oelig;` was dropped by the old system: the French words with it. "sur" and "surs" are words of their own: "sœur"
# is not among these, and "sœurs" is restored only after a word that counts or determines ("les surs de la mission").
WORDS_IN_OE = """
    main-d'œuvre main-d’œuvre œuvre œuvres œuvrer œuvrent œuvrant œuvré œuvrait œuvraient œuvrera œuvreront
    œuvrons manœuvre manœuvres manœuvrer désœuvré désœuvrés désœuvrée désœuvrées désœuvrement cœur cœurs
    contrecœur rancœur écœurant écœurante écœurement chœur chœurs consœur consœurs belle-sœur belles-sœurs
    demi-sœur demi-sœurs nœud nœuds vœux bœuf bœufs œuf œufs œillet œillères fœtus œsophage
    œcuménique œcuménisme
""".split()
WORDS_IN_OE += [word.capitalize() for word in WORDS_IN_OE if word[0] != "œ"]
LOST_OE = {word.replace("œ", ""): word for word in WORDS_IN_OE}
LOST_OE_WORD = re.compile(rf"(?<![\w&])(?:{'|'.join(sorted(LOST_OE, key=len, reverse=True))})(?!\w)")
IN_PHRASE = re.compile(r"(?<!\w)(?:mis\w*|mett\w+|met)\s+en\s+$")
COUNTED_SISTERS = re.compile(
    r"(?<!\w)((?:les|des|ses|mes|tes|nos|vos|leurs|ces|aux|deux|trois|quatre|cinq|six|\d+)(?:\s+(?:petites|grandes|jeunes|"
    r"deux|trois))?\s+)surs(?!\w)",
    re.IGNORECASE,
)
OWN_SISTER = re.compile(r"(?<!\w)([MmTtSs]a\s+)sur(?!\w)")  # no "sur" of another sense is ever his or hers
VOW = re.compile(r"(?<!\w)((?:un|ce|son|leur|notre|mon|votre)\s+)vu(?=\s+(?:que|de|formul|pieux)|[,.])")  # no "vu que"
STRAY_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[`´](?=[^\W\d_])")
ELIDED = re.compile(
    r"(?<![^\W_?])((?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|aujourd)\?)(?=[aeiouyhàâéèêîôœ])", re.IGNORECASE
)
STRAY_QUESTION_MARK = re.compile(r"(?<![/\w?=.&-])[^\W\d_]{2,}(?:\?[^\W\d_]{2,})+(?![\w=&?])")
MARKS_AFTER = frozenset('.,:;!?)»”"')
BROKEN_LINK = re.compile(r'"?(?:mailto:|https?://)[^"<>\s]*"(?:\s+[\w-]+\s*=\s*"[^"<>]{0,200}")*\s*>')
ATTRIBUTE = re.compile(
    r'^\s*"[a-z-]+:\s[^"]{1,300}">|\b(?:class|style|href|onclick|target|alt|src|title)\s*=\s*(?:"|$)|(?:"">|" *>)'
)


def mend_letters(lines: Sequence[str]) -> tuple[list[str], list[Repair]]:
    """Lines with mojibake, stray apostrophes and question marks for hyphens mended."""
    found: Counter[tuple[str, str]] = Counter()
    mended = [_mend_line(line, found) for line in lines]
    return mended, _repairs(found)


def _mend_line(line: str, found: Counter) -> str:
    if line.isascii() and "`" not in line and "?" not in line:
        return line
    mended = well_read(line)
    if "`" in mended or "´" in mended:
        mended = STRAY_APOSTROPHE.sub("'", mended)
    if "?" in mended:
        mended = ELIDED.sub(lambda match: match[0].replace("?", "’"), mended)
        mended = STRAY_QUESTION_MARK.sub(lambda match: match[0].replace("?", "-"), mended)
    if mended != line:
        found.update(_changed_words(line, mended))
    return mended


def _changed_words(printed: str, mended: str) -> list[tuple[str, str]]:
    before, after = printed.split(" "), mended.split(" ")
    before, after = [word for word in before if word], [word for word in after if word]
    if len(before) != len(after):
        return [(printed, mended)]
    return [_bare(*pair) for pair in zip(before, after, strict=True) if pair[0] != pair[1]]


def _bare(printed: str, mended: str) -> tuple[str, str]:
    """Both words without the marks that follow them alike."""
    while len(printed) > 1 and printed[-1] == mended[-1:] and mended[-1] in MARKS_AFTER:
        printed, mended = printed[:-1], mended[:-1]
    return printed, mended


def restore_oe(lines: Sequence[str]) -> tuple[list[str], list[Repair]]:
    """Lines of a French page with the lost œ in its words.

    A bare "uvre" is reported with the phrase that shows what it was: `uvre (in « mis en uvre »)`.
    """
    found: Counter[tuple[str, str]] = Counter()

    def restored(match: re.Match) -> str:
        phrase = IN_PHRASE.search(match.string, max(0, match.start() - 30), match.start())
        printed = f"{match[0]} (in « {' '.join(phrase[0].split())} {match[0]} »)" if phrase else match[0]
        found[printed, LOST_OE[match[0]]] += 1
        return LOST_OE[match[0]]

    def vow(match: re.Match) -> str:
        found["vu", "vœu"] += 1
        return f"{match[1]}vœu"

    def sisters(match: re.Match) -> str:
        found["surs", "sœurs"] += 1
        return f"{match[1]}sœurs"

    def sister(match: re.Match) -> str:
        found["sur", "sœur"] += 1
        return f"{match[1]}sœur"

    text = LOST_OE_WORD.sub(restored, "\n".join(lines))
    if "surs" in text:
        text = COUNTED_SISTERS.sub(sisters, text)
    if "a sur" in text:
        text = OWN_SISTER.sub(sister, text)
    if " vu" in text:
        text = VOW.sub(vow, text)
    return text.split("\n"), _repairs(found)


def _repairs(found: Counter) -> list[Repair]:
    return [Repair(printed, repaired, count) for (printed, repaired), count in found.items()]


def strip_links(text: str) -> tuple[str, list[str]]:
    """Text without the opening tags of links that lost their "<a href=", and those tags.

    `"mailto:a@b.example">a@b.example` becomes the address alone; the tag may run over two lines.
    """
    if '">' not in text and '" >' not in text:
        return text, []
    residues: list[str] = []

    def drop(match: re.Match) -> str:
        residues.append(match[0])
        return ""

    return BROKEN_LINK.sub(drop, text), residues


def has_markup(line: str) -> bool:
    """Whether a line holds attributes of a box whose tags were lost (style, class, href… of a download button)."""
    return ("=" in line or '">' in line) and bool(ATTRIBUTE.search(line))
