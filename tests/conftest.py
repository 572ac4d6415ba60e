import gc
import os
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings as site
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.template import RequestContext, Template
from django.utils import translation
from hypothesis import settings

from articles import freshness
from articles.facets import memory

# How many made-up pages a property is tried on: some in bin/test, always the same, and very many in bin/soak.
settings.register_profile("test", max_examples=200, deadline=None, derandomize=True)
settings.register_profile("soak", max_examples=20_000, deadline=None)
settings.load_profile("soak" if os.environ.get("SOAK") else "test")


def pytest_configure():
    """A password is hashed a million times over to be safe; here each superuser would cost half a second."""
    site.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items):
    """What asks for no database is lent none by pytest-django, and is the same on both."""
    for item in items:
        if item.get_closest_marker("django_db") or "db" in item.fixturenames:
            item.add_marker("database")


def pytest_collection_finish():
    """What is imported by now stays; to search it for garbage again and again is a tenth of the time of a test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True, scope="session")
def contexts_of_pages(django_test_environment):
    """A response keeps the context of its page; without this, a copy of that of each of its thousand widgets too."""
    keeping = Template._render

    def render(template, context):
        is_page = isinstance(context, RequestContext) and context.template is template
        return keeping(template, context) if is_page else template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True)
def sites_own_language():
    """A request leaves its language behind in the thread; the next test starts without it."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def no_index_kept():
    """The tables of a test are emptied or rolled back behind the back of what is kept in memory."""
    memory.forget()
    freshness.forget()


@pytest.fixture
def in_english(sites_own_language):
    """For tests that name the texts they expect without a page around."""
    with translation.override("en"):
        yield


MEMORY, A_GIGABYTE = Path("/dev/shm"), 2**30
CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"


def lacking(what: str):
    """The machine lacks something that a test needs: skipped by name, except where nothing may be skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI=true allows no skip")
    pytest.skip(f"no {what} here")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of labelled pages beside the repository."""
    if not CORPUS.is_dir():
        lacking("../shared/corpus")
    return CORPUS


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """SQLite in a file, each run its own: the server under the browser is a thread, which memory would not serve."""
    in_memory = MEMORY if MEMORY.is_dir() and disk_usage(MEMORY).free > A_GIGABYTE else None
    with TemporaryDirectory(dir=in_memory) as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/test.sqlite3"
        yield


@pytest.fixture(autouse=True, scope="session")
def few_rows_are_deleted(django_test_environment):
    """PostgreSQL empties its tables after a test by TRUNCATE, which makes a new file of each.

    Triggers and foreign keys may be passed over by a superuser alone; for others it stays.
    """
    truncating = DatabaseOperations.sql_flush

    def sql_flush(operations, style, tables, **options):
        if operations.connection.connection.info.parameter_status("is_superuser") != "on":
            return truncating(operations, style, tables, **options)
        deletes = [f"DELETE FROM {operations.quote_name(table)}" for table in tables]
        return ["SET LOCAL session_replication_role = replica", *deletes]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield


@pytest.fixture
def folder(tmp_path):
    """Two pages to import."""
    from tests import reference_data
    from tests.import_pages import A, B, write

    reference_data.load()
    (tmp_path / "pages").mkdir()
    write(tmp_path / "pages" / "a.txt", A)
    write(tmp_path / "pages" / "b.txt", B)
    return tmp_path / "pages"
