"""Welcome people who follow the shop, by name, a few times a minute at most."""

from pydantic import BaseModel

from chatbot import Context, Plugin, Reaction, Say, ViewerFollowed, spoken_nick


class Config(BaseModel):
    """What to say, by language of the persona's first; `{nick}` is the new follower."""

    line: str = "欢迎{nick}，谢谢关注。"
    lang: str = "zh"
    every_s: float = 30


plugin = Plugin("greeter", config=Config)
last_ms: list[int] = []


@plugin.on(ViewerFollowed)
async def welcome(event: ViewerFollowed, ctx: Context[Config]) -> Reaction:
    """Greet the follower unless somebody was greeted just before, or the name cannot be said."""
    nick = spoken_nick(event.viewer.nick)
    if not nick or (last_ms and event.at_ms - last_ms[-1] < ctx.config.every_s * 1000):
        return None
    last_ms[:] = [event.at_ms]
    return Say(ctx.config.line.replace("{nick}", nick), ctx.config.lang, "happy")
