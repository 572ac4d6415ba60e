import pytest

from articles.parsing.language import read_language

OTHERS = {
    "Russian": "Международная организация по миграции открыла центр помощи в Алматы.",
    "Chinese": "国际移民组织在北京开设了一个新的办公室。",
    "Persian": "سازمان بین‌المللی مهاجرت گزارش تازه‌ای درباره پناهجویان و کودکان چاپ کرد",
    "German": "Die Organisation hat in der Stadt ein Zentrum für die Kinder und die Familien eröffnet, das von der"
    " Gemeinde und dem Land mit Mitteln aus dem Fonds für Integration auf Dauer getragen wird und nicht eine Hilfe.",
    "Portuguese": "A organização abriu um centro para os migrantes que não têm documentos, e que são atendidos pelo"
    " serviço do município na capital. O centro foi aberto com os meios do fundo das comunidades e do Estado.",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_a_text_in_another_language_is_none_of_the_newsrooms(text):
    assert read_language(text) == (None, "other")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("L’OIM ouvre un centre à Berlin avec la « Die Tageszeitung » et le « Il Manifesto ».", "fr"),
        ("La OIM abrió un centro en São Paulo para los que no tienen documentos.", "es"),
        ("وزعت المنظمة الدولية للهجرة مياه الشرب على ألفي أسرة نازحة", "ar"),
        ("The names Иван and 李 stand in an English text.", "en"),
    ],
)
def test_words_of_another_language_change_nothing(text, language):
    assert read_language(text)[0] == language


def test_a_page_in_another_language_is_refused(read):
    reading = read("Communiqué\nGlobal\n\n" + OTHERS["Russian"])
    assert (reading.is_article, reading.why_not, reading.language) == (False, "language", None)
