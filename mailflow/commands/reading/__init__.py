"""How a reply is read: sentences, clauses and what they say, dates, targets, and the last word on what was asked.

`grammar` is the way in; `reader` goes through the lines, `reports`, `requests` and `decisions` say what a clause says,
`settle` and `verdict` weigh it against the project.
"""
