"""On PostgreSQL the index of words learns runs of frequent words too, joined by "_", which no word holds.

An index without places has every text read that holds all the words of a phrase: nearly each one, where the words are
frequent. Two frequent words that stand together are a word of their own here, and up to five of those that nearly
every text holds: such a phrase is found without reading a text. Which words count as frequent is said by the function
alone, which a query asks: whoever changes the lists makes the function and its index anew in a migration.
"""

from django.db import migrations

from articles.search.tokens import STEMMERS, stems

IN_NEARLY_ALL = """
a au aux avec ce dans de des du elle en est et il la le les leur ont par pour que qui se son sur sont un une
and are at by for from has have in is it of on that the their to was were with
al con del el es ha la las los para por que se su una un y
oim iom organisation internationale international organization migration migrations
organización internacional migraciones المنظمة الدولية للهجرة في من على إلى
"""
IN_MANY = """
afin ainsi après autre autres aussi avant ces cette chaque comme contre depuis dont être été elles entre fait font hui
ils ils je leurs lors mais même ne notamment notre nous ou où pas plus plusieurs près sa sans selon ses si sous tous
tout toute très vers vous deux trois ans mois jour année aujourd
accès aide appui assistance autorités besoins camp camps chef communauté communautés crise déplacées déplacés
développement directeur directrice droits eau éducation emploi enfants familles femmes financé financement fonds
formation frontière frontières général gouvernement hommes humanitaire humanitaires internationaux migrant migrants
migratoire ministère mission monde nation national nationale nations nouveau organisations partenaires pays personnes
population populations programme projet protection région réfugiés réinsertion réintégration retour retours santé
sécurité service services société soutien traite travail unies union urgence victimes vie volontaire
about after all also been before but can more new not one or our other people said since than they this through two
under we which who will within years year
access agency aid assistance authorities border centre chief children communities countries country crisis development
director displaced emergency families fund funded funding general government health humanitarian labour men migrants
million mission national nations needs office organizations partners persons population programme project protection
reception refugees region regional rights security services state support trafficking training united victims voluntary
water women work world
como cuando desde dos entre esta este fue han hasta más muy no nos o pero sin sobre son también todo todos ya años
acceso agua apoyo asistencia autoridades ayuda comunidades derechos desarrollo desplazadas director emergencia estados
familias fronteras general gobierno humanitaria humanitarias migración migrantes ministerio misión mujeres mundo
nacional nacionales naciones niños país países personas población programa protección proyecto refugiados región
retorno salud seguridad servicios trabajo trata unidas víctimas
أن التي الذي المهاجرين عن مع هذا هذه بين ما لا
"""

INDEX = """CREATE INDEX articles_searchtext_words ON articles_searchtext
    USING gin (articles_words(title || lead || names || body) COLLATE "C")"""
DROP_INDEX = "DROP INDEX articles_searchtext_words"
WITHOUT_STATISTICS = "ALTER INDEX articles_searchtext_words ALTER COLUMN 1 SET STATISTICS 0"
FUNCTION = "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS"

WORDS = f"""CREATE OR REPLACE FUNCTION articles_words(parts text) RETURNS text[] {FUNCTION} $$
    DECLARE
        words text[] := string_to_array(parts, ' ');
        word text; before text; one text; two text; three text; four text;
    BEGIN
        FOREACH word IN ARRAY words LOOP
            IF word = ANY ('{{{{{{frequent}}}}}}') THEN
                IF before IS NOT NULL THEN words := words || (before || '_' || word); END IF;
                before := word;
                IF word = ANY ('{{{{{{most_frequent}}}}}}') THEN
                    IF two IS NOT NULL THEN
                        IF four IS NOT NULL THEN words := words || (four || '_' || word); END IF;
                        four := three || '_' || word;
                        IF four IS NOT NULL THEN words := words || four; END IF;
                        three := two || '_' || word;
                        words := words || three;
                    END IF;
                    two := one || '_' || word;
                    one := word;
                    CONTINUE;
                END IF;
            ELSE
                before := NULL;
            END IF;
            one := NULL; two := NULL; three := NULL; four := NULL;
        END LOOP;
        RETURN words;
    END $$"""
WORDS_ALONE = f"""CREATE OR REPLACE FUNCTION articles_words(parts text) RETURNS text[] {FUNCTION}
    $$ BEGIN RETURN string_to_array(parts, ' '); END $$"""
# Of each row of the phrases one at least; several phrases are looked for in one reading of a text.
HOLD = f"""CREATE OR REPLACE FUNCTION articles_hold(parts text, phrases text[]) RETURNS boolean {FUNCTION} $$
    DECLARE forms text[]; form text; is_held boolean;
    BEGIN
        FOREACH forms SLICE 1 IN ARRAY phrases LOOP
            is_held := false;
            FOREACH form IN ARRAY forms LOOP
                IF strpos(parts, form) > 0 THEN is_held := true; EXIT; END IF;
            END LOOP;
            IF NOT is_held THEN RETURN false; END IF;
        END LOOP;
        RETURN true;
    END $$"""


def index_runs(apps, schema_editor):
    most_frequent = _stems(IN_NEARLY_ALL)
    lists = {"frequent": ",".join(most_frequent | _stems(IN_MANY)), "most_frequent": ",".join(most_frequent)}
    _make_anew(schema_editor, WORDS.format(**lists), HOLD)


def index_words_alone(apps, schema_editor):
    """Of the other function the old code asks nothing new."""
    _make_anew(schema_editor, WORDS_ALONE)


def _make_anew(schema_editor, *functions):
    if schema_editor.connection.vendor == "postgresql":
        for statement in (DROP_INDEX, *functions, INDEX, WITHOUT_STATISTICS):
            schema_editor.execute(statement, params=None)


def _stems(text: str) -> dict[str, None]:
    """In all languages, as a phrase is asked for in all of them."""
    return dict.fromkeys(stems(word, language).strip() for word in text.split() for language in STEMMERS)


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_words_to_suggest")]
    operations = [migrations.RunPython(index_runs, index_words_alone)]
