"""Two figures clash only where they are figures of one thing."""

import pytest

from checker.detectors import numbers
from checker.parse import Article, split_sentences
from checker.types import Block, BlockKind, Document, Genre, Run, Span


def found(engine, *texts):
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block(BlockKind.PARAGRAPH, text, (Run(Span(0, len(text)), Span(at, at + len(text))),)))
        at += len(text) + 1
    document = Document("given", "\n".join(texts), "", "", tuple(blocks))
    return list(numbers.detect(Article(document, split_sentences(document), Genre.BLOG, engine.nlp), engine))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The recommended dosage of ashwagandha is 300-500 mg per day.", "Take 1,200 mg of ashwagandha daily."),
        ("Adults should take two tablets of valerian a day.", "Adults take six tablets of valerian a day."),
        ("Never take more than 3 g of paracetamol in a day.", "Take 1 g of paracetamol six times a day."),
        ("Take creatine 5 g daily.", "Take 5 mg of creatine daily."),
        ("Use the serum once daily.", "Apply it once a week."),
        ("Ketamine is given twice a week.", "Ketamine is taken once a month."),
        (
            "In the study, 64% of participants reported better sleep.",
            "Better sleep was reported by 31% of participants.",
        ),
        ("About 10 percent of adults suffer from insomnia.", "Insomnia affects half of adults."),
        ("The researchers recruited 60 adults for the study.", "The study, with 160 adults, was the largest yet."),
        ("Each session lasts 20 minutes.", "A session takes one hour."),
        ("A session costs $80.", "At $150 per session, the sessions are good value."),
        ("The tablets are suitable from age 12.", "Children over 6 can take the tablets."),
        ("Nausea is very rare.", "In trials 35% of patients had nausea."),
        ("The vitamin D range is 25-100 ng/mL.", "A vitamin D level above 100 mg/mL is too high."),
    ],
)
def test_two_figures_for_one_thing_are_reported(engine, one, other):
    (finding,) = found(engine, one, other)
    assert finding.place.quote in one
    assert finding.related[0].place.quote in other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Take 400 mg of ibuprofen every six hours.", "Do not take more than 2,400 mg of ibuprofen a day."),
        ("Beginners take 5 mg of THC.", "Experienced users take 20 mg of THC."),
        ("For anxiety, take 25 mg of CBD.", "For sleep, take 160 mg of CBD."),
        ("LSD: a microdose is 10-20 micrograms.", "Psilocybin: a microdose is 0.1-0.3 grams."),
        ("In 2010, 5% of adults used cannabis.", "In 2020, 15% of adults used cannabis."),
        ("70% of women improved.", "40% of men improved."),
        ("The study followed 435 people for two years.", "In the study, 10 people had a stroke."),
        ("The first trial had 40 people.", "The second trial had 400 people."),
        ("Most of the 200 patients finished the study.", "The study enrolled 250 patients."),
        ("A session costs $80.", "Most people have 20 sessions, which puts the cost at $1,600."),
        ("Up to 20% of users have a headache.", "Headaches were seen in 12% of users."),
        ("Take it every morning.", "Take it twice a day."),
        ("Infection of travellers is rare.", "Over 95% of the cases of infection occur in one country."),
        ("The dose is 10 mg a day, some clinics claim.", "Is 100 mg a day the right dose?"),
    ],
)
def test_figures_of_two_things_are_not(engine, one, other):
    assert found(engine, one, other) == []
