"""The database's own full-text index over SearchText.folded; the words are already folded, so both tokenise simply."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE search_words USING fts5(
        folded, content='records_searchtext', content_rowid='id', tokenize="unicode61 remove_diacritics 0",
        prefix='2 3')""",
    """CREATE TRIGGER search_words_insert AFTER INSERT ON records_searchtext BEGIN
        INSERT INTO search_words(rowid, folded) VALUES (new.id, new.folded); END""",
    """CREATE TRIGGER search_words_delete AFTER DELETE ON records_searchtext BEGIN
        INSERT INTO search_words(search_words, rowid, folded) VALUES ('delete', old.id, old.folded); END""",
    """CREATE TRIGGER search_words_update AFTER UPDATE OF folded ON records_searchtext BEGIN
        INSERT INTO search_words(search_words, rowid, folded) VALUES ('delete', old.id, old.folded);
        INSERT INTO search_words(rowid, folded) VALUES (new.id, new.folded); END""",
]
POSTGRESQL = [
    "CREATE INDEX search_words ON records_searchtext USING gin (to_tsvector('simple', folded))",
]


def make(apps, schema_editor):
    statements = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER search_words_{name}")
        schema_editor.execute("DROP TABLE search_words")
    else:
        schema_editor.execute("DROP INDEX search_words")


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
