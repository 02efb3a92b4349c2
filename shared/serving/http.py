"""One service's FastAPI application, and several of them behind one base URL."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi_offline import FastAPIOffline
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.kernel.limits import UPLOAD_BYTES_MAX
from shared.serving.commands import CommandRouter
from shared.serving.edge import BodyLimit, Edge
from shared.serving.openapi import install_openapi, query_responses
from shared.serving.operations import Measure, Operations, Ready, alive, always_ready, nothing_to_measure, readiness
from shared.serving.problems import add_problem_handlers
from shared.serving.queries import no_control_characters
from shared.serving.reception import Reception
from shared.telemetry.metrics import Metrics

API_VERSION = "1"


def base_path(service: str) -> str:
    return f"/{service}/v{API_VERSION}"


def service_app(
    reception: Reception,
    title_zh: str,
    routers: Sequence[APIRouter],
    *,
    ready: Ready = always_ready,
    large: Sequence[str] = (),
) -> FastAPI:
    """The routers under `/<service>/v1`, with health, problems, limits, logs and metrics around them.

    `ready` says by name what must work before requests may come; all True is ready. `large` are paths whose bodies
    may be as large as a document's, as those of `/documents` are.
    """
    base = base_path(reception.service)
    # The page of the API loads its scripts from us: a machine without a network shows it too.
    app = FastAPIOffline(
        title=title_zh,
        version=API_VERSION,
        openapi_url=f"{base}/openapi.json",
        docs_url=f"{base}/docs",
        static_url=f"{base}/docs/static",
        redoc_url=None,
        redirect_slashes=False,
        # Requests are measured and logged by our own edge; looking for another's providers costs each of them.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.verifier = reception.verifier
    everything = [*routers, health_router(ready)]
    for router in everything:
        # Commands check their own texts, and a dependency costs a seventh of a command's way.
        checks = [] if isinstance(router, CommandRouter) else [Depends(no_control_characters)]
        app.include_router(router, prefix=base, dependencies=checks)
    install_openapi(app, everything)
    add_problem_handlers(app)
    app.add_middleware(BodyLimit, wider={f"{base}{path}": UPLOAD_BYTES_MAX for path in ("/documents", *large)})
    app.add_middleware(Edge, service=reception.service, metrics=reception.metrics)
    return app


def health_router(ready: Ready) -> APIRouter:
    """`/healthz`: the process answers; `/readyz`: it may be sent requests (503 until then)."""
    router = APIRouter(tags=["运行"])
    open_to_all: dict[str, Any] = {"security": []}

    @router.get("/healthz", summary="进程在运行", responses=_health_responses(), openapi_extra=open_to_all)
    async def healthz() -> Response:
        return alive()

    @router.get("/readyz", summary="可以接受请求", responses=_health_responses(), openapi_extra=open_to_all)
    async def readyz() -> Response:
        return await readiness([ready])

    return router


def _health_responses() -> dict[int | str, dict[str, Any]]:
    schema = {"type": "object", "properties": {"status": {"type": "string"}}, "required": ["status"]}
    fine = query_responses(schema)[200]
    return {200: fine, 503: {**fine, "description": "尚未就绪"}}


class Gateway:
    """One base URL: the first path segment names the service; health, metrics and `extra` pages stand at the root.

    `extra` maps an exact path to an ASGI application (the JWKS of the local issuer, an index page); the rest is as of
    `Operations`.
    """

    def __init__(
        self,
        apps: Mapping[str, ASGIApp],
        metrics: Metrics,
        *,
        ready: Sequence[Ready] = (),
        extra: Mapping[str, ASGIApp] | None = None,
        before_scrape: Measure = nothing_to_measure,
    ) -> None:
        self._apps, self._extra = dict(apps), dict(extra or {})
        self._own = Operations(metrics, ready=ready, before_scrape=before_scrape)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app_at(scope["path"]) if scope["type"] != "lifespan" else self._own
        await app(scope, receive, send)

    def _app_at(self, path: str) -> ASGIApp:
        return self._apps.get(path.split("/", 2)[1]) or self._extra.get(path) or self._own
