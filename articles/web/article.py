"""Which element of a web page holds the article: by the marks of templates, else by where the prose stands."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain, groupby, islice

from lxml import etree

from articles.parsing.wrapping import is_wrapped, unwrap

SILENT = {"script", "style", "template", "svg", "math", "iframe", "object", "embed", "link", "meta", "canvas", "head"}
INLINE = set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
WHOLE = HEADINGS | {"p", "li", "ul", "ol", "table", "blockquote", "pre", "dl", "figure"}
"""Parts of an article: none of them is the article."""
CHROME = {
    "nav": "menu", "header": "menu", "footer": "menu", "menu": "menu", "aside": "beside the text",
    "form": "form", "button": "form", "select": "form", "textarea": "form", "noscript": "hidden",
}  # fmt: skip
ROLES = {
    "navigation": "menu",
    "banner": "menu",
    "contentinfo": "menu",
    "search": "form",
    "complementary": "beside the text",
}
CHROME_NAMES = re.compile(
    r"(?:^|[-_])(?:(?P<menu>nav|navbar|backlink|navigation|menu|submenu|breadcrumbs?|masthead|skip|pager|pagination|footer|"
    r"language-switcher|topbar)|(?P<beside>sidebar|related|teasers?|share|sharing|social|addthis|cookies?|banner|promo|"
    r"newsletter|comments?|widget|latest|popup|modal|tags|sharedaddy|sharethis|relatedposts|(?:entry|post)-footer)|"
    r"(?P<hidden>visually-hidden|sr-only|screen-reader|element-invisible|offscreen))(?:$|[-_s])",
    re.IGNORECASE,
)
NAMED = {"menu": "menu", "beside": "beside the text", "hidden": "hidden"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
NOTE_NAMES = re.compile(
    r"(?:article|entry|post|node|story)[-_](?:meta|info|details)|submitted|byline|posted-on|date-header|"
    r"news-single-timedata",
    re.IGNORECASE,
)
MOST_PULLED_OUT = 20
PULLED_OUT = re.compile(r".*pull-?quote.*", re.IGNORECASE)
BODY_NAMES = (
    "articlebody", "field--name-body", "field-name-body", "field-body", "article-body", "article__body",
    "entry-content", "post-content", "story-body", "news-body", "press-release-body", "node__content",
    "article-content",
)  # fmt: skip
LEAST_PROSE = 25  # characters: shorter lines are labels and items of menus
MOST_LINKED = 0.5  # of a line's characters: more is a list of links
LEAST_SHARE = 0.7  # of the prose of an element: a part that holds as much holds the article
LEAST_HINTED = 0.3  # of the page's prose: less, and a template's mark is believed no more


class Prose:
    """How much running text each element holds: its lines' characters, but for labels, headings and lists of links."""

    def __init__(self, root):
        self.elements = [element for element in root.iter() if isinstance(element.tag, str)]
        letters, linked = self._letters()
        self.of = defaultdict(int)
        for element in reversed(self.elements):
            size = letters[element]
            if size >= LEAST_PROSE and linked[element] < MOST_LINKED * size and element.tag not in HEADINGS:
                self.of[element] += size
            if (parent := element.getparent()) is not None:
                self.of[parent] += self.of[element]

    def _letters(self):
        """The characters of the lines that stand in each block element, and those of them in links."""
        letters, linked, line_of, is_link = defaultdict(int), defaultdict(int), {}, {}
        for element in self.elements:
            parent = element.getparent()
            line_of[element] = line_of.get(parent, element) if element.tag in INLINE else element
            is_link[element] = element.tag == "a" or is_link.get(parent, False)
            for line, in_link, text in (
                (line_of[element], is_link[element], element.text),
                (line_of.get(parent), is_link.get(parent), element.tail),
            ):
                size = len(text.strip()) if text else 0
                letters[line] += size
                linked[line] += size if in_link else 0
        return letters, linked


def without_chrome(body) -> list[tuple[str, str]]:
    """Empties what belongs to the site, whatever page it is on; its texts with the reasons."""
    total = Prose(body)
    gone, found = set(), []
    for element in total.elements:
        if element.getparent() in gone:
            gone.add(element)
        elif element is not body and (reason := _chrome(element)):
            if reason != "silent" and _holds_the_page(element, total, body):
                continue
            gone.add(element)
            found.append((element, reason))
    pieces = [("\n".join(lines(element)), reason) for element, reason in found if reason != "silent"]
    for element, _reason in found:
        element.clear(keep_tail=True)
        element.tag = "span" if element.tag in INLINE | SILENT else "div"
    return [(text, reason) for text, reason in pieces if text]


def _holds_the_page(element, prose: Prose, body) -> bool:
    """A form round the page, a frame that is named after its side column, a header with the title."""
    if prose.of[element] > LEAST_SHARE * prose.of[body]:
        return True
    return element.tag in ("header", "div", "section") and next(element.iter("h1"), None) is not None


def _chrome(element) -> str:
    if element.tag in SILENT:
        return "silent"
    if element.tag in ("header", "footer") and next(element.iterancestors("article", "main"), None) is not None:
        return ""
    if reason := CHROME.get(element.tag) or ROLES.get(element.get("role", "")):
        return reason
    if "hidden" in element.attrib or HIDDEN.search(element.get("style", "")):
        return "hidden"
    if element.tag in ("body", "article", "main", "p", *HEADINGS):
        return ""
    for name in _names(element):
        if match := CHROME_NAMES.search(name):
            return next(reason for name, reason in NAMED.items() if match[name])
    return ""


def _names(element) -> list[str]:
    return f"{element.get('class', '')} {element.get('id', '')}".split()


def find(body):
    """The element that holds the article's text."""
    prose = Prose(body)
    start = _hinted(body, prose)
    if start is None:
        start = next(chain(body.iter("main"), body.iterfind(".//*[@role='main']")), body)
        start = start if prose.of[start] >= LEAST_HINTED * prose.of[body] else body
    while True:
        parts = [child for child in start if _may_hold_an_article(child)]
        best = max(parts, key=lambda part: prose.of[part], default=None)
        if best is None or prose.of[best] < max(1, LEAST_SHARE * prose.of[start]):
            return start
        start = best


def _may_hold_an_article(element) -> bool:
    if element.tag == "table":
        return only_places(element)
    return isinstance(element.tag, str) and element.tag not in WHOLE | INLINE


def only_places(table) -> bool:
    """A table of the old sites that holds the page, or a part of it."""
    blocks = table.iterdescendants("table", "div", "h1", "h2", "p")
    if table.get("role") == "presentation" or next(blocks, None) is not None:
        return True
    return all(len(row) < 2 for row in table.iter("tr"))


def _hinted(body, prose: Prose):
    """What templates call the text of an article, where there is one of it and it holds enough."""
    named, articles = defaultdict(list), []
    for element in prose.elements:
        for name in {*map(str.lower, _names(element)), element.get("itemprop", "").lower()}:
            if name in BODY_NAMES:
                named[name].append(element)
        if element.tag == "article" and next(element.iterancestors("article"), None) is None:
            articles.append(element)
    for found in (*(named[name] for name in BODY_NAMES), articles):
        if len(found) == 1 and prose.of[found[0]] >= max(1, LEAST_HINTED * prose.of[body]):
            return found[0]
    return None


def with_title(block, title):
    """The element that holds both, unless more links than words would come in with the title."""
    if title is None or block is title or title in block.iterdescendants():
        return block
    above = {title, *title.iterancestors()}
    both = next((one for one in block.iterancestors() if one in above), None)
    if both is None:
        return block
    words, links = _size(both) - _size(block), _linked(both) - _linked(block)
    return both if links <= MOST_LINKED * words else block


def without_lists_of_links(block) -> list[str]:
    """Empties the lists before the prose that hold nothing but links, as menus without a mark do; their texts."""
    lists, prose = [], Prose(block)
    for element in block.iterdescendants():
        if element.tag in ("ul", "ol") and 0 < _size(element) == _linked(element):
            lists.append(element)
        elif prose.of[element] and not any(prose.of[child] for child in element):
            break
    texts = ["\n".join(lines(element)) for element in lists]
    for element in lists:
        element.clear(keep_tail=True)
    return [text for text in texts if text]


def notes(body) -> list:
    """What a template prints between title and text: by whom and when, how often it was read."""
    prose = Prose(body)
    return list(_outermost(prose.elements, lambda one: not prose.of[one] and _is_named(one, NOTE_NAMES)))


def pulled_out(block) -> list:
    """Sentences set large beside the text, in which they stand too."""
    text = " ".join(lines(block))
    named = islice(_outermost(block.iterdescendants(), lambda one: _is_named(one, PULLED_OUT)), MOST_PULLED_OUT)
    return [one for one in named if (words := " ".join(lines(one)).strip('«»“”" ')) and text.count(words) > 1]


def _is_named(element, names: re.Pattern) -> bool:
    return any(map(names.fullmatch, _names(element)))


def _outermost(elements, is_one: Callable) -> Iterator:
    """Those that are one, but for what is within them."""
    within = set()
    for one in elements:
        if one.getparent() in within:
            within.add(one)
        elif is_one(one):
            within.add(one)
            yield one


def lay_out(block) -> None:
    """What was typed in lines, as in a letter, becomes paragraphs: by blank lines, and by the rule that wrapped it."""
    for typed in list(block.iter("pre")):
        text = typed.text_content()
        if "\n" in text.strip():
            rows = [" ".join(row.split()) for row in text.split("\n")]
            passages = [list(passage) for is_text, passage in groupby(rows, bool) if is_text]
            join = unwrap if is_wrapped(rows) else list
            typed.clear(keep_tail=True)
            typed.tag = "div"
            for words in chain.from_iterable(map(join, passages)):
                etree.SubElement(typed, "p").text = words


def _size(element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _linked(element) -> int:
    return sum(_size(link) for link in element.iter("a"))


def lines(element) -> list[str]:
    """The words of an element, a line a block."""
    parts: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(one.tag, str):
            parts.append(one.tail or "" if event == "end" and one is not element else "")
            continue
        edge = "" if one.tag in INLINE else "\n"
        is_shown = one.tag not in SILENT
        parts += [edge, (one.text or "") if is_shown else ""] if event == "start" else [edge]
        if event == "end" and one is not element:
            parts.append(one.tail or "")
    return [line for text in "".join(_in_a_row(parts)).split("\n") if (line := " ".join(text.split()))]


def _in_a_row(parts: list[str]):
    """Line ends in the source of a page are spaces."""
    return (part if part == "\n" else part.replace("\n", " ") for part in parts)
