"""What a text says, as pure functions: sentences, claims, anchors, wording. No web, no database."""
