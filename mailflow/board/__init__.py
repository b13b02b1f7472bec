"""The board: a static site on which everybody sees where their projects stand. Pages are pure, the site writes them."""
