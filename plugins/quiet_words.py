"""Keep messages with the shop's own quiet words away from the show."""

from pydantic import BaseModel

from chatbot import ChatMessage, Context, Plugin


class Config(BaseModel):
    """Messages that contain any of `words` are dropped; moderators see them with the reason."""

    words: tuple[str, ...] = ()


plugin = Plugin("quiet_words", config=Config)


@plugin.filter(ChatMessage)
def drop(event: ChatMessage, ctx: Context[Config]) -> ChatMessage | None:
    """Drop the message where one of the words is in it."""
    text = event.text.casefold()
    return None if any(word.casefold() in text for word in ctx.config.words) else event
