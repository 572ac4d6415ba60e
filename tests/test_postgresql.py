"""How lists are sent to PostgreSQL."""

from hypothesis import given
from hypothesis import strategies as st
from psycopg.adapt import Transformer
from psycopg.types.array import ListDumper

from articles.models import Theme
from iomnews.postgresql import QuickListDumper

MARKS = st.text(alphabet="\"\\{},' aé\n") | st.just("null")


def dumped(dumper: type[ListDumper], values: list) -> bytes:
    return bytes(dumper(list, Transformer()).dump(values))


@given(st.lists(MARKS | st.none() | st.lists(MARKS, min_size=1)))
def test_a_list_is_written_as_the_library_writes_it(values):
    assert dumped(QuickListDumper, values) == dumped(ListDumper, values)


def test_the_library_still_escapes_where_it_is_made_quicker():
    assert hasattr(ListDumper, "_re_esc")


def test_texts_of_many_rows_come_back_as_they_were_sent(db):
    values = ['{"a": "b\\n"}', "\\", '"', "null", "é{,}"]
    Theme.objects.bulk_create(Theme(slug=f"theme-{number}", name_fr=value) for number, value in enumerate(values))
    assert list(Theme.objects.order_by("pk").values_list("name_fr", flat=True)) == values
