"""The one HTTP server of the process: is it alive, and what the platforms call."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aiohttp import web

from policy.refused import Refused

LARGEST_BODY = 2 * 1024**2
"""Bytes that a platform may send at once; both send far less."""


class WebServer:
    """Listens on one address from `start` to `stop`."""

    def __init__(self, host: str, port: int, routes: Iterable[web.AbstractRouteDef], is_well: Callable[[], bool]):
        """`is_well` answers /healthz: 200 when it is true, 503 when not."""
        self._host = host
        self._port = port
        self._is_well = is_well
        app = web.Application(client_max_size=LARGEST_BODY)
        app.add_routes([web.get("/healthz", self._health), *routes])
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=10)

    async def start(self) -> int:
        """Listen; the port, which the system chooses where the settings say 0. Raises Refused when it is taken."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        try:
            await site.start()
        except OSError as fault:
            await self._runner.cleanup()
            raise Refused(
                f"Port {self._port} on {self._host} cannot be listened on: {fault.strerror or fault}. "
                "Set HTTP_PORT to another one."
            ) from fault
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Answer what is under way and listen no more."""
        await self._runner.cleanup()

    async def _health(self, _request: web.Request) -> web.Response:
        return web.Response(text="well\n") if self._is_well() else web.Response(status=503, text="not well\n")
