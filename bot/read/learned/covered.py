"""Which parts of a question a clause meets."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Covered:
    """Of a question with T content words and W things wanted: ``tokens`` says which words each
    candidate holds (candidates, T), ``weights`` what each is worth (T,), ``wants`` how well each
    candidate meets each thing wanted (candidates, W)."""

    tokens: npt.NDArray[np.bool_]
    weights: npt.NDArray[np.float64]
    wants: npt.NDArray[np.float64]
