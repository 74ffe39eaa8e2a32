"""A layout described from its schema: as JSON schema for editors, as a commented starter for authors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xl_aigc.report.block_spec import BLOCK_SPECS, BlockSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import BaseModel


_STARTER = """\
# One sheet of the report. Lines that begin with # are comments.
# Check this folder with: xl-aigc layout check .
sheet: {name}
kind: section          # colour of the tab: front, section, data or log
title: {title}  # name of the sheet, in every language; or by language: {{en: ..., zh: ..., ko: ...}}

# What stands on the sheet, from top to bottom: a first page to change. A block begins with "- block:"; what it holds is indented with spaces, never tabs.
# Text that holds ": " or begins with a sign (@ % & * ! #) stands in quotes.
blocks:
  - block: kpis        # figures of the whole basket, as cards
    id: headline
    measures: [companies, revenue, revenue_yoy, net_profit, count_both_up, loss_makers]
  - block: beside      # its blocks stand side by side
    blocks:
      - block: ranking # the companies that lead by a measure
        id: largest
        title: {{en: Largest by revenue, zh: 营业收入最高的公司, ko: 매출 상위 기업}}
        by: revenue
        rows: 10
        measures: [revenue_yoy, net_profit, net_margin]
      - block: ranking_bars
        id: fastest
        title: {{en: Largest growth in revenue, zh: 营业收入增长最快的公司, ko: 매출 증가율 상위 기업}}
        by: revenue_yoy
        rows: 10
        height: 12

# What the sheet and its exhibits find goes into the basket's texts.yaml, by language; a number in braces follows the figures:
# en:
#   sheets:
#     {name}: {{question: "Who grows?", finding: "Revenue of {{companies}} companies {{revenue_yoy_moved}}"}}
#   blocks:
#     {name}:
#       largest: {{finding: "{{first}} has the largest revenue, {{first_revenue}}"}}
#       fastest: {{finding: "{{first}} grows most, {{first_revenue_yoy_signed}}"}}

# The kinds of block and their keys (those marked * are needed); every block also takes id, title, note, needs and instead_of.
"""


def layout_schema(layout: type[BaseModel], known: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """Return the JSON schema of a layout over all registered kinds of block.

    Args:
        layout: the model of a whole layout.
        known: the accepted keys by kind; a kind not given there is any text.
    """
    definitions: dict[str, Any] = {"AnyBlock": _any_block()}
    schema = layout.model_json_schema(ref_template="#/$defs/{model}")
    definitions |= schema.pop("$defs", {})
    for name, spec in sorted(BLOCK_SPECS.items()):
        own = spec.model_json_schema(ref_template=f"#/$defs/{name}.{{model}}")
        definitions |= {f"{name}.{part}": value for part, value in own.pop("$defs", {}).items()}
        own["properties"] = {"block": {"const": name}} | own["properties"]
        own["required"] = ["block", *own.get("required", [])]
        definitions[name] = own
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema | {"$defs": definitions}
    named: dict[str, Any] = _name_keys(whole, known)
    named["$defs"] |= {
        f"key.{kind}": {"type": "string", "enum": sorted(keys)} for kind, keys in known.items()
    }
    return named


def _any_block() -> dict[str, Any]:
    """Return a block of any kind: the kind first, then the schema of that kind, so that an editor names one error, not all."""
    names = sorted(BLOCK_SPECS)
    return {
        "type": "object",
        "required": ["block"],
        "properties": {"block": {"enum": names}},
        "allOf": [
            {"if": {"properties": {"block": {"const": name}}}, "then": {"$ref": f"#/$defs/{name}"}}
            for name in names
        ],
    }


def _name_keys(schema: Any, known: Mapping[str, Iterable[str]]) -> Any:
    """Return the schema with the marks of `Key` and `AnyBlock` replaced by what they stand for."""
    if isinstance(schema, list):
        return [_name_keys(part, known) for part in schema]
    if not isinstance(schema, dict):
        return schema
    named = {key: _name_keys(part, known) for key, part in schema.items()}
    if named.pop("x-block", False):
        named["$ref"] = "#/$defs/AnyBlock"
    kind = named.pop("x-key", None)
    return (
        {key: part for key, part in named.items() if key != "type"} | _accepted(kind)
        if kind in known
        else named
    )


def _accepted(kind: str) -> dict[str, str]:
    """Return what stands for the keys of a kind, which the schema lists once."""
    return {"$ref": f"#/$defs/key.{kind}"}


def starter(name: str) -> str:
    """Return the text of a new layout: valid as it is, with every kind of block listed in comments."""
    lines = [f"#   {_summary(kind, spec)}" for kind, spec in sorted(BLOCK_SPECS.items())]
    title = name.replace("_", " ").capitalize()[:31]
    return _STARTER.format(name=name, title=title) + "\n".join(lines) + "\n"


def _summary(kind: str, spec: type[BlockSpec]) -> str:
    """Return one line on a kind of block: its own keys, and the first line of its docstring."""
    base = BlockSpec.model_fields.keys()
    keys = [
        f"{key}{'*' if field.is_required() else ''}"
        for key, field in spec.model_fields.items()
        if key not in base
    ]
    about = (spec.__doc__ or "").strip().partition("\n")[0]
    return f"{kind}: {', '.join(keys) or 'no keys of its own'}. {about}".rstrip()
