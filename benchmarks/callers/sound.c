#include "sound.h"

#include <stdio.h>
#include <stdlib.h>

#define AUDIBLE 300

/* G.711's expansion of the magnitude, scaled to 16 bits. */
static int magnitude(uint8_t alaw)
{
    int bits = alaw ^ 0x55;
    int step = (bits & 0x0f) << 4, segment = (bits & 0x70) >> 4;
    if (segment == 0)
        return step + 8;
    return (step + 0x108) << (segment - 1);
}

int is_audible(uint8_t alaw)
{
    return magnitude(alaw) > AUDIBLE;
}

int find_audible(const uint8_t *samples, int length, int *first, int *last)
{
    *first = *last = -1;
    for (int i = 0; i < length; i++) {
        if (!is_audible(samples[i]))
            continue;
        if (*first < 0)
            *first = i;
        *last = i;
    }
    return *last >= 0;
}

sound sound_read(const char *path)
{
    sound read = {0};
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) {
        perror(path);
        exit(2);
    }
    read.length = (int)ftell(file);
    rewind(file);
    read.samples = malloc((size_t)read.length + 1);
    if (!read.samples
        || fread(read.samples, 1, (size_t)read.length, file) != (size_t)read.length) {
        perror(path);
        exit(2);
    }
    fclose(file);
    find_audible(read.samples, read.length, &read.first_audible, &read.last_audible);
    return read;
}
