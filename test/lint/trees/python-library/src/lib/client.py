import os
from dataclasses import dataclass


@dataclass
class Client:
    token: str | None = None
    base: str = 'https://api.example.com'

    def __post_init__(self):
        self.token = self.token or os.environ.get('HF_TOKEN')
        self.cache = os.environ.get('XDG_CACHE_HOME', '~/.cache')
        self.timeout = float(os.getenv('LIB_TIMEOUT', '10'))
