"""Thank for orders, several at once, and clap."""

from pydantic import BaseModel

from chatbot import Context, Gesture, OrderPlaced, Plugin, Reaction, Say


class Config(BaseModel):
    """One thank-you for every `each` orders."""

    line: str = "谢谢刚刚下单的朋友们。"
    lang: str = "zh"
    each: int = 5


plugin = Plugin("thank_orders", config=Config)
count = [0]


@plugin.on(OrderPlaced)
async def thank(event: OrderPlaced, ctx: Context[Config]) -> Reaction:
    """Count, and thank when enough have come together."""
    count[0] += 1
    if count[0] % ctx.config.each:
        return None
    return [Say(ctx.config.line, ctx.config.lang, "happy"), Gesture("clap")]
