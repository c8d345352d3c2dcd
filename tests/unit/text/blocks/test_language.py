"""Language: English or not, and too short to say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hedgerow.sources.base import Source
from hedgerow.text.blocks.document import document_of
from hedgerow.text.blocks.language import language_of
from hedgerow.text.blocks.reading import read_document

ENGLISH = (
    "Most people who sleep badly get better without any pills. They can try to get up at the same "
    "hour each day, and to keep the bedroom dark."
)
TEXTS = {
    "es": "Casi todo el mundo duerme mal de vez en cuando, y no es una enfermedad. Lo normal es "
    "que el sueño vuelva solo en unos días, sin medicinas ni otros remedios.",
    "de": "Die meisten Menschen schlafen hin und wieder schlecht, und das ist keine Krankheit. Der "
    "Schlaf kommt in der Regel nach einigen Tagen von selbst zurück.",
    "fr": "Presque tout le monde dort mal de temps en temps, et ce n'est pas une maladie. Le "
    "sommeil revient en général de lui-même au bout de quelques jours.",
    "nl": "Bijna iedereen slaapt wel eens slecht, en dat is geen ziekte. De slaap komt meestal na "
    "een paar dagen vanzelf terug, zonder pillen of andere middelen.",
}


def test_english() -> None:
    assert language_of(ENGLISH) == "en"


@pytest.mark.parametrize("code", TEXTS)
def test_other_languages(code: str) -> None:
    assert language_of(TEXTS[code]) == code


def test_english_without_function_words_is_left_to_the_model() -> None:
    names = "Walking shoes, rain jacket, water bottle, sleeping bag, torch, first aid kit, matches"
    assert language_of(f"{names}; {names}") == "en"


def test_too_short_to_judge() -> None:
    assert language_of("Guten Morgen, wie geht es Ihnen heute?") is None
    assert language_of("") is None


def test_another_script_is_judged_however_short() -> None:
    assert language_of("眠れない夜は誰にでもあります。心配しないでください。") == "ja"


def test_status_of_a_document_in_another_language(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS["es"], encoding="utf-8")
    document = read_document(tmp_path, "a.txt")
    assert (document.status, document.language) == ("not_english", "es")
    assert document.reason == "the language looks like es"
    assert document.text


def test_the_model_is_not_loaded_for_plain_english() -> None:
    code = (
        "import sys; from hedgerow.text.blocks.language import language_of;"
        f"assert language_of({ENGLISH!r}) == 'en'; assert 'py3langid' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})


_ENGLISH = (
    "The old mill stands by the river, and the people of the town still walk there on most days. "
    "It was built by hand from stone that came down the valley on carts."
)
_OTHER = {
    "es": "El viejo molino se encuentra junto al río y la gente del pueblo todavía camina por allí"
    " casi todos los días. Fue construido a mano con piedra que bajó por el valle en carros.",
    "de": "Die alte Mühle steht am Fluss, und die Leute der Stadt gehen noch an den meisten Tagen"
    " dorthin. Sie wurde von Hand aus Stein gebaut, der auf Karren durch das Tal kam.",
    "fr": "Le vieux moulin se trouve au bord de la rivière et les gens de la ville y marchent"
    " encore presque tous les jours. Il fut construit à la main avec des pierres de la vallée.",
}


@pytest.mark.parametrize("language", _OTHER)
def test_a_text_mostly_in_another_language_is_not_english(language: str) -> None:
    text = "\n".join([_ENGLISH, *[_OTHER[language]] * 3])
    document = document_of("x", Source("text", "utf-8", len(text), text=text))
    assert (document.status, document.language) == ("not_english", language)


@pytest.mark.parametrize("language", _OTHER)
def test_a_paragraph_in_another_language_is_no_prose(language: str) -> None:
    text = "\n".join(
        [_ENGLISH, _ENGLISH + " It is old.", _OTHER[language], _ENGLISH + " It rained."]
    )
    document = document_of("x", Source("text", "utf-8", len(text), text=text))
    assert document.status == "analysed"
    assert [(b.prose, b.stated) for b in document.blocks] == [
        (True, True), (True, True), (False, False), (True, True),
    ]  # fmt: skip
    assert document.cleaning == {"other_language": 1}


def test_names_and_terms_alone_are_no_other_language() -> None:
    text = "\n".join(
        [
            _ENGLISH,
            "Mitragynine, paynantheine, speciogynine, speciociliatine, corynoxine, mitraphylline,"
            " rhynchophylline, ajmalicine, isomitraphylline, speciophylline, tetrahydroalstonine,"
            " mitrafoline, corynantheidine, isocorynoxeine, ciliaphylline were measured.",
        ]
    )
    document = document_of("x", Source("text", "utf-8", len(text), text=text))
    assert document.status == "analysed"
