"""The table of commands: each once, each with its help in Vietnamese, wrong ones told."""

import argparse

import pytest

from corpus.cli import FAILED, main
from eval.__main__ import COMMANDS, run


@pytest.fixture(autouse=True)
def own_words(monkeypatch):
    """The words of argparse are of the process: given back."""
    monkeypatch.setattr(argparse, "_", argparse._)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.name)
def test_each_command_has_its_help(command, capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["eval", command.name, "--help"])
    with pytest.raises(SystemExit) as ended:
        main(run, ())
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert f"python -m eval {command.name}" in told
    assert "usage" not in told
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    for action in parser._actions[1:]:
        if action.option_strings and action.help is not argparse.SUPPRESS:
            assert action.option_strings[0] in told


def test_each_name_is_of_one_command():
    names = [name for one in COMMANDS for name in (one.name, *one.aliases)]
    assert len(names) == len(set(names))
    assert "fit" in names


def test_a_command_that_there_is_not_is_told(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["eval", "chay"])
    with pytest.raises(SystemExit) as ended:
        main(run, ())
    assert ended.value.code == FAILED
    assert "validate" in capsys.readouterr().err
