#define _GNU_SOURCE
#include "voice.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PAYLOAD_PCMA 8
#define ROBOT_PAUSE (SECOND / 5) /* shorter pauses are within one go of the robot */
#define ROBOT_SPEAKS_FRAMES 5    /* so many audible ones are a prompt, no click */
#define FIRST_PORT 20000
#define LAST_PORT 31000

static int bound(int port)
{
    int made = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), on = 1;
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(made, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    if (bind(made, (struct sockaddr *)&here, sizeof here) == 0)
        return made;
    close(made);
    return -1;
}

void voice_open(voice *voice, int number, const script *script, uint64_t seed)
{
    static int port = FIRST_PORT;
    memset(voice, 0, sizeof *voice);
    voice->number = number;
    voice->script = script;
    voice->line.random = seed;
    voice->position = -1;
    if (script->count && script->is_staggered)
        voice->cue = number % script->count;
    for (; port < LAST_PORT; port += 2) {
        voice->socket = bound(port);
        voice->rtcp_socket = bound(port + 1);
        if (voice->socket >= 0 && voice->rtcp_socket >= 0) {
            voice->port = port;
            port += 2;
            return;
        }
        close(voice->socket);
        close(voice->rtcp_socket);
    }
    fputs("no free ports for RTP\n", stderr);
    exit(2);
}

void voice_close(voice *voice)
{
    close(voice->socket);
    close(voice->rtcp_socket);
    voice->socket = -1;
}

static void forget_robot(voice *voice)
{
    voice->robot_began = voice->robot_last = 0;
    voice->audible_frames = 0;
    voice->spread =
        (ns)(line_chance(&voice->line) * (double)voice->script->spread);
}

void voice_begin(voice *voice, struct sockaddr_in robot, ns at)
{
    voice->robot = robot;
    voice->answered = at;
    voice->due = at;
    voice->line = line_open(voice->line.random, &voice->script->faults, at);
    forget_robot(voice);
}

/* The ear hears a packet's first sample when it arrives, for it has no jitter buffer. */
static void hear_packet(voice *voice, const uint8_t *samples, int length, ns at)
{
    int first, last;
    if (!find_audible(samples, length, &first, &last))
        return;
    if (!voice->is_robot_speaking)
        tell(voice->number, at + first * SAMPLE, "robot_began", "");
    voice->is_robot_speaking = 1;
    if (!voice->robot_began)
        voice->robot_began = at + first * SAMPLE;
    voice->robot_last = voice->go_last = at + last * SAMPLE;
    voice->audible_frames++;
}

static void note_robots_pause(voice *voice, ns at)
{
    if (!voice->is_robot_speaking || at - voice->go_last < ROBOT_PAUSE)
        return;
    voice->is_robot_speaking = 0;
    tell(voice->number, voice->go_last, "robot_ended", "");
}

static ns stamp_of(struct msghdr *message)
{
    struct cmsghdr *part = CMSG_FIRSTHDR(message);
    for (; part; part = CMSG_NXTHDR(message, part))
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_TIMESTAMPNS) {
            struct timespec time;
            memcpy(&time, CMSG_DATA(part), sizeof time);
            return time.tv_sec * SECOND + time.tv_nsec;
        }
    return now();
}

void voice_hear(voice *voice)
{
    uint8_t bytes[2048];
    char control[128];
    for (;;) {
        struct iovec room = {bytes, sizeof bytes};
        struct msghdr message = {.msg_iov = &room, .msg_iovlen = 1,
            .msg_control = control, .msg_controllen = sizeof control};
        ssize_t length = recvmsg(voice->socket, &message, MSG_DONTWAIT);
        if (length < 0)
            return;
        if (length <= 12 || (bytes[1] & 0x7f) != PAYLOAD_PCMA || !voice->answered)
            continue;
        ns at = stamp_of(&message);
        if (!line_drops(&voice->line, &voice->script->faults, at))
            hear_packet(voice, bytes + 12, (int)length - 12, at);
    }
}

static void begin_to_speak_if_cued(voice *voice, ns at)
{
    const script *script = voice->script;
    if (voice->position >= 0 || voice->cue >= script->count)
        return;
    const cue *next = &script->cues[voice->cue];
    if (voice->audible_frames < ROBOT_SPEAKS_FRAMES)
        return;
    ns since = next->when == AFTER_PROMPT ? voice->robot_last + voice->spread
                                   : voice->robot_began;
    if (at - since >= next->after)
        voice->position = 0;
}

/* A packet that leaves at `at` holds what was said in the 20 ms before. */
static void speak(voice *voice, uint8_t *samples, ns at)
{
    const script *script = voice->script;
    const sound *said = &script->cues[voice->cue].said;
    int from = voice->position, to = from + FRAME_SAMPLES;
    ns began = at - FRAME;
    memcpy(samples, said->samples + from,
        (size_t)(to <= said->length ? FRAME_SAMPLES : said->length - from));
    if (from <= said->first_audible && said->first_audible < to)
        tell(voice->number, began + (said->first_audible - from) * SAMPLE,
            "caller_began", "");
    if (from <= said->last_audible && said->last_audible < to)
        tell(voice->number, began + (said->last_audible - from) * SAMPLE,
            "caller_ended", "");
    voice->position = to;
    if (to < said->length)
        return;
    voice->position = -1;
    voice->cue++;
    if (voice->cue == script->count && script->is_cycle)
        voice->cue = 0;
}

/* What the robot said before the caller's last sample is no reply to it. */
static void forget_robot_while_speaking(voice *voice)
{
    if (voice->position >= 0)
        forget_robot(voice);
}

static void queue_packet(voice *voice, ns at)
{
    uint8_t samples[FRAME_SAMPLES];
    memset(samples, ALAW_SILENCE, sizeof samples);
    begin_to_speak_if_cued(voice, at);
    forget_robot_while_speaking(voice);
    if (voice->position >= 0)
        speak(voice, samples, at);
    uint16_t sequence = voice->sequence++;
    if (line_drops(&voice->line, &voice->script->faults, at))
        return;
    for (int i = 0; i < WAITING_PACKETS; i++) {
        if (voice->waiting[i].due)
            continue;
        uint8_t *bytes = voice->waiting[i].bytes;
        uint16_t order = htons(sequence);
        uint32_t time = htonl((uint32_t)sequence * FRAME_SAMPLES);
        uint32_t source = htonl((uint32_t)voice->number + 1);
        bytes[0] = 0x80;
        bytes[1] = PAYLOAD_PCMA;
        memcpy(bytes + 2, &order, 2);
        memcpy(bytes + 4, &time, 4);
        memcpy(bytes + 8, &source, 4);
        memcpy(bytes + 12, samples, sizeof samples);
        voice->waiting[i].due = at + line_delay(&voice->line, &voice->script->faults);
        return;
    }
}

static ns send_waiting(voice *voice, ns at)
{
    ns next = at + SECOND;
    for (int i = 0; i < WAITING_PACKETS; i++) {
        ns due = voice->waiting[i].due;
        if (due && due <= at) {
            sendto(voice->socket, voice->waiting[i].bytes, PACKET_BYTES, 0,
                (struct sockaddr *)&voice->robot, sizeof voice->robot);
            voice->waiting[i].due = 0;
        } else if (due && due < next) {
            next = due;
        }
    }
    return next;
}

ns voice_tick(voice *voice, ns at)
{
    ns vanish = voice->script->vanish;
    note_robots_pause(voice, at);
    if (at >= voice->due) {
        if (!vanish || at - voice->answered < vanish)
            queue_packet(voice, at);
        voice->due += FRAME;
    }
    ns next = send_waiting(voice, at);
    return next < voice->due ? next : voice->due;
}
