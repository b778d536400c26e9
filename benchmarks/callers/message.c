#define _GNU_SOURCE
#include "message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void message_add(char *text, size_t room, const char *format, ...)
{
    size_t used = strlen(text);
    va_list values;
    va_start(values, format);
    vsnprintf(text + used, room - used, format, values);
    va_end(values);
}

void message_header(const char *message, const char *name, char *lines, size_t room)
{
    size_t length = strlen(name);
    lines[0] = 0;
    for (const char *line = message; line && strncmp(line, "\r\n", 2);) {
        const char *end = strstr(line, "\r\n");
        if (!strncasecmp(line, name, length) && line[length] == ':' && end)
            message_add(lines, room, "%.*s\r\n", (int)(end - line), line);
        line = end ? end + 2 : NULL;
    }
}

void message_routes(const char *message, char *routes, size_t room)
{
    char lines[2048];
    message_header(message, "Record-Route", lines, sizeof lines);
    routes[0] = 0;
    for (char *line; *lines;) {
        lines[strlen(lines) - 2] = 0;
        line = strrchr(lines, '\n');
        line = line ? line + 1 : lines;
        message_add(routes, room, "Route:%s\r\n", strchr(line, ':') + 1);
        *line = 0;
    }
}

int message_call(const char *message, const char *run)
{
    char line[128], *rest;
    message_header(message, "Call-ID", line, sizeof line);
    const char *id = strchr(line, ':');
    if (!id)
        return -1;
    long number = strtol(id + 1, &rest, 10);
    size_t length = strlen(run);
    if (*rest != '-' || strncmp(rest + 1, run, length) || rest[1 + length] != '\r')
        return -1;
    return (int)number;
}
