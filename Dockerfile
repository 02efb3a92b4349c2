# One image for every process: `lianxi api SERVICE`, `lianxi worker SERVICE`, `lianxi relay SERVICE`, gateway, provision.
# An index, proxy or certificate of your own: docker build --secret id=pip,src=pip.conf (it leaves no trace in the image).
FROM python:3.11-slim-bookworm AS build

ENV PIP_CONFIG_FILE=/run/secrets/pip PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /build

# Without pip: what runs has nothing to install with.
RUN python3 -m venv --without-pip /opt/lianxi && python3 -m venv /opt/building

COPY requirements.txt requirements-dev.txt ./
RUN --mount=type=secret,id=pip \
    /opt/building/bin/pip --python /opt/lianxi/bin/python install --require-hashes --only-binary :all: -r requirements.txt \
    && sed -n '/^setuptools==/,/[^\\]$/p' requirements-dev.txt > building.txt \
    && /opt/building/bin/pip install --require-hashes --only-binary :all: -r building.txt

COPY pyproject.toml ./
COPY shared shared
COPY services services
RUN /opt/building/bin/pip wheel --no-deps --no-build-isolation --no-index --wheel-dir wheels . \
    && /opt/building/bin/pip --python /opt/lianxi/bin/python install --no-deps --no-index wheels/*.whl


FROM python:3.11-slim-bookworm

LABEL org.opencontainers.image.title="Lianxi 联席" \
      org.opencontainers.image.description="Joint meetings and what follows from them, by events: every process of it" \
      org.opencontainers.image.version="0.1.0"

# Fixed numbers, so that volumes and policies can name them.
RUN groupadd --gid 10001 lianxi \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/lianxi --shell /usr/sbin/nologin lianxi \
    && install -d -o 10001 -g 10001 -m 0700 /var/lib/lianxi

COPY --from=build /opt/lianxi /opt/lianxi

# The root is meant to be mounted read-only: nothing writes bytecode, what is temporary goes to /tmp.
ENV PATH=/opt/lianxi/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    LIANXI_HTTP=0.0.0.0:8420 LIANXI_GRPC=0.0.0.0:8421
USER 10001:10001
WORKDIR /var/lib/lianxi
EXPOSE 8420 8421

# Without Python's site and urllib: asked every few seconds, on a machine with many processes, it must cost next to nothing.
HEALTHCHECK --interval=10s --timeout=10s --start-period=300s --retries=5 CMD ["python", "-IS", "-c", "\
import os, socket; \
door = socket.create_connection(('127.0.0.1', int(os.environ['LIANXI_HTTP'].rpartition(':')[2])), 8); \
door.sendall(b'GET /healthz HTTP/1.0\\r\\n\\r\\n'); \
raise SystemExit(b' 200 ' not in door.recv(64))"]

ENTRYPOINT ["lianxi"]
CMD ["--help"]
