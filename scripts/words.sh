# Sourced by the set-up scripts: says a sentence in Russian, or in English with
# VOICEBOT_LANG=en, as the program itself does.
say() { # say RUSSIAN ENGLISH
  if [ "${VOICEBOT_LANG:-ru}" = en ]; then echo "$2" >&2; else echo "$1" >&2; fi
}

stop() { # stop RUSSIAN ENGLISH: something a person must do by hand
  say "$1" "$2"
  exit 2
}
