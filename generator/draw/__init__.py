"""Drawings as inline SVG, made without a browser."""
