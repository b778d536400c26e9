/* A-law speech (G.711), headerless, 8 kHz. */
#ifndef SOUND_H
#define SOUND_H

#include <stdint.h>

#define ALAW_SILENCE 0xd5

typedef struct {
    uint8_t *samples;
    int length;
    int first_audible, last_audible; /* indices; last_audible < 0: wholly silent */
} sound;

/* Ends the program where the file cannot be read. */
sound sound_read(const char *path);

/* Louder than -41 dBFS, as in wire_latency.py. */
int is_audible(uint8_t alaw);

/* Indices of the first and last audible sample; 0 when there is none. */
int find_audible(const uint8_t *samples, int length, int *first, int *last);

#endif
