"""What Docker starts: the compose file is read, and the Dockerfile is built for real and serves the map."""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.script.conftest import ROOT

BUILDER = ("buildah", "debootstrap")
BASE = "docker.io/library/debian:bookworm-slim"
PORT = 8199


def said(*words, **options):
    done = subprocess.run(words, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout.strip()


@pytest.mark.skipif(not shutil.which("docker-compose"), reason="needs docker-compose")
@pytest.mark.parametrize(
    "known", ["", (ROOT / ".env.example").read_text()], ids=["none", "example"]
)
def test_the_compose_file_is_clean(tmp_path, known):
    (tmp_path / "env").write_text(known)
    words = [
        "docker-compose",
        "--env-file",
        str(tmp_path / "env"),
        "-f",
        "docker-compose.yml",
        "config",
    ]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    for service in ("database", "prepare", "web", "worker", "caddy"):
        assert f"  {service}:" in done.stdout


@pytest.fixture(scope="module")
def buildah(tmp_path_factory):
    """Return how buildah is called, with a storage of its own that goes with the tests."""
    if os.geteuid() != 0 or not all(map(shutil.which, BUILDER)):
        pytest.skip(f"needs root, {' and '.join(BUILDER)}")
    folder = tmp_path_factory.mktemp("image")
    yield [
        "buildah", "--storage-driver", "overlay", "--root", str(folder / "root"),
        "--runroot", str(folder / "run"),
    ]  # fmt: skip
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def image(buildah, tmp_path_factory):
    """Build the image on a Debian of today, from the sources as a newcomer has them."""
    system = tmp_path_factory.mktemp("debian")
    said("debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", str(system))
    empty = said(*buildah, "from", "scratch")
    said(*buildah, "add", empty, str(system), "/")
    said(*buildah, "commit", "--rm", empty, BASE)
    shutil.rmtree(system)
    sources = tmp_path_factory.mktemp("sources")
    listed = said("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    for name in filter(lambda name: (ROOT / name).is_file(), listed.splitlines()):
        (sources / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, sources / name)
    # Packages come from where this machine has them from, by its own certificates.
    npmrc = tmp_path_factory.mktemp("npm") / "npmrc"
    npmrc.write_text("cafile=/etc/ssl/certs/ca-certificates.crt\n")
    shared = {
        "/etc/ssl/certs": "/etc/ssl/certs",
        "/etc/pip.conf": "/etc/pip.conf",
        "/opt": "/opt",
        str(npmrc): "/root/.npmrc",
    }
    mounts = [
        f"--volume={ours}:{theirs}:ro" for ours, theirs in shared.items() if Path(ours).exists()
    ]
    said(
        *buildah,
        "build",
        "--isolation=chroot",
        "--pull-never",
        "--layers=false",
        *mounts,
        "--tag=ortak-harita",
        str(sources),
    )
    return "localhost/ortak-harita"


@pytest.fixture
def inside(buildah, image, database_url):
    """Return how something is run in a container of the image, which knows the tests' database."""
    container = said(*buildah, "from", "--pull-never", image)
    settings = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "a-key-that-only-this-test-of-the-image-knows-and-nobody-signs-with",
        "SITE_URL": "https://harita.example.org",
        "ALLOWED_HOSTS": "127.0.0.1",
        "PROXIES": "1",
    }
    given = [f"--env={name}={value}" for name, value in settings.items()]
    yield [*buildah, "run", "--isolation=chroot", *given, container, "--"]
    said(*buildah, "rm", container)


@contextmanager
def served(inside):
    """Serve the map as the image does, but on loopback and by one process."""
    command = [
        "gunicorn",
        "config.wsgi",
        f"--bind=127.0.0.1:{PORT}",
        "--threads=4",
        "--no-control-socket",
    ]
    with subprocess.Popen(
        [*inside, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:  # fmt: skip
        try:
            assert any("Listening at" in line for line in process.stderr)
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def asked(path):
    with closing(http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)) as connection:
        connection.request("GET", path, headers={"X-Forwarded-Proto": "https"})
        with connection.getresponse() as answer:
            return answer.status, answer.read().decode()


@pytest.mark.image
def test_the_image_serves_the_map_as_a_user_without_rights(inside, transactional_town):
    assert said(*inside, "id", "--user", "--name") == "harita"
    assert "no issues" in said(*inside, "python", "manage.py", "check", "--deploy")
    with served(inside):
        status, page = asked("/neighbourhoods/baglar/")
        assert (status, "Bağlar" in page) == (200, True)
        [style] = re.findall(r'href="(/static/site/base\.[^"]+\.css)"', page)
        assert asked(style)[0] == 200
        parts = json.loads(asked("/healthz")[1])
        assert (parts["database"], parts["migrations"]) == ("ok", "ok")
