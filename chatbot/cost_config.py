"""What models and bought voices cost, as the show file says it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from chatbot.errors import did_you_mean
from chatbot.values import CURRENCIES, MARKET_CURRENCY

__all__ = ["CostConfig", "TokenPrice"]

MILLION = 1_000_000
Price = Annotated[Decimal, Field(ge=0, lt=1_000_000)]


def _known(value: str) -> str:
    if value not in CURRENCIES:
        near = did_you_mean(value.upper(), MARKET_CURRENCY.values()) or " (such as CNY, EUR, USD)"
        raise ValueError(f"unknown currency {value!r}{near}")
    return value


class TokenPrice(BaseModel):
    """What a million tokens cost: those that are sent, and those that the model writes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: Price
    output: Price


def _one_for_both(value: object) -> object:
    return value if isinstance(value, dict | TokenPrice) else {"input": value, "output": value}


Tokens = Annotated[
    TokenPrice, BeforeValidator(_one_for_both, json_schema_input_type=TokenPrice | float)
]


class CostConfig(BaseModel):
    """Prices in one currency, for a million tokens and a million spoken characters.

    `tokens` holds for every model that `models` does not name; a single number is for tokens sent
    and written. What has no price is counted and costs nothing here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    currency: Annotated[str, AfterValidator(_known)] = "USD"
    tokens: Tokens | None = None
    models: dict[str, Tokens] = Field(default_factory=dict)
    characters: Price | None = None

    def of_tokens(self, model: str, sent: int, written: int) -> Decimal | None:
        """What these tokens of a model cost, None where no price is known for it."""
        price = self.models.get(model, self.tokens)
        if price is None:
            return None
        return (price.input * sent + price.output * written) / MILLION

    def of_characters(self, count: int) -> Decimal | None:
        """What a bought voice costs for so many characters, None where no price is known."""
        return None if self.characters is None else self.characters * count / MILLION
