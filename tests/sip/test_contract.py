from sip.endpoint import PjsuaLine
from sip.leg import Leg, Line
from sip.pjsua_leg import PjsuaLeg


def test_the_line_and_its_legs_are_what_the_robot_expects() -> None:
    """The type checker holds the signatures; here only that nothing is missing."""
    line: type[Line] = PjsuaLine
    leg: type[Leg] = PjsuaLeg
    for promised, kept in ((Line, line), (Leg, leg)):
        public = {name for name in vars(promised) if not name.startswith("_")}
        assert public <= set(dir(kept))
