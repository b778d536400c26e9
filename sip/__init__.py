"""The telephone: SIP legs over pjsua2 and a simulated subscriber."""

import logging

# A library says nothing where its user set up no logging.
logging.getLogger("sip").addHandler(logging.NullHandler())
