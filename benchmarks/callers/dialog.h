/* One call's SIP dialog, as its caller (RFC 3261; UDP). */
#ifndef DIALOG_H
#define DIALOG_H

#include <netinet/in.h>

#include "clock.h"

typedef enum { WAITING, INVITING, TALKING, LEAVING, OVER } dialog_state;

typedef struct {
    int number, socket, rtp_port;
    dialog_state state;
    struct sockaddr_in peer;   /* a phone, or the proxy before it; a 302 changes it */
    struct sockaddr_in media;  /* where the robot wants its packets; after the answer */
    char here[64], there[128]; /* host:port; user@host:port */
    char id[64];
    char to[512], contact[256], routes[2048];
    char request[4096];        /* what is sent again until it is answered */
    int cseq, invite_cseq, redirects;
    ns sent, interval;
} dialog;

void dialog_invite(dialog *dialog, ns at);
void dialog_bye(dialog *dialog, ns at);

/* A message that bears this call's Call-ID. */
void dialog_receive(dialog *dialog, const char *message, ns at);

/* Sends the request again when it is due; tells of a peer that never answers. */
void dialog_tick(dialog *dialog, ns at);

#endif
