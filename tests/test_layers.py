"""Imports run one way, and the parser knows no Django; read from the source with ast."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = (
    {
        "attachments",
        "differences",
        "edtf",
        "html",
        "inputs",
        "parsing",
        "pictures",
        "provenance",
        "web",
        "word",
    },
    {"models"},
    {
        "answering",
        "compare",
        "dates",
        "doubts",
        "freshness",
        "gaps",
        "latest",
        "legacy",
        "public",
        "reference",
        "replicas",
        "search",
        "tombstones",
        "versions",
        "watching",
        "wording",
    },
    {
        "clearance",
        "desk",
        "facets",
        "filing",
        "restoring",
        "review",
        "starting",
        "tasks",
        "translations",
        "unused",
        "workflow",
    },
    {"rows"},
    {"addresses", "filters", "importing", "resources", "suggestions", "templatetags"},
    {"duplicates", "undoing", "vocabulary"},
    {"admin", "api", "views"},
    {"demo", "urls"},
    {"apps", "management"},
)


def imports(file: Path, root: Path = ROOT) -> set[str]:
    """Every module or name that the file imports, in full; `from .x import y` is resolved."""
    package = ".".join(file.relative_to(root).parent.parts)
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.rsplit(".", node.level - 1)[0] if node.level else ""
            module = ".".join(filter(None, [above, node.module]))
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


def modules(*folders: str) -> list[Path]:
    return [
        file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in file.parts
    ]


@pytest.mark.parametrize("file", modules("contacts"), ids=str)
def test_contacts_never_imports_articles(file):
    assert not {name for name in imports(file) if name.startswith("articles")}


@pytest.mark.parametrize("file", modules("articles/inputs", "articles/parsing"), ids=str)
def test_reading_a_page_knows_no_django(file):
    assert not {name for name in imports(file) if name.startswith(("django", "articles.models", "contacts"))}


def floor(name: str) -> int:
    """On which floor of articles/ a module stands; elsewhere, below them all."""
    if not name.startswith("articles."):
        return -1
    part = name.split(".")[1]
    return next(number for number, parts in enumerate(FLOORS) if part in parts)


@pytest.mark.parametrize("file", modules("articles"), ids=str)
def test_imports_run_one_way(file):
    own = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    if own != "articles.__init__":
        assert not {name for name in imports(file) if floor(name) > floor(own)}


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("from .views.home import home", "articles.views.home.home"),
        ("from . import admin", "articles.admin"),
        ("import articles.admin", "articles.admin"),
        ("from contacts.models import Mission", "contacts.models.Mission"),
    ],
)
def test_every_way_to_import_is_seen(tmp_path, text, full):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "search.py").write_text(text)
    assert imports(tmp_path / "articles" / "search.py", root=tmp_path) == {full}
