/* Time is nanoseconds of the machine's wall clock, for the kernel stamps what arrives
   by that one. */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>
#include <time.h>

typedef int64_t ns;

#define SECOND ((ns)1000000000)
#define FRAME (SECOND / 50)
#define SAMPLE (SECOND / 8000)
#define FRAME_SAMPLES 160

static inline ns now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return time.tv_sec * SECOND + time.tv_nsec;
}

#endif
