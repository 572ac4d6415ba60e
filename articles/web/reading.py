"""A saved web page to blocks: its title, its article's text, and beside it captions and what was left out.

Nothing is fetched, no script is run, no entity of the page's own is replaced.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from lxml import etree
from lxml import html as parser

from articles import html
from articles.parsing.contact_block import find_contact_block
from articles.word.blocks import Block, Run
from articles.word.markup import blocks_of

from . import article, facts

SUFFIXES = (".html", ".htm", ".mht", ".mhtml")
MOST_TAGS = 100_000
MOST_DEPTH = 100
MARK = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.I | re.S)
TAGS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "hr": "p", "center": "p"}
CAPTION_NAMES = re.compile(r"(?:^|[-_])(?:caption|legend|legende)(?:$|[-_])", re.IGNORECASE)
ELSEWHERE = re.compile(r"#|//|(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
FOR_THE_PRESS = re.compile(r"press[ea]?\b|prensa|m[ée]di[ao]s?\b|information|información|renseignement", re.IGNORECASE)
PLACEHOLDER = "\ufdd0"  # stands for no letter
NAMES_OF_FILES = re.compile(r"[\w%. -]+\.(?:jpe?g|png|gif|webp|svg|bmp)", re.IGNORECASE)


class NotWeb(Exception):
    """`reason` is a code: "tags" (too many), "deep" (too many within each other), "long" (a text without an
    end), "package" (of a browser, without a page), "entities" (declared by the file itself), "feed" (not readable),
    "cut" (the feed ends within the entry), "words" (too many).
    """

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class WebPicture:
    """Where its file is, as the page says; the caption printed at it, else its description if that has words."""

    source: str
    alt: str
    caption: str


@dataclass
class WebPage:
    """`left_out` are (text, reason). Address, day and language are what the page says of itself, empty or None where
    it says nothing; `others` are further addresses that it bears. `documents` are (where, words of the link).
    """

    blocks: list[Block]
    left_out: list[tuple[str, str]]
    captions: list[str] = field(default_factory=list)
    pictures: list[WebPicture] = field(default_factory=list)
    documents: list[tuple[str, str]] = field(default_factory=list)
    address: str = ""
    others: list[str] = field(default_factory=list)
    published: date | None = None
    language: str | None = None


def is_web_page(text: str) -> bool:
    """Whether a text is plainly an HTML document, whatever its file is called."""
    return bool(MARK.match(text))


def read(text: str, address: str = "", most: int | None = None) -> WebPage:
    """`address` is where a browser found the page, if it said so; `most` the characters that its text may have. Raises
    NotWeb.
    """
    root = _parsed(text)
    said = facts.meta(root)
    page = WebPage([], [], language=facts.language_of(root, said))
    page.address, *page.others = facts.addresses_of(root, said, text, address) or [""]
    page.published = facts.day_of(root, said)
    body = root.find("body")
    if body is None:
        return page
    names = facts.names_of(root, said)
    page.left_out = article.without_chrome(body)
    if most is not None and sum(map(len, body.itertext())) > most:
        raise NotWeb("words")
    heading, title = _title(body, names, said.get("og:site_name", ""))
    block = article.with_title(article.find(body), heading)
    notes = article.notes(body)
    page.published = page.published or facts.printed_day(block) or facts.day_of_notes(map(article.lines, notes))
    if heading is not None:
        heading.clear(keep_tail=True)
    _take(notes, page)
    _take(article.pulled_out(block), page)
    article.lay_out(block)
    page.pictures = _pictures(block)
    page.documents = _documents(block)
    page.left_out += [(words, "menu") for words in article.without_lists_of_links(block)]
    page.captions = _take_pictures(block, page, title)
    words = _blocks(block, page.address)
    if block is not body:
        block.clear(keep_tail=True)
        block.text = PLACEHOLDER
        for part in "\n".join(article.lines(body)).split(PLACEHOLDER):
            page.left_out.append((part.strip(), "beside the text"))
    page.blocks = [Block("title", [Run(title)]), *words] if title else words
    _take_contacts(page)
    return page


def plain_text(text: str) -> str:
    """The words of a page that was read before, a line a block, menus and all."""
    return "\n".join(article.lines(_parsed(text)))


def _parsed(text: str):
    if text.count("<") > MOST_TAGS:
        raise NotWeb("tags")
    settings = {"no_network": True, "huge_tree": False, "remove_comments": True, "remove_pis": True}
    reader = parser.HTMLParser(encoding="utf-8", **settings)
    try:
        root = parser.document_fromstring(text.encode("utf-8"), parser=reader)
    except etree.ParserError:  # not one element
        root = parser.document_fromstring("<html></html>")
    for error in reader.error_log:
        if error.level_name == "FATAL":
            raise NotWeb("deep" if "depth" in error.message else "long")
    return root


def _title(body, names: list[str], site: str):
    """The heading that bears the title, if one does, and the title: the heading's words, else those of the head."""
    headings = [(one, " ".join(" ".join(one.itertext()).split())) for one in body.iter("h1", "h2", "h3")]
    headings = [(one, text) for one, text in headings if text]
    for name in names:
        for one, text in headings:
            if text != site and _folded(text) in _folded(name) and 2 * len(text) > len(name) - len(site):
                return one, text
    firsts = [(one, text) for one, text in headings if one.tag == "h1" and text != site]
    if len(firsts) == 1 or (firsts and not names):
        return firsts[0]
    return None, facts.without_site(names[0], site) if names else ""


def _take(elements: list, page: WebPage) -> None:
    for element in elements:
        page.left_out.append(("\n".join(article.lines(element)), "beside the text"))
        element.clear(keep_tail=True)


def _take_contacts(page: WebPage) -> None:
    """A box beside the text that says whom the press may call belongs to the release, unless that says so itself."""
    if find_contact_block([line for block in page.blocks for line in block.text.split("\n")]).text:
        return
    for place, (text, reason) in enumerate(page.left_out):
        box = find_contact_block(text.split("\n"))
        if reason == "beside the text" and FOR_THE_PRESS.search(box.heading):
            page.blocks += [Block("p", [Run(line)]) for line in (box.heading, *box.text.split("\n")) if line]
            rest = "\n".join((*box.before, *box.after))
            page.left_out[place : place + 1] = [(rest, reason)] if rest else []
            return


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _pictures(block) -> list[WebPicture]:
    """Those that have a file of their own, or hold it as text."""
    found = []
    for image in block.iter("img"):
        figure = next(image.iterancestors("figure"), None)
        captions = figure.iter("figcaption") if figure is not None else ()
        caption = next((" ".join(" ".join(one.itertext()).split()) for one in captions), "")
        alt = " ".join(image.get("alt", "").split())
        found.append(WebPicture(image.get("src", "").strip(), alt, caption or (alt if " " in alt else "")))
    return [picture for picture in found if picture.source]


def _documents(block) -> list[tuple[str, str]]:
    """What the page links to: no place on it and no mailbox."""
    links = ((link.get("href", "").strip(), " ".join(" ".join(link.itertext()).split())) for link in block.iter("a"))
    return [(target, words) for target, words in links if target and not ELSEWHERE.match(target)]


def _take_pictures(block, page: WebPage, title: str) -> list[str]:
    """The captions, each once: what is printed at a picture, else how the picture is described; the title is none."""
    captions, taken = {}, []
    for figure in block.iter("figure", "img", "figcaption", "div", "p", "span"):
        if figure.tag in ("img", "figcaption") or _is_caption(figure):
            taken.append(figure)
    printed = [one for one in taken if one.tag != "img"]
    described = {figure for one in printed for figure in one.iterancestors("figure")}
    described |= {one for one in {one.getparent() for one in printed} if len(list(islice(one.iter("img"), 2))) == 1}
    for one in taken:
        if one.tag != "img":
            captions.setdefault(" ".join(" ".join(one.itertext()).split()))
        elif not described.intersection((one.getparent(), *one.iterancestors("figure"))):
            alt = " ".join(one.get("alt", "").split())
            if " " in alt and alt != title and not NAMES_OF_FILES.fullmatch(alt):
                captions.setdefault(alt)
            else:
                page.left_out.append((alt, "picture"))
    for one in taken:
        one.clear(keep_tail=True)
    return [caption for caption in captions if caption]


def _is_caption(element) -> bool:
    return any(map(CAPTION_NAMES.search, element.get("class", "").split()))


def _blocks(block, address: str) -> list[Block]:
    """The text as blocks, by the HTML that an article may hold."""
    for element in block.iter():
        if element.tag == "table" and article.only_places(element):
            for part in [element, *element.iter("thead", "tbody", "tfoot", "tr", "td", "th", "caption")]:
                part.tag = "div"
    for element in block.iter():
        if element.tag == "a":
            _mend_link(element, address)
        if element.tag in TAGS:
            element.tag = TAGS[element.tag]
        elif element.tag not in html.TAGS | article.INLINE:
            element.tag = "p"
    cleaned = html.clean(etree.tostring(block, encoding="unicode", method="html", with_tail=False))
    if _depth(cleaned) > MOST_DEPTH:
        raise NotWeb("deep")
    return blocks_of(cleaned)


def _mend_link(link, address: str) -> None:
    """A link within the old site leads where it led; one that leads nowhere without that site is words."""
    target = link.get("href", "").strip()
    if not target.lower().startswith(("http:", "https:", "mailto:", "tel:")):
        target = "" if target.startswith("#") else facts.resolved(address, target)
        link.attrib.pop("href", None)
        if target:
            link.set("href", target)


def _depth(text: str) -> int:
    depth = deepest = 0
    for tag in re.finditer(r"<(/?)(\w+)", text):
        depth += 0 if tag[2] == "br" else -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest
