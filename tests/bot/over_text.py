"""An assistant over one invented document."""

from bot.assemble import Assistant, assemble
from corpus.settings import Settings


def assistant_over(settings: Settings, tmp_path_factory, name: str, text: str) -> Assistant:
    """The real parts over ``text``, with the models that the other tests use."""
    folder = tmp_path_factory.mktemp("van-ban")
    (folder / name).write_text(text, encoding="utf-8")
    data = tmp_path_factory.mktemp("du-lieu")
    (data / "models").symlink_to(settings.models_dir)
    own = Settings(_env_file=None, data_dir=data, corpus=str(folder), deadline=0)
    return assemble(own, build=True)
