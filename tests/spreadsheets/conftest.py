"""A file as a person would send it, and the people who send it."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from articles.resources import ArticleResource
from contacts.spreadsheets.reading import read
from iomnews.accounts.models import Membership, User
from tests import factories
from tests.factories import NOW


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.SPREADSHEET_DIR = tmp_path / "waiting"


@pytest.fixture
def staff(db):
    """A member of staff at headquarters with the permissions named."""

    def make(*codenames, username="aminata"):
        user = User.objects.create(username=username, email=f"{username}@migrations.example", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        return user

    return make


@pytest.fixture
def editor(staff):
    """May add and change drafts, and see all."""
    return staff(*(permission.codename for permission in editing()))


def editing():
    names = [f"{action}_{model}" for action in ("view", "add", "change") for model in MODELS]
    return Permission.objects.filter(codename__in=names)


@pytest.fixture
def in_niger(staff):
    """An editor of the mission in Niger, and of no other."""
    group, _made = Group.objects.get_or_create(name="editor")
    group.permissions.set(editing())
    user = staff(username="niger")
    Membership.objects.create(user=user, mission=factories.make_mission(), role="editor")
    return user


@pytest.fixture
def publisher(staff):
    names = [f"{action}_article" for action in ("view", "add", "change", "review", "publish")]
    return staff(*names, username="publisher")


MODELS = ("article", "mission", "programme", "presscontact", "theme", "organisation")


def as_csv(*rows: dict, delimiter=",") -> bytes:
    """The headings are those of the first row."""
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0].keys(), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def upload(data: bytes, name="articles.csv") -> dict:
    return {"file": SimpleUploadedFile(name, data)}


def check(user, *rows: dict, resource=ArticleResource):
    return resource(user, NOW).check(read(as_csv(*rows)))


def write(user, *rows: dict, resource=ArticleResource, name="articles.csv"):
    """Checked and written, as after a look at the preview."""
    sheet = read(as_csv(*rows))
    shown = resource(user, NOW).check(sheet)
    assert not shown.refusals, shown.refusals
    return resource(user, NOW).write(sheet, shown.fingerprint, name)


def refusals(result) -> list[tuple]:
    return [(refusal.row, refusal.column, refusal.message) for refusal in result.refusals]


def exported(user, record, resource=ArticleResource) -> dict:
    headings, row = resource(user, NOW).rows([record.pk], resource(user, NOW).headings)
    return dict(zip(headings, row, strict=True))
