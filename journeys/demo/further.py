"""What the storeys above add to the demo: each registers a scene from its `apps.py`, played at the end."""

from collections.abc import Callable

from .world import World

Scene = Callable[[World], None]
_scenes: list[Scene] = []


def play_too(scene: Scene) -> None:
    """Play the scene after the demo's own, in the order in which they are registered; twice changes nothing."""
    if scene not in _scenes:
        _scenes.append(scene)


def play(world: World) -> None:
    """Every scene that was registered."""
    for scene in _scenes:
        scene(world)
