"""What was fitted to the bundled model is added to its weights."""

import numpy as np
import pytest
from transformers import BertConfig, BertModel

from index.additions import FIRST, PLACES, Additions
from index.tokens import PROJECTION


def made(seed, rank=2, size=8):
    chance = np.random.default_rng(seed)
    inner = {place: 16 if place == "output.dense" else size for place in PLACES}
    outer = {place: 16 if place == "intermediate.dense" else size for place in PLACES}
    pairs = {
        f"{layer}.{place}": (
            chance.normal(size=(rank, inner[place])).astype(np.float32),
            chance.normal(size=(outer[place], rank)).astype(np.float32),
        )
        for layer in (FIRST, FIRST + 1)
        for place in PLACES
    }
    return Additions(
        chance.normal(size=(24, 4)).astype(np.float32),
        chance.normal(size=4).astype(np.float32),
        pairs,
    )


@pytest.fixture
def model():
    sizes = {"hidden_size": 8, "num_attention_heads": 1, "intermediate_size": 16}
    config = BertConfig(vocab_size=20, num_hidden_layers=FIRST + 2, **sizes)
    return BertModel(config, add_pooling_layer=False)


def weight(model, name):
    return model.get_parameter(f"encoder.layer.{name}.weight").detach().numpy().copy()


def test_additions_change_the_upper_layers_alone(model):
    before = {name: weight(model, name) for name in (f"0.{PLACES[0]}", f"{FIRST}.{PLACES[0]}")}
    additions = made(1)
    additions.add_to(model)
    assert np.array_equal(weight(model, f"0.{PLACES[0]}"), before[f"0.{PLACES[0]}"])
    down, up = additions.pairs[f"{FIRST}.{PLACES[0]}"]
    changed = weight(model, f"{FIRST}.{PLACES[0]}") - before[f"{FIRST}.{PLACES[0]}"]
    assert np.allclose(changed, up @ down, atol=1e-5)


def test_what_is_saved_is_read(tmp_path):
    additions = made(3)
    additions.save(tmp_path / "a.npz")
    again = Additions.read(tmp_path / "a.npz")
    assert set(again.pairs) == set(additions.pairs)
    assert np.allclose(again.weights, additions.weights, atol=1e-2)


def test_the_file_that_is_used_can_be_read():
    found = Additions.read(PROJECTION)
    assert found.weights.shape[0] % 3 == 0
    assert all(int(name.split(".")[0]) >= FIRST for name in found.pairs)
