import pytest

from articles.parsing.misread import well_read

WRITTEN = "Réunion à l’école de Sète : « œuvrer », dit-elle – déjà"


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp437"])
def test_what_was_read_in_another_encoding_is_read_again(encoding):
    assert well_read(WRITTEN.encode().decode(encoding)) == WRITTEN


def test_what_was_read_as_windows_1252_is_read_again():
    assert well_read("RÃ©union Ã\xa0 l’Ã©cole") == "Réunion à l’école"


@pytest.mark.parametrize("text", [WRITTEN, "√9 = 3 ; ¬ A", "┬ et ├ sont des traits", "«économie»"])
def test_what_was_read_rightly_stays(text):
    assert well_read(text) == text
