"""Configuration: found upwards, unknown keys refused, per-path settings."""

import pytest

from checker.config import Config, find, load
from checker.errors import ConfigError
from checker.types import Genre, Severity


def write(folder, text, name="checker.toml"):
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_nearest_file_above_is_found(tmp_path):
    file = write(tmp_path, "")
    inner = tmp_path / "posts" / "2026"
    inner.mkdir(parents=True)
    assert find(inner) == file


def test_a_pyproject_counts_only_with_a_checker_table(tmp_path):
    write(tmp_path, "[tool.other]\n", "pyproject.toml")
    assert find(tmp_path) != tmp_path / "pyproject.toml"
    write(tmp_path, "[tool.checker]\nmin_confidence = 0.5\n", "pyproject.toml")
    assert find(tmp_path) == tmp_path / "pyproject.toml"
    assert load(tmp_path / "pyproject.toml").min_confidence == 0.5


def test_settings_are_read_in_their_types(tmp_path):
    config = load(
        write(tmp_path, 'genre = "news"\nfail_on = "high"\nignore = ["hype-*"]\n[severity]\npanacea = "low"\n')
    )
    assert config.genre is Genre.NEWS
    assert config.fail_on is Severity.HIGH
    assert config.severity == {"panacea": "low"}
    assert not config.keeps("hype-promise")
    assert config.keeps("panacea")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("ignor = []", "did you mean 'ignore'"),
        ("min_confidence = 2", "a number from 0 to 1"),
        ('genre = "poem"', "expected one of: news"),
        ('select = "panacea"', "a list of strings"),
        ("models = 1", "true or false"),
        ("[[per_path]]\nselect = []", "needs paths"),
        ("x = [", "cannot be read as TOML"),
        ('[severity]\npanacea = "awful"', "expected one of: info"),
    ],
)
def test_a_mistake_names_the_file_and_what_was_expected(tmp_path, text, complaint):
    file = write(tmp_path, text)
    with pytest.raises(ConfigError, match=r"checker\.toml") as error:
        load(file)
    assert complaint in str(error.value)


def test_per_path_settings_apply_to_files_that_match(tmp_path):
    config = load(write(tmp_path, '[[per_path]]\npaths = ["news/*"]\ngenre = "news"\nignore = ["panacea"]\n'))
    assert config.for_path(str(tmp_path / "news" / "a.md")).genre is Genre.NEWS
    assert not config.for_path(str(tmp_path / "news" / "a.md")).keeps("panacea")
    assert config.for_path(str(tmp_path / "blog" / "a.md")).genre is None


def test_the_hash_changes_with_the_settings_and_only_with_them():
    assert Config().sha256 == Config(folder="elsewhere").sha256
    assert Config().sha256 != Config(min_confidence=0.5).sha256
