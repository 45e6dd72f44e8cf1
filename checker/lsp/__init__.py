"""The language server: findings while you write.

`buffer` holds a text and its positions, `moves` carries findings over edits, `incremental` judges only what
changed, `desk` runs the two speeds, `server` speaks the protocol; the rest turns findings into its messages.
"""
