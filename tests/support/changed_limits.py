"""Other numbers for the cells of all limits, as a reader may type them."""

from __future__ import annotations

CHANGED = {
    "limit_rd_100m": 2000.0,  # above the next: the first test that holds decides
    "limit_rd_1bn": 900.0,
    "limit_rd_10bn": 15000.0,
    "limit_intensity_low": 0.03,
    "limit_intensity_mid": 0.25,
    "limit_intensity_high": 0.15,
    "limit_price_up": 0.05,
    "limit_price_down": -0.3,
    "limit_price_crash": -0.25,
    "limit_fall_100": -0.5,
    "limit_fall_1000": -2.0,
    "limit_screen_price": -0.2,
    "limit_screen_layer": 14.5,
    "limit_screen_known": 4.0,
    "limit_clip_growth": 1.5,
    "limit_clip_intensity": 0.3,
    "limit_clip_price": 0.15,
    "limit_rd_growth": 0.1,
    "limit_of_revenue": 0.25,
    "limit_jump_warn": 3.0,
    "limit_jump_error": 500.0,
    "limit_near": 0.02,
    "limit_near_money": 0.1,
    "limit_rounding": 0.001,
    "index_change": -0.05,
    "index_change_2": 0.01,
    "example_cumulative": 5e6,
}
"""Money in millions of yuan, as the cells of an English build show it."""
