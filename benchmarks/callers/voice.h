/* A caller's sound: RTP both ways, and when it speaks. */
#ifndef VOICE_H
#define VOICE_H

#include <netinet/in.h>

#include "clock.h"
#include "line.h"
#include "sound.h"

/* Speak `after` the robot fell silent, or `after` it began. */
typedef struct {
    enum { AFTER_PROMPT, OVER_PROMPT } when;
    ns after;
    sound said;
} cue;

typedef struct {
    cue *cues;
    int count;
    int is_cycle;    /* after the last cue comes the first again */
    int is_staggered; /* caller N begins with cue N */
    ns spread;       /* a cue after the prompt waits 0 to this much longer */
    ns vanish;       /* no more packets so long after the answer; 0: never */
    line_faults faults;
} script;

#define WAITING_PACKETS 32
#define PACKET_BYTES (12 + FRAME_SAMPLES)

typedef struct {
    int number, socket, rtcp_socket, port;
    struct sockaddr_in robot;
    const script *script;
    line line;
    ns answered, due;
    uint16_t sequence;
    struct {
        ns due;
        uint8_t bytes[PACKET_BYTES];
    } waiting[WAITING_PACKETS];
    int cue, position; /* position: samples of the cue already said; -1: silent */
    ns spread;
    ns robot_began, robot_last; /* since the caller last spoke; 0: nothing heard */
    int audible_frames;
    ns go_last; /* the last audible sample of what the robot says in one go */
    int is_robot_speaking;
} voice;

/* Binds an even port and the next one, for RTCP; ends the program where it cannot. */
void voice_open(voice *voice, int number, const script *script, uint64_t seed);
void voice_begin(voice *voice, struct sockaddr_in robot, ns at);
void voice_close(voice *voice);

/* Takes all packets that have come. */
void voice_hear(voice *voice);

/* Sends what is due; returns when to be called again. */
ns voice_tick(voice *voice, ns at);

/* One line of JSON on stdout; `detail` is further members or "". */
void tell(int number, ns at, const char *event, const char *detail);

#endif
