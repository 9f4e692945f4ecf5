"""An article comes in: file, pasted words or a page, to text with its title, byline and date."""
