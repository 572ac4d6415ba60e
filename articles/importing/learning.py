"""The menus of an import's pages, learnt from a sample of them before the first is read, and kept: a page that is read
alone later reads the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256

from articles.importing.known import place
from articles.importing.menus import Lines, Menus, key, place_of, sites
from articles.importing.read_input import has_a_place, text_of
from articles.importing.turns import turn
from articles.inputs.manifest import Facts
from articles.inputs.pages import Page
from articles.inputs.shared_lines import LEAST, sample, shared_lines
from articles.models import ImportBatch, MenuLine
from articles.parsing.places import Gazetteer

IN_A_FOLDER, IN_ALL = 50, 1000  # pages that are looked at
SHARE, FEW = 12, 30  # one page of so many, where there are many folders; but not fewer
TOGETHER = 100  # pages of which a query asks


def menus_of(run) -> Menus:
    """What is known for an Import, whose pages are looked at unless it goes on with what it has kept. A dry run keeps
    nothing, and looks again.
    """
    kept = list(MenuLine.objects.only("site", "place", "line", "is_text"))
    if run.batch.read_count and not run.dry_run:
        return Menus(kept)
    pages = chosen(run.pages)
    some = (pages[start : start + TOGETHER] for start in range(0, len(pages), TOGETHER))
    learnt = _learnt([pair for those in some for pair in run.with_facts(those)], run.gazetteer)
    if not run.dry_run:
        _keep(learnt, run.batch, kept)
    return Menus(kept, learnt)


def chosen(pages: Sequence[Page]) -> list[Page]:
    """Some of each folder, drawn by their names: the order of the pages decides nothing."""
    if len(pages) < LEAST:
        return []
    found, taken = [], Counter()
    for page in sorted(pages, key=_draw):
        folder = page.path.rpartition("/")[0]
        taken[folder] += 1
        if taken[folder] <= IN_A_FOLDER and has_a_place(page):
            found.append(page)
    return found[: min(IN_ALL, max(FEW, len(pages) // SHARE))]


def _draw(page: Page) -> bytes:
    return sha256(place(page.root, page.path).encode()).digest()


def _learnt(pages: Iterable[tuple[Page, Facts]], gazetteer: Gazetteer) -> Lines:
    samples = defaultdict(list)
    for page, facts in pages:
        with suppress(Exception):  # whoever reads it next says what is wrong with it
            samples[sites(page, facts)[0]].append(sample(page.path, text_of(page)))
    return {site: shared_lines(some, gazetteer) for site, some in samples.items()}


@turn()
def _keep(learnt: Lines, batch: ImportBatch, kept: Iterable[MenuLine]) -> None:
    known = {(one.site, key(one.place, one.line)) for one in kept}
    MenuLine.objects.bulk_create(
        (
            MenuLine(
                site=site,
                place=place_of(one),
                line=one.line,
                page_count=one.pages,
                example=one.example,
                batch=batch,
            )
            for site, lines in learnt.items()
            for one in lines
            if (site, key(place_of(one), one.line)) not in known
        ),
        ignore_conflicts=True,
    )
