import pytest

from articles.inputs.decoding import Unreadable, decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_accents_survive_each_encoding(encoding):
    assert decode("L’été à Nîmes – œuvre".encode(encoding))[0] == "L’été à Nîmes – œuvre"


def test_valid_utf_8_is_never_taken_for_windows_1252():
    assert decode("déjà".encode()) == ("déjà", "utf-8")


def test_bytes_that_windows_1252_leaves_open_stand_for_themselves():
    assert decode(b"caf\xe9 \x81") == ("café \x81", "cp1252")


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028"])
def test_every_newline_becomes_one(newline):
    assert decode(f"a{newline}b".encode())[0] == "a\nb"


def test_empty_input_is_refused():
    with pytest.raises(Unreadable) as refusal:
        decode(b"")
    assert (refusal.value.reason, refusal.value.position) == ("empty", None)


def test_a_nul_byte_is_refused_with_its_place():
    with pytest.raises(Unreadable) as refusal:
        decode(b"abc\0def")
    assert (refusal.value.reason, refusal.value.position) == ("binary", 3)


def test_many_control_characters_are_no_text():
    with pytest.raises(Unreadable, match="binary"):
        decode(b"\x01\x02\x03 picture")


def test_a_broken_utf_16_file_is_refused():
    with pytest.raises(Unreadable, match="binary"):
        decode(b"\xff\xfea\x00b\x00\xd8")
