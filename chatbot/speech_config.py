"""Which voice a show speaks with, as its file says it."""

from __future__ import annotations

from typing import Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from chatbot.avatar import Consent, consent_wrongs
from chatbot.connections import http_address, secret_of
from chatbot.errors import Wrong, WrongValue
from chatbot.values import LanguageKey

__all__ = ["SpeechConfig"]


class SpeechConfig(BaseModel):
    """Which voice engine; auto takes the first that works here.

    `openai` is any server with OpenAI's `/audio/speech`: it needs `base_url`, `model`, `voice`
    (one, or one a language) and `real_person`: whether the voice is a real person's, cloned or
    recorded; then `consent` says that they agreed. `api_key` may only be `${NAME}`. A server may
    be written as one value too: `engine: {type: openai, base_url: …}`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    engine: Literal["auto", "kokoro", "espeak", "silent", "openai"] = "auto"
    base_url: str | None = None
    model: str | None = None
    voice: str | dict[LanguageKey, str] | None = None
    api_key: SecretStr | None = None
    real_person: bool | None = None
    consent: Consent | None = None

    def voice_for(self, lang: str) -> str:
        """The server's name of the voice that speaks this language, "" where none does."""
        if isinstance(self.voice, dict):
            return self.voice.get(lang, "")
        return self.voice or ""

    @model_validator(mode="before")
    @classmethod
    def _server_in_one(cls, value: object) -> object:
        """`engine: {type: openai, …}` as `engine: openai` with the rest beside it."""
        if not isinstance(value, dict) or not isinstance(value.get("engine"), dict):
            return value
        inner = dict(value["engine"])
        if "type" not in inner:
            raise WrongValue([Wrong("an engine that is no single word needs 'type'", ("engine",))])
        if twice := sorted(inner.keys() & value.keys()):
            why = "stands within 'engine' and beside it: keep one"
            raise WrongValue([Wrong(f"{key!r} {why}", (key,)) for key in twice])
        return {**value, "engine": inner.pop("type"), **inner}

    @field_validator("api_key", mode="before")
    @classmethod
    def _key_from_environment(cls, value: object, info: ValidationInfo) -> object:
        return secret_of(value, info, "key", "OPENAI_API_KEY")

    @field_validator("base_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        return http_address(value)

    @model_validator(mode="after")
    def _complete(self) -> SpeechConfig:
        if self.engine != "openai":
            given = sorted(self.model_fields_set - {"engine"})
            wrongs = [Wrong(f"the voice {self.engine} takes no {key!r}", (key,)) for key in given]
        else:
            wrongs = [
                Wrong(f"a speech server needs {key!r}: {example}", ())
                for key, example in (
                    ("base_url", "http://127.0.0.1:8880/v1"),
                    ("model", "the name the server knows it by"),
                    ("voice", "the server's name of the voice, or one a language: {zh: …, en: …}"),
                    ("real_person", "true where the voice is a real person's, cloned or not"),
                )
                if getattr(self, key) is None
            ]
            wrongs += consent_wrongs(self.real_person, self.consent, "heard")
        if wrongs:
            raise WrongValue(wrongs)
        return self
