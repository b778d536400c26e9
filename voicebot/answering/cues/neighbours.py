"""Announcements in the languages next door, as a recognizer of Russian writes them."""

from voicebot.answering.cue import SURE, Cue
from voicebot.answering.verdict import Announcement, Answerer

NEIGHBOURS = (
    Cue(
        name="speaks of the subscriber in a neighbour's language",
        answerer=Answerer.INTERCEPT,
        announcement=Announcement.UNAVAILABLE,
        weight=SURE,
        says=(
            "(абонент|абанент) (уакытша|уақытша|тимчасов*|часова|зараз|поза|не "
            "відповідає|жауап|бос|қазір|казир)",
            "(зателефонуйте|телефонуйте|дзвінок|дзвинок|пізніше|пизнише|будь ласка|"
            "калі ласка|кали ласка|патэлефануйце)",
            "(байланыс|аясынан|аясында|қызмет|нөмір|номирге|хабарласыңыз)",
        ),
        sounds=(
            "абонент уакытша",
            "абонент тимчасово",
            "абонент не может приняты",
            "на жаль абонент",
            "поза зоною досяжности",
            "зателефонуйте пизнише",
            "абанент часова недаступны",
            "патэлефануйце пазней",
            "байланыс аясынан тыс",
            "кызмет корсетпейди",
            "сиз терген номир",
            "сиз хабарласкан абонент",
        ),
    ),
    Cue(
        name="says that the number is wrong in a neighbour's language",
        answerer=Answerer.INTERCEPT,
        announcement=Announcement.NO_SUCH_NUMBER,
        weight=SURE,
        says=(
            "номер не (існує|исную|иснуе|існуе|обслуговується|абслугоуваецца)",
            "(сіз|сиз) терген",
        ),
        sounds=("номер не иснуе", "сиз терген номир"),
    ),
)
