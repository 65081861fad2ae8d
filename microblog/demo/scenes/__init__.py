"""Pictures that the town's people take."""

from .album import SCENES, scene

__all__ = ["SCENES", "scene"]
