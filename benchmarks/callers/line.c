#include "line.h"

/* xorshift64* (Marsaglia 2003, Vigna 2016): the same seed, the same faults. */
double line_chance(line *line)
{
    uint64_t x = line->random;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    line->random = x;
    return (double)((x * 0x2545f4914f6cdd1dULL) >> 11) / 9007199254740992.0;
}

line line_open(uint64_t seed, const line_faults *faults, ns at)
{
    line opened = {.random = (seed + 1) * 0x9e3779b97f4a7c15ULL};
    opened.burst_at = at + (ns)(line_chance(&opened) * (double)faults->burst_every);
    return opened;
}

int line_drops(line *line, const line_faults *faults, ns at)
{
    if (faults->burst_every) {
        while (at >= line->burst_at + faults->burst)
            line->burst_at += faults->burst_every;
        if (at >= line->burst_at)
            return 1;
    }
    return faults->loss > 0 && line_chance(line) < faults->loss;
}

ns line_delay(line *line, const line_faults *faults)
{
    return faults->jitter ? (ns)(line_chance(line) * (double)faults->jitter) : 0;
}
