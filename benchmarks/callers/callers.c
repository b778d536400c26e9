/* Callers that cost little: they call a robot, speak recorded A-law when it has asked,
   and write what they did and heard, each event a line of JSON with seconds since the
   program's start. docs/benchmarks.md tells of them; `callers --help` of the options. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "dialog.h"
#include "message.h"
#include "voice.h"

#define MOST_CALLS 4000
#define MOST_CUES 256
#define MOST_PEERS 256

static const char USAGE[] =
    "callers --to USER@IP:PORT [--to …] [--calls 1] [--rate 10] [--at-once 4]\n"
    "        [--say quiet:0.7:FILE.al | --say over:0.8:FILE.al …]\n"
    "        [--cycle] [--stagger] [--spread 0.4] [--seed 1]\n"
    "        [--leave S] [--vanish S] [--give-up 180]\n"
    "        [--loss 0.05] [--burst 0.2:4] [--jitter 0.04]\n";

static ns started;
static dialog dialogs[MOST_CALLS];
static voice voices[MOST_CALLS];
static cue cues[MOST_CUES];
static script lines_script = {.cues = cues};
static const char *peers[MOST_PEERS];
static int peer_of[MOST_CALLS];
static int peer_count, call_count = 1, at_once = MOST_CALLS;
static double rate = 10;
static ns leave_after, gives_up_after = 180 * SECOND;
static uint64_t seed = 1;

void tell(int number, ns at, const char *event, const char *detail)
{
    printf("{\"call\":%d,\"at\":%.6f,\"event\":\"%s\"%s}\n", number,
        (double)(at - started) / (double)SECOND, event, detail);
    fflush(stdout);
}

static void stop(const char *complaint)
{
    fprintf(stderr, "%s\n%s", complaint, USAGE);
    exit(2);
}

static ns seconds(const char *text)
{
    return (ns)(atof(text) * (double)SECOND);
}

static void add_cue(char *text)
{
    char *when = strsep(&text, ":"), *after = strsep(&text, ":");
    if (!text || lines_script.count == MOST_CUES)
        stop("--say is WHEN:SECONDS:FILE, at most 256 of them");
    cue *added = &cues[lines_script.count++];
    added->when = strcmp(when, "over") ? AFTER_PROMPT : OVER_PROMPT;
    added->after = seconds(after);
    added->said = sound_read(text);
    if (added->said.last_audible < 0)
        stop("a recording is silent");
}

static void set_burst(char *text)
{
    char *length = strsep(&text, ":");
    if (!text || seconds(text) <= seconds(length))
        stop("--burst is LENGTH:EVERY in seconds, the second one longer");
    lines_script.faults.burst = seconds(length);
    lines_script.faults.burst_every = seconds(text);
}

static void add_peer(const char *text)
{
    if (peer_count == MOST_PEERS)
        stop("at most 256 --to");
    peers[peer_count++] = text;
}

static void read_options(int count, char **words)
{
    static const struct option known[] = {
        {"to", 1, 0, 't'}, {"calls", 1, 0, 'c'}, {"rate", 1, 0, 'r'},
        {"say", 1, 0, 's'}, {"cycle", 0, 0, 'y'}, {"stagger", 0, 0, 'g'},
        {"spread", 1, 0, 'p'}, {"seed", 1, 0, 'd'}, {"leave", 1, 0, 'l'},
        {"vanish", 1, 0, 'v'}, {"give-up", 1, 0, 'u'}, {"loss", 1, 0, 'o'},
        {"burst", 1, 0, 'b'}, {"jitter", 1, 0, 'j'}, {"at-once", 1, 0, 'a'}, {0, 0, 0, 0}};
    for (int option; (option = getopt_long(count, words, "", known, NULL)) != -1;) {
        switch (option) {
        case 't': add_peer(optarg); break;
        case 'c': call_count = atoi(optarg); break;
        case 'r': rate = atof(optarg); break;
        case 's': add_cue(optarg); break;
        case 'y': lines_script.is_cycle = 1; break;
        case 'g': lines_script.is_staggered = 1; break;
        case 'p': lines_script.spread = seconds(optarg); break;
        case 'd': seed = strtoull(optarg, NULL, 10); break;
        case 'l': leave_after = seconds(optarg); break;
        case 'v': lines_script.vanish = seconds(optarg); break;
        case 'u': gives_up_after = seconds(optarg); break;
        case 'o': lines_script.faults.loss = atof(optarg); break;
        case 'b': set_burst(optarg); break;
        case 'j': lines_script.faults.jitter = seconds(optarg); break;
        case 'a': at_once = atoi(optarg); break;
        default: stop("");
        }
    }
    if (!peer_count || call_count < 1 || call_count > MOST_CALLS || rate <= 0)
        stop("no --to, or --calls not in 1 … 4000, or --rate not above 0");
}

static int open_sip(char *here, size_t room)
{
    int opened = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), bytes = 4 << 20;
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(opened, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    if (bind(opened, (struct sockaddr *)&address, sizeof address)
        || getsockname(opened, (struct sockaddr *)&address, &length))
        stop("no port for SIP");
    snprintf(here, room, "127.0.0.1:%d", ntohs(address.sin_port));
    return opened;
}

static struct sockaddr_in address_of(const char *peer)
{
    char host[64];
    int port;
    struct sockaddr_in address = {.sin_family = AF_INET};
    const char *at = strchr(peer, '@');
    if (!at || sscanf(at, "@%63[0-9.]:%d", host, &port) != 2
        || inet_pton(AF_INET, host, &address.sin_addr) != 1)
        stop("--to is USER@IP:PORT");
    address.sin_port = htons((uint16_t)port);
    return address;
}

/* The peer with the fewest live calls, so that none is asked for more than its share. */
static int least_busy(int number)
{
    int live[MOST_PEERS] = {0}, best = number % peer_count;
    for (int i = 0; i < number; i++)
        if (dialogs[i].state != OVER)
            live[peer_of[i]]++;
    for (int i = 0; i < peer_count; i++)
        if (live[i] < live[best])
            best = i;
    return peer_of[number] = best;
}

static void place(int number, int sip, const char *here, const char *run)
{
    dialog *placed = &dialogs[number];
    const char *peer = peers[least_busy(number)];
    voice_open(&voices[number], number, &lines_script, seed * MOST_CALLS + (uint64_t)number);
    placed->number = number;
    placed->socket = sip;
    placed->rtp_port = voices[number].port;
    placed->peer = address_of(peer);
    snprintf(placed->here, sizeof placed->here, "%s", here);
    snprintf(placed->there, sizeof placed->there, "%s", peer);
    snprintf(placed->id, sizeof placed->id, "%d-%s", number, run);
    dialog_invite(placed, now());
}

static void take_messages(int sip, const char *run)
{
    char message[65536];
    ssize_t length;
    while ((length = recv(sip, message, sizeof message - 1, 0)) > 0) {
        message[length] = 0;
        int number = message_call(message, run);
        if (number < 0 || number >= call_count || dialogs[number].state == WAITING)
            continue;
        dialog_receive(&dialogs[number], message, now());
    }
}

static ns tick(int number, ns at)
{
    dialog *ticked = &dialogs[number];
    voice *speaker = &voices[number];
    dialog_tick(ticked, at);
    if (ticked->state != TALKING)
        return at + SECOND / 10;
    if (!speaker->answered)
        voice_begin(speaker, ticked->media, at);
    ns since = at - speaker->answered;
    if (since >= gives_up_after)
        tell(number, at, "gave_up", "");
    if (since >= gives_up_after || (leave_after && since >= leave_after)) {
        dialog_bye(ticked, at);
        return at + SECOND / 10;
    }
    return voice_tick(speaker, at);
}

/* A call that is over keeps its ports for a second: a late packet is no error. */
static void close_later(voice *voice, ns at)
{
    if (voice->socket >= 0 && at - voice->due > SECOND)
        voice_close(voice);
}

static void run_calls(int sip, const char *here, const char *run)
{
    static struct pollfd watched[MOST_CALLS + 1];
    static int numbers[MOST_CALLS + 1];
    int placed = 0, over = 0;
    ns gap = (ns)((double)SECOND / rate), place_at = started;
    while (over < call_count) {
        ns at = now(), next = at + SECOND / 10;
        int count = 1;
        for (; placed < call_count && placed - over < at_once && at >= place_at;
             place_at += gap)
            place(placed++, sip, here, run);
        if (placed - over == at_once)
            place_at = at + gap;
        if (placed < call_count && place_at < next)
            next = place_at;
        watched[0] = (struct pollfd){.fd = sip, .events = POLLIN};
        over = 0;
        for (int i = 0; i < placed; i++) {
            if (dialogs[i].state == OVER) {
                close_later(&voices[i], at);
                over++;
                continue;
            }
            ns due = tick(i, at);
            next = due < next ? due : next;
            numbers[count] = i;
            watched[count++] = (struct pollfd){.fd = voices[i].socket, .events = POLLIN};
        }
        ns left = next - now();
        struct timespec wait = {.tv_sec = 0, .tv_nsec = left > 0 ? left : 0};
        ppoll(watched, (nfds_t)count, &wait, NULL);
        if (watched[0].revents)
            take_messages(sip, run);
        for (int i = 1; i < count; i++)
            if (watched[i].revents)
                voice_hear(&voices[numbers[i]]);
    }
}

int main(int count, char **words)
{
    char here[64], run[32];
    started = now();
    read_options(count, words);
    int sip = open_sip(here, sizeof here);
    snprintf(run, sizeof run, "c%llx", (unsigned long long)started);
    /* Callers are somebody else's machines: where it is allowed, they do not wait for
       the robot's processes. */
    (void)setpriority(PRIO_PROCESS, 0, -15);
    run_calls(sip, here, run);
    return 0;
}
