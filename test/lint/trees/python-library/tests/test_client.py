import os


def test_token(monkeypatch):
    monkeypatch.setenv('HF_TOKEN', 'hf_test')
    assert Client().token == 'hf_test'


def test_environment_is_a_dict():
    assert isinstance(dict(os.environ), dict)
