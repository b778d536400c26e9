/* What a bad line does to packets: loss, outages, jitter. */
#ifndef LINE_H
#define LINE_H

#include "clock.h"

typedef struct {
    double loss;             /* share of packets, 0 to 1, each by itself */
    ns burst, burst_every;   /* an outage of this length, once in this time */
    ns jitter;               /* each packet of the caller waits 0 to this long */
} line_faults;

typedef struct {
    uint64_t random; /* never 0 */
    ns burst_at;
} line;

line line_open(uint64_t seed, const line_faults *faults, ns at);

/* 0 to below 1. */
double line_chance(line *line);

int line_drops(line *line, const line_faults *faults, ns at);

ns line_delay(line *line, const line_faults *faults);

#endif
