"""The edges: mailboxes, mail servers, name servers, worker processes."""
