# Ortak Harita from Debian, with the same locks as everywhere, as a user without rights.
FROM debian:bookworm-slim AS base
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates gdal-bin libharfbuzz-subset0 libpangoft2-1.0-0 python3 \
  && rm -rf /var/lib/apt/lists/*

FROM base AS build
RUN apt-get update && apt-get install -y --no-install-recommends gettext python3-venv
WORKDIR /srv/app
COPY requirements.lock package.json package-lock.json ./
RUN python3 -m venv .venv \
  && .venv/bin/pip install --no-cache-dir --require-hashes --only-binary=:all: -r requirements.lock \
  && PATH=/srv/app/.venv/bin:$PATH npm ci --omit=dev --no-audit --no-fund
COPY . .
RUN for po in config/locale/*/LC_MESSAGES/*.po; do msgfmt --check-format -o "${po%.po}.mo" "$po"; done \
  && SECRET_KEY=only-for-collecting-files DATABASE_URL=postgis://nobody@localhost/none \
    STATIC_ROOT=/srv/static .venv/bin/python manage.py collectstatic --noinput --verbosity 0 --ignore "*.d.ts" --ignore "*-dev.mjs*"

FROM base
RUN useradd --system --home-dir /srv/app --shell /usr/sbin/nologin harita \
  && install -d -o harita /srv/media
COPY --from=build /srv/app /srv/app
COPY --from=build /srv/static /srv/static
WORKDIR /srv/app
ENV PATH=/srv/app/.venv/bin:$PATH STATIC_ROOT=/srv/static MEDIA_ROOT=/srv/media PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PROMETHEUS_MULTIPROC_DIR=/tmp/metrics
USER harita
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
