"""The crate of a run, read by the validator of RO-Crate; `make crate` installs that."""

from __future__ import annotations

from importlib import util
from pathlib import Path

import pytest
from finished_run import finished_run

from hedgerow import cli

CONTEXT = "https://w3id.org/ro/crate/1.1/context"


@pytest.fixture
def context() -> bytes:
    """The terms of RO-Crate 1.1, which the package rocrate holds, so that nothing is fetched."""
    spec = util.find_spec("rocrate")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("rocrate 0.10.0, which holds the terms of RO-Crate 1.1, is not installed")
    (folder,) = spec.submodule_search_locations
    text = Path(folder, "data/ro-crate.jsonld").read_bytes()
    if CONTEXT.encode() not in text:
        pytest.skip("the rocrate that is installed holds the terms of another RO-Crate")
    return text


@pytest.mark.parametrize("profile", ["ro-crate-1.1", "process-run-crate", "workflow-run-crate"])
def test_the_validator_of_ro_crate_accepts_a_crate(
    profile: str, context: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    validator = pytest.importorskip("rocrate_validator.services")
    from requests import Response
    from rocrate_validator.models import Severity
    from rocrate_validator.utils.http import HttpRequester

    def get(self: object, url: str, **options: object) -> Response:
        response = Response()
        response.url, response.status_code = url, 200 if url == CONTEXT else 404
        response._content = context if url == CONTEXT else b""
        response.headers["Content-Type"] = "application/ld+json"
        return response

    monkeypatch.setattr(HttpRequester, "get", get, raising=False)
    results = finished_run(tmp_path / "tiny")
    assert cli.main(["crate", str(results)]) == 0
    settings = validator.ValidationSettings(
        rocrate_uri=str(results),
        profile_identifier=profile,
        requirement_severity=Severity.REQUIRED,
    )
    found = validator.validate(settings).get_issues()
    assert not [f"{issue.check.identifier}: {issue.message}" for issue in found]
