"""Imports run one way, and the parser knows no Django; read from the source with ast."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = (
    "edtf",
    "html",
    "models",
    "search",
    "versions",
    "facets",
    "workflow",
    "filters",
    "addresses",
    "importing",
    "views",
    "admin",
)
LOADING = {"content", "loading", "messages", "records"}


def imports(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            package = "articles.models." if node.level and file.parent.name == "models" else ""
            names |= {f"{package}{node.module or ''}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def modules(*folders: str) -> list[Path]:
    return [
        file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in file.parts
    ]


@pytest.mark.parametrize("file", modules("contacts"), ids=str)
def test_contacts_never_imports_articles(file):
    assert not {name for name in imports(file) if name.startswith("articles")}


@pytest.mark.parametrize("file", [f for f in modules("articles/importing") if f.stem not in LOADING], ids=str)
def test_parsing_knows_no_django(file):
    strangers = ("django", "articles.models", "contacts", *(f"articles.importing.{name}" for name in LOADING))
    assert not {name for name in imports(file) if name.startswith(strangers)}


def layer(name: str) -> int | None:
    part = name.split(".")[1] if name.startswith("articles.") else None
    return LAYERS.index(part) if part in LAYERS else None


@pytest.mark.parametrize("file", modules("articles"), ids=str)
def test_imports_run_one_way(file):
    own = layer(".".join(file.relative_to(ROOT).with_suffix("").parts))
    if own is not None:
        assert not {name for name in imports(file) if (layer(name) or 0) > own}
