"""How a call could be sent out: by which account, to which address."""

from dataclasses import dataclass

import pjsua2 as pj


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One INVITE that could be sent. `trunk` is empty for a call that needs none.

    `sender` is From where it is not the account's own.
    """

    account: pj.Account
    uri: str
    headers: tuple[tuple[str, str], ...] = ()
    trunk: str = ""
    sender: str = ""

    def invite(self, call_id: str) -> pj.CallOpParam:
        operation = pj.CallOpParam(True)
        operation.opt.audioCount = 1
        operation.opt.videoCount = 0
        operation.opt.customCallId = call_id
        operation.txOption.localUri = self.sender
        for name, value in self.headers:
            header = pj.SipHeader()
            header.hName, header.hValue = name, value
            operation.txOption.headers.append(header)
        return operation
