"""What stands beside the text of a Word file: notes, comments, headers and footers, the mark of its article."""

from dataclasses import dataclass
from uuid import UUID

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from .looks import related

PROPERTIES = "iomnews.article", "iomnews.version"


@dataclass(frozen=True)
class Origin:
    """The article that a file was written from, and which version of it."""

    article: UUID
    version: int


def all_text(element) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t"), qn("w:delText")))


def lines_of(container) -> str:
    return "\n".join(all_text(paragraph) for paragraph in container.iter(qn("w:p")))


def notes_of(part, kind: str) -> dict:
    """The notes by their number, without those that only draw a line."""
    found = related(part, f"{kind}s")
    if found is None:
        return {}
    notes = parse_xml(found.blob).iterchildren(qn(f"w:{kind}"))
    return {note.get(qn("w:id")): note for note in notes if note.get(qn("w:type"), "normal") == "normal"}


def comments_of(document) -> list[tuple[str, str]]:
    found = related(document.part, "comments")
    if found is None:
        return []
    comments = parse_xml(found.blob).iterchildren(qn("w:comment"))
    return [(f"{one.get(qn('w:author'), '')}: {lines_of(one)}".removeprefix(": "), "comment") for one in comments]


def edges_of(document) -> list[tuple[str, str]]:
    """Headers and footers, each text once."""
    kinds = ("header", "first_page_header", "even_page_header", "footer", "first_page_footer", "even_page_footer")
    found = {}
    for section in document.sections:
        for kind in kinds:
            edge = getattr(section, kind)
            if not edge.is_linked_to_previous:
                found.setdefault(lines_of(edge._element), kind.rpartition("_")[2])
    return list(found.items())


def origin_of(package) -> Origin | None:
    """What `write` said of where the file comes from."""
    relations = (one for one in package.rels.values() if one.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    part = next(relations, None)
    if part is None:
        return None
    values = {one.get("name"): "".join(one.itertext()).strip() for one in parse_xml(part.target_part.blob)}
    article, version = (values.get(name, "") for name in PROPERTIES)
    try:
        return Origin(UUID(article), int(version))
    except ValueError:
        return None
