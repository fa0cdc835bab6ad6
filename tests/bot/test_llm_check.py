"""Whether a model is fit is told in one screen, and by the exit code."""

import re
import subprocess
import sys

import pytest

from bot.generate.check import Measured, lines_of, measure, reached, read_trials, roles_for
from bot.generate.llm import open_llm
from corpus.settings import Settings
from eval.scripted import Known, babbler, dead, liar, perfect, serving
from index.passage import clause_text


def model_at(url):
    return open_llm(Settings(_env_file=None, llm="openai:m", llm_base_url=url))


@pytest.fixture(scope="module")
def trials(library):
    return read_trials(library)


def measured(script, library, trials):
    with serving(script) as seen:
        *_, found = measure(model_at(seen.url), library, trials)
    return found


def test_there_are_twenty_over_all_five_directives(trials, library):
    assert len(trials) == 20
    assert {t.gold.document_id for t in trials} == {d.id for d in library}
    for trial in trials:
        assert trial.gold in [clause for _, clause in trial.clauses]
        assert 2 <= len(trial.clauses) <= 12


def known(trials):
    """What a perfect model says: the clause's own first words."""
    found = {}
    for trial in trials:
        document = next(d for d, c in trial.clauses if c is trial.gold)
        words = " ".join(clause_text(document, trial.gold).split("\n")[0].split()[:30])
        found[" ".join((*trial.earlier, trial.question))] = Known((words,), words)
    return found


def test_a_perfect_model_is_fit(library, trials):
    found = measured(perfect(known(trials)), library, trials)
    assert (found.understood, found.founded, found.voted, found.right) == (20, 20, 20, 20)
    lines = {line.title: line for line in lines_of(found)}
    assert all(line.fit for line in lines.values() if line.role in ("understand", "read"))


def test_a_liar_is_not(library, trials):
    found = measured(liar, library, trials[:4])
    assert found.shown == 0
    assert found.copied == 0
    assert found.founded == 0
    assert roles_for(lines_of(found)) == []


def test_nothing_measured_is_nothing_fit():
    assert roles_for(lines_of(Measured())) == []


@pytest.mark.parametrize(("script", "answers"), [(dead, False), (babbler, True)])
def test_a_dead_model_is_told_first(script, answers):
    with serving(script) as seen:
        assert (reached(model_at(seen.url)) == "") is answers


def test_the_command_speaks_vietnamese_and_its_exit_code_tells():
    command = [sys.executable, "-m", "bot", "llm-check", "--questions", "2"]
    with serving(liar) as seen:
        environment = {"TONGDAI_LLM": "openai:m", "TONGDAI_LLM_BASE_URL": seen.url, "PATH": ""}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
    assert done.returncode == 1
    assert "Câu qua được kiểm chứng" in done.stdout
    assert not re.search(r"\b(error|failed|model|speed)\b", done.stdout, re.IGNORECASE)
    none = subprocess.run(command, capture_output=True, text=True, env={"PATH": ""}, timeout=300)
    assert none.returncode == 2
    assert "TONGDAI_LLM" in none.stderr
