from sip.rtp_watch import RtpWatch


def alarms(counts: list[int]) -> list[bool]:
    """One count a second, with a silence time of three."""
    watch = RtpWatch(3.0)
    return [watch.is_silent(count, float(at)) for at, count in enumerate(counts)]


def test_packets_that_go_on_arriving_raise_no_alarm() -> None:
    assert not any(alarms([0, 50, 100, 150, 200, 250]))


def test_packets_that_stop_raise_the_alarm_after_the_silence_time() -> None:
    assert alarms([0, 50, 50, 50, 50]) == [False] * 4 + [True]


def test_packets_that_never_came_raise_it_too() -> None:
    assert alarms([0, 0, 0, 0]) == [False, False, False, True]


def test_a_late_packet_starts_the_silence_anew() -> None:
    assert not any(alarms([0, 0, 0, 1, 1, 1]))
