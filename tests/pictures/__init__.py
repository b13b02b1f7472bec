"""Letters as a browser shows them: sheets of pictures to look at, and what can be measured in them."""
