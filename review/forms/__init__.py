"""One form per act. A form checks shape only; whether an act is right is said further down."""
