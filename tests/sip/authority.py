"""A certificate authority of the test's own, made with openssl."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Authority:
    """Signs for servers; `pem` is what those who trust it are given."""

    folder: Path

    @property
    def pem(self) -> str:
        return str(self.folder / "ca.pem")

    @classmethod
    def made_in(cls, folder: Path) -> "Authority":
        folder.mkdir(exist_ok=True)
        _openssl(
            *("req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=test authority"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-keyout", str(folder / "ca.key"), "-out", str(folder / "ca.pem")),
        )
        return cls(folder)

    def certificate_for(self, name: str, alternative: str) -> tuple[str, str]:
        """PEM files of a certificate and its key; `alternative` like `IP:127.0.0.1`."""
        request, signed = self.folder / f"{name}.csr", self.folder / f"{name}.pem"
        key, extension = self.folder / f"{name}.key", self.folder / f"{name}.ext"
        extension.write_text(f"subjectAltName={alternative}\n")
        _openssl(
            *("req", "-nodes", "-newkey", "ec", "-subj", f"/CN={name}"),
            *("-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-keyout", str(key), "-out", str(request)),
        )
        _openssl(
            *("x509", "-req", "-days", "2", "-in", str(request), "-out", str(signed)),
            *("-CA", self.pem, "-CAkey", str(self.folder / "ca.key")),
            *("-CAcreateserial", "-extfile", str(extension)),
        )
        return str(signed), str(key)


def _openssl(*arguments: str) -> None:
    subprocess.run(("openssl", *arguments), check=True, capture_output=True)
