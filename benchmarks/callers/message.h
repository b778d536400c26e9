/* The text of a SIP message: written bit by bit, read by its headers. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stddef.h>

/* Appends to `text`, which is cut at `room`. */
void __attribute__((format(printf, 3, 4)))
message_add(char *text, size_t room, const char *format, ...);

/* All lines of a header, whole and in order, to `lines`. */
void message_header(const char *message, const char *name, char *lines, size_t room);

/* Record-Route as a caller's Route: the last line is the first hop (12.1.2). */
void message_routes(const char *message, char *routes, size_t room);

/* The number of the call to which a message of this `run` belongs; -1: none. */
int message_call(const char *message, const char *run);

#endif
