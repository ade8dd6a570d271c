"""The counter's screen: find, member and sale side by side; shows plain facts and emits wishes, and knows no rule."""
