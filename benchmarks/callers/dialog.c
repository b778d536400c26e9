#define _GNU_SOURCE
#include "dialog.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"
#include "voice.h"

#define T1 (SECOND / 2) /* RFC 3261, 17.1.1.1 */
#define GIVES_UP_AFTER (64 * T1)
#define OK 200
#define MOVED 302
#define MOST_REDIRECTS 2
#define SIP_PORT 5060

static void transmit(const dialog *dialog, const char *text)
{
    sendto(dialog->socket, text, strlen(text), 0, (struct sockaddr *)&dialog->peer,
        sizeof dialog->peer);
}

static void describe(const dialog *dialog, char *body, size_t room)
{
    body[0] = 0;
    message_add(body, room,
        "v=0\r\no=- %d 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        "m=audio %d RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\n"
        "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\n",
        dialog->number + 1, dialog->rtp_port);
}

/* `branch` and `cseq` tell transactions apart: the ACK of a refusal bears its INVITE's
   (17.1.1.3). */
static void write_request(
    dialog *dialog, char *text, const char *method, int cseq, const char *branch)
{
    size_t room = sizeof dialog->request;
    char body[512] = "";
    const char *uri = dialog->contact[0] ? dialog->contact : dialog->there;
    const char *of_body = "";
    if (!strcmp(method, "INVITE")) {
        describe(dialog, body, sizeof body);
        of_body = "Content-Type: application/sdp\r\n";
    } else if (!strcmp(method, "NOTIFY")) {
        message_add(body, sizeof body, "SIP/2.0 200 OK\r\n");
        of_body = "Event: refer\r\nSubscription-State: terminated;reason=noresource\r\n"
                  "Content-Type: message/sipfrag;version=2.0\r\n";
    }
    text[0] = 0;
    message_add(text, room, "%s sip:%s SIP/2.0\r\n", method, uri);
    message_add(text, room, "Via: SIP/2.0/UDP %s;branch=z9hG4bK%s%s%d;rport\r\n",
        dialog->here, dialog->id, branch, cseq);
    message_add(text, room, "Max-Forwards: 70\r\n%s", dialog->routes);
    message_add(text, room, "From: <sip:7900%07d@%s>;tag=%s\r\n", dialog->number,
        dialog->here, dialog->id);
    message_add(text, room, "%s", dialog->to);
    message_add(text, room, "Call-ID: %s\r\nCSeq: %d %s\r\n", dialog->id, cseq, method);
    message_add(text, room, "Contact: <sip:7900%07d@%s>\r\n", dialog->number,
        dialog->here);
    message_add(text, room, "%sContent-Length: %zu\r\n\r\n%s", of_body, strlen(body),
        body);
}

static void send_request(dialog *dialog, const char *method, const char *branch, ns at)
{
    write_request(dialog, dialog->request, method, ++dialog->cseq, branch);
    dialog->sent = at;
    dialog->interval = T1;
    transmit(dialog, dialog->request);
}

static void acknowledge(dialog *dialog, const char *branch)
{
    char text[sizeof dialog->request];
    write_request(dialog, text, "ACK", dialog->invite_cseq, branch);
    transmit(dialog, text);
}

static void invite(dialog *dialog, ns at)
{
    dialog->state = INVITING;
    send_request(dialog, "INVITE", "i", at);
    dialog->invite_cseq = dialog->cseq;
}

void dialog_invite(dialog *dialog, ns at)
{
    char detail[96];
    message_add(dialog->to, sizeof dialog->to, "To: <sip:%s>\r\n", dialog->there);
    snprintf(detail, sizeof detail, ",\"id\":\"%s\"", dialog->id);
    tell(dialog->number, at, "invited", detail);
    invite(dialog, at);
}

void dialog_bye(dialog *dialog, ns at)
{
    dialog->state = LEAVING;
    tell(dialog->number, at, "left", "");
    send_request(dialog, "BYE", "b", at);
}

/* The address of a Contact, without its scheme and parameters of the header. */
static void note_contact(dialog *dialog, const char *message)
{
    char line[512];
    message_header(message, "Contact", line, sizeof line);
    char *uri = strstr(line, "sip:");
    if (!uri)
        return;
    uri += 4;
    uri[strcspn(uri, ">\r\n")] = 0;
    snprintf(dialog->contact, sizeof dialog->contact, "%s", uri);
}

static void note_media(dialog *dialog, const char *message)
{
    char host[64] = "127.0.0.1";
    const char *address = strstr(message, "\nc=IN IP4 ");
    const char *audio = strstr(message, "\nm=audio ");
    if (address)
        sscanf(address, "\nc=IN IP4 %63[0-9.]", host);
    dialog->media.sin_family = AF_INET;
    dialog->media.sin_port = htons((uint16_t)(audio ? atoi(audio + 9) : 9));
    inet_pton(AF_INET, host, &dialog->media.sin_addr);
}

static void answered(dialog *dialog, const char *message, ns at)
{
    if (dialog->state == INVITING) {
        message_header(message, "To", dialog->to, sizeof dialog->to);
        message_routes(message, dialog->routes, sizeof dialog->routes);
        note_contact(dialog, message);
        note_media(dialog, message);
        dialog->state = TALKING;
        tell(dialog->number, at, "answered", "");
    }
    acknowledge(dialog, "a");
}

/* Where a 302 points: host and port of its Contact, an IPv4 address here. */
static int is_redirected(dialog *dialog, const char *message)
{
    char host[64];
    int port = SIP_PORT;
    if (dialog->redirects == MOST_REDIRECTS)
        return 0;
    dialog->contact[0] = 0;
    note_contact(dialog, message);
    const char *at = strchr(dialog->contact, '@');
    if (sscanf(at ? at + 1 : dialog->contact, "%63[0-9.]:%d", host, &port) < 1
        || inet_pton(AF_INET, host, &dialog->peer.sin_addr) != 1)
        return 0;
    dialog->peer.sin_port = htons((uint16_t)port);
    dialog->redirects++;
    return 1;
}

static void refused(dialog *dialog, const char *message, int code, ns at)
{
    char to[sizeof dialog->to], detail[32];
    memcpy(to, dialog->to, sizeof to);
    message_header(message, "To", dialog->to, sizeof dialog->to);
    acknowledge(dialog, "i");
    memcpy(dialog->to, to, sizeof to);
    if (dialog->state != INVITING)
        return;
    if (code == MOVED && is_redirected(dialog, message)) {
        tell(dialog->number, at, "redirected", "");
        invite(dialog, at); /* the same Call-ID, the next CSeq (8.1.3.4) */
        return;
    }
    snprintf(detail, sizeof detail, ",\"code\":%d", code);
    tell(dialog->number, at, "refused", detail);
    dialog->state = OVER;
}

static void receive_response(dialog *dialog, const char *message, ns at)
{
    char cseq[128];
    int code = atoi(message + strlen("SIP/2.0 "));
    message_header(message, "CSeq", cseq, sizeof cseq);
    int is_invite = strstr(cseq, "INVITE") != NULL;
    if (is_invite && atoi(cseq + strlen("CSeq:")) != dialog->invite_cseq)
        return; /* of an INVITE before a redirection */
    if (code < OK)
        dialog->interval = 0;
    else if (is_invite && code < OK + 100)
        answered(dialog, message, at);
    else if (is_invite)
        refused(dialog, message, code, at);
    else if (dialog->state == LEAVING)
        dialog->state = OVER;
}

static void reply(dialog *dialog, const char *message, const char *status)
{
    static const char *const kept[] = {"Via", "From", "To", "Call-ID", "CSeq",
        "Record-Route"};
    char text[4096] = "", lines[2048], body[512] = "";
    message_add(text, sizeof text, "SIP/2.0 %s\r\n", status);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        message_header(message, kept[i], lines, sizeof lines);
        message_add(text, sizeof text, "%s", lines);
    }
    message_add(text, sizeof text, "Contact: <sip:7900%07d@%s>\r\n", dialog->number,
        dialog->here);
    if (!strncmp(message, "INVITE ", 7)) {
        describe(dialog, body, sizeof body);
        message_add(text, sizeof text, "Content-Type: application/sdp\r\n");
    }
    message_add(text, sizeof text, "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
    transmit(dialog, text);
}

/* The agent picks up at once, as far as the robot is told (RFC 3515, 2.4.5). */
static void transferred(dialog *dialog, const char *message, ns at)
{
    reply(dialog, message, "202 Accepted");
    tell(dialog->number, at, "transferred", "");
    send_request(dialog, "NOTIFY", "n", at);
}

static void receive_request(dialog *dialog, const char *message, ns at)
{
    if (!strncmp(message, "ACK ", 4))
        return;
    if (!strncmp(message, "REFER ", 6)) {
        transferred(dialog, message, at);
        return;
    }
    reply(dialog, message, "200 OK");
    if (strncmp(message, "BYE ", 4) || dialog->state == OVER)
        return;
    if (dialog->state == TALKING)
        tell(dialog->number, at, "hung_up", "");
    dialog->state = OVER;
}

void dialog_receive(dialog *dialog, const char *message, ns at)
{
    if (!strncmp(message, "SIP/2.0 ", 8))
        receive_response(dialog, message, at);
    else
        receive_request(dialog, message, at);
}

void dialog_tick(dialog *dialog, ns at)
{
    if (dialog->state != INVITING && dialog->state != LEAVING)
        return;
    if (at - dialog->sent > GIVES_UP_AFTER) {
        tell(dialog->number, at, "unanswered", "");
        dialog->state = OVER;
    } else if (dialog->interval && at - dialog->sent > dialog->interval) {
        transmit(dialog, dialog->request);
        tell(dialog->number, at, "sent_again", "");
        dialog->interval = 2 * dialog->interval + T1;
    }
}
