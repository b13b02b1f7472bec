"""Ending an asyncio server without leaving a connection behind."""

import asyncio

_ROUNDS = 5  # of the event loop: who connects is told in one and aborted, told in the next, closed after


async def stop_listening(server: asyncio.Server) -> None:
    """Close `server`. Whoever was let in just before has been told to its protocol when this returns: a server that is
    closed in that moment would lose the connection and leave it open."""
    loop = asyncio.get_running_loop()
    for one in server.sockets:
        loop.remove_reader(one.fileno())
    await settled()
    server.close()


async def settled() -> None:
    """When what was called for already, a connection's end among it, has been carried out."""
    for _ in range(_ROUNDS):
        await asyncio.sleep(0)
