/* What happens next: a binary heap of events. The type of what an event carries is named before this file
 * is included. */
#ifndef AGENDA_H
#define AGENDA_H
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    double time;
    carried what;
} event;

typedef struct {
    event *at;
    size_t size, room;
} agenda;

static inline void *take_memory(void *old, size_t bytes) {
    void *taken = realloc(old, bytes);
    if (!taken) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return taken;
}

static inline void add_event(agenda *in, double time, carried what) {
    if (in->size == in->room) {
        in->room = in->room ? 2 * in->room : 64;
        in->at = take_memory(in->at, in->room * sizeof(event));
    }
    size_t place = in->size++;
    while (place > 0) {
        const size_t above = (place - 1) / 2;
        if (in->at[above].time <= time) break;
        in->at[place] = in->at[above];
        place = above;
    }
    in->at[place] = (event){time, what};
}

/* Let another event take the place of the first. */
static inline void replace_first(agenda *in, event with) {
    event *at = in->at;
    const size_t size = in->size;
    size_t place = 0, below;
    while ((below = 2 * place + 1) < size) {
        if (below + 1 < size) below += at[below + 1].time < at[below].time;
        if (with.time <= at[below].time) break;
        at[place] = at[below];
        place = below;
    }
    at[place] = with;
}

static inline void drop_first(agenda *in) {
    if (--in->size > 0) replace_first(in, in->at[in->size]);
}
#endif
