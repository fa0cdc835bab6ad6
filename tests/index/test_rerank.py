"""A cross-encoder by path, made on the spot: its scores stand beside the others."""

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from corpus.settings import SettingsError
from index.rerank import Reranker

WORDS = ["[UNK]", "[PAD]", "[CLS]", "[SEP]", "[MASK]", "sở", "y", "tế", "ngày", "báo", "cáo"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(7)
    path = tmp_path_factory.mktemp("reranker")
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    BertTokenizerFast(tokenizer_object=tokenizer).save_pretrained(path)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=8, num_hidden_layers=1, num_attention_heads=1,
        intermediate_size=8, num_labels=1, initializer_range=0.5,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(path)
    return path


def test_each_text_gets_a_score(folder):
    scores = Reranker(str(folder)).scores("ngày báo cáo", ["sở y tế", "báo cáo ngày", "sở y tế"])
    assert len(scores) == 3
    assert scores[0] == pytest.approx(scores[2], abs=1e-5)
    assert scores[0] != pytest.approx(scores[1], abs=1e-9)


def test_its_scores_are_among_those_of_a_hit(folder, assistant):
    from bot.converse import read_question
    from bot.evidence.candidates import candidates_query
    from bot.question import Ask
    from index.retrieve import Searcher

    own = assistant.searcher
    searcher = Searcher(own._index, own._embedder, assistant.library, Reranker(str(folder)))
    question = read_question(Ask("Sở Y tế phải báo cáo ngày nào?"), assistant.library.documents)
    hits = searcher.candidates(candidates_query(question), 5)
    assert all("cross" in hit.sources for hit in hits)
    assert all("cross" not in hit.sources for hit in own.candidates(candidates_query(question), 5))


def test_a_folder_that_is_none_is_named_with_the_remedy(tmp_path):
    with pytest.raises(SettingsError, match="TONGDAI_RERANKER"):
        Reranker(str(tmp_path / "khong-co"))
    with pytest.raises(SettingsError, match="TONGDAI_RERANKER"):
        Reranker(str(tmp_path)).scores("a", ["b"])


def test_a_reader_fitted_without_it_says_so(caplog):
    from bot.read.learned.model import Model

    assert Model.open("bundled", reranker="khac") is not None
    assert "fit-reader" in caplog.text
