import pytest

from analyzer import resources
from analyzer.document import Severity


def test_a_checkout_has_its_lexicons():
    rows = resources.table("lexicons/section_roles.tsv")
    assert {"role", "heading", "match", "source"} == set(rows[0])
    assert all(row["role"] and row["heading"] and row["match"] in ("heading", "word") for row in rows)
    assert len({row["heading"] for row in rows}) == len(rows)


def test_a_strangers_folder_is_never_read(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "analyzer"
    package.mkdir(parents=True)
    (tmp_path / "site-packages" / "models").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    with pytest.raises(FileNotFoundError):
        resources.folder("models")
    (tmp_path / "site-packages" / "pyproject.toml").touch()
    assert resources.folder("models") == tmp_path / "site-packages" / "models"
    (package / "models").mkdir()
    assert resources.folder("models") == package / "models"


def test_severities_have_words_for_machines_and_people():
    assert [(s.label, s.title) for s in Severity] == [
        ("info", "提示"),
        ("warning", "警告"),
        ("error", "错误"),
    ]
