"""Voices behind one protocol: text in, sound with word times and lip shapes out."""

from chatbot.speech.types import Speech, SpeechEngine, SpeechRequest, VisemeAt, Word

__all__ = ["Speech", "SpeechEngine", "SpeechRequest", "VisemeAt", "Word"]
