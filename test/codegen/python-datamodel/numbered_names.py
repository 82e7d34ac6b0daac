"""Finds names that a generator had to number, because a description does not name its enumerations."""

import inspect
import re
from types import ModuleType


def numbered_names(module: ModuleType) -> list[str]:
    return [name for name, value in vars(module).items() if inspect.isclass(value) and re.search(r"\d$", name)]
