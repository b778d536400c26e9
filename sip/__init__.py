"""The telephone: SIP legs over pjsua2 and a simulated subscriber."""
