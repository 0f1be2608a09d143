from __future__ import annotations

from plugins.archive.prose import parse
from plugins.synthetic import speech
from plugins.synthetic.chance import Chance
from plugins.synthetic.council import found_council
from plugins.synthetic.matters import new_matter
from plugins.synthetic.speech import Scene


def _scene(chance: Chance) -> Scene:
    matter = new_matter(chance, found_council(chance), 1)
    return Scene(matter, "Cabinet", "Head of Planning", "Councillor Jo Field", "Councillor Al Wood")


def test_a_paragraph_has_about_as_many_words_as_asked_for() -> None:
    chance = Chance(1)
    text = speech.paragraph(chance, _scene(chance), 120)
    assert 110 < len(text.split()) < 150


def test_a_set_phrase_leaves_no_gap_unfilled() -> None:
    chance = Chance(1)
    scene = _scene(chance)
    for phrase in (*speech.SET_PHRASES, *speech.OPENINGS, *speech.RESOLUTIONS, *speech.REASONS, *speech.BULLETS):
        assert not set("{}") & set(speech.fill(chance, phrase, scene))


def test_what_is_said_is_prose_of_paragraphs_and_lists() -> None:
    chance = Chance(2)
    scene = _scene(chance)
    kinds = {
        block.kind
        for _ in range(40)
        for block in parse(speech.as_prose([*speech.minutes(chance, scene, 200), *speech.resolved(chance, scene)]))
    }
    assert kinds == {"paragraph", "item"}


def test_recommendations_are_numbered_and_each_is_answered() -> None:
    chance = Chance(2)
    blocks = speech.recommended(chance, _scene(chance))
    assert [block.split(":")[0] for block in blocks[1::2]] == ["Recommendation 1", "Recommendation 2"]
    assert len(blocks) == 5
