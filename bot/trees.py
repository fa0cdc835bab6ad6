"""The one door to LightGBM: boosted trees out of their text."""

from typing import TYPE_CHECKING

from corpus.without import without

if TYPE_CHECKING:
    import lightgbm


def read_trees(text: str) -> "lightgbm.Booster":
    """The trees that ``model_to_string`` wrote; ValueError where it is not such a text."""
    with without("sklearn"):  # its estimators are not used here; it takes a second and 65 MB
        import lightgbm

    try:
        return lightgbm.Booster(model_str=text)
    except lightgbm.basic.LightGBMError as error:
        raise ValueError(str(error)) from error
