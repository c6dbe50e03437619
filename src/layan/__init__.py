"""Layan: a customer service system whose service plan runs."""
