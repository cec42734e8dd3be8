/* The network of nodes with loops back, two priorities and patience, written for this one model:
 * network events|lazy CASES SEED
 *
 * events: running out of patience is an event, and who has left is taken out of the queue.
 * lazy: a queue keeps everybody with the moment until which they wait; who is called too late has left then.
 * Both are exact here, since nothing looks at the length of a queue.
 *
 * NODES, SERVERS, MEANS, ONWARD (cumulative), PATIENCE and URGENT are in workload.h, which the benchmark
 * writes before it compiles this file, so that the compiler knows them. */
#include <stdint.h>

typedef struct {
    uint32_t slot;
    uint32_t ticket; /* 0 for the end of a service, else which wait it is that ends */
} carried;
#include "agenda.h"
#include "draws.h"
#include "workload.h"
#include <string.h>
#include <time.h>

#define NOBODY UINT32_MAX
#define LANES 2

typedef struct {
    double came, until;
    uint32_t after, before, ticket;
    uint8_t node, lane, waiting;
} person;

typedef struct {
    uint32_t first, last;
} line;

static person *people;
static uint32_t *unused, unused_count, room;
static line lines[NODES][LANES];
static int busy[NODES];
static agenda coming;
static stream draws;
static double total;
static long inside, gave_up;

static uint32_t take_slot(void) {
    if (unused_count == 0) {
        const uint32_t wider = room ? 2 * room : 256;
        people = take_memory(people, wider * sizeof(person));
        unused = take_memory(unused, wider * sizeof(uint32_t));
        while (room < wider) {
            people[room].ticket = 0;
            unused[unused_count++] = room++;
        }
    }
    return unused[--unused_count];
}

static void leave(uint32_t slot, double now) {
    total += now - people[slot].came;
    inside--;
    unused[unused_count++] = slot;
}

static void queue_up(uint32_t slot, double now, int lazy) {
    person *one = people + slot;
    line *to = &lines[one->node][one->lane];
    one->until = now + exponential(&draws, PATIENCE * MEANS[one->node]);
    one->after = NOBODY;
    one->before = to->last;
    if (to->last == NOBODY) to->first = slot;
    else people[to->last].after = slot;
    to->last = slot;
    if (lazy) return;
    one->waiting = 1;
    if (++one->ticket == 0) one->ticket = 1;
    add_event(&coming, one->until, (carried){slot, one->ticket});
}

static void take_out(uint32_t slot) {
    const person *one = people + slot;
    line *of = &lines[one->node][one->lane];
    if (one->before == NOBODY) of->first = one->after;
    else people[one->before].after = one->after;
    if (one->after == NOBODY) of->last = one->before;
    else people[one->after].before = one->before;
}

/* Return who is served next at a node, if anybody: urgent ones first, then in the order in which they came. */
static uint32_t call_next(int node, double now, int lazy) {
    for (int lane = 0; lane < LANES; lane++) {
        while (lines[node][lane].first != NOBODY) {
            const uint32_t slot = lines[node][lane].first;
            take_out(slot);
            people[slot].waiting = 0;
            if (!lazy || people[slot].until >= now) return slot;
            gave_up++;
            leave(slot, people[slot].until);
        }
    }
    return NOBODY;
}

static void arrive(uint32_t slot, int node, double now, int lazy) {
    people[slot].node = (uint8_t)node;
    if (busy[node] == SERVERS[node]) {
        queue_up(slot, now, lazy);
        return;
    }
    busy[node]++;
    add_event(&coming, now + exponential(&draws, MEANS[node]), (carried){slot, 0});
}

static void end_service(uint32_t slot, double now, int lazy) {
    const int node = people[slot].node;
    const uint32_t called = call_next(node, now, lazy);
    if (called == NOBODY) {
        busy[node]--;
        drop_first(&coming);
    } else {
        replace_first(&coming, (event){now + exponential(&draws, MEANS[node]), {called, 0}});
    }
    const double chance = uniform(&draws);
    int onward = 0;
    while (onward < NODES && chance >= ONWARD[node][onward]) onward++;
    if (onward == NODES) leave(slot, now);
    else arrive(slot, onward, now, lazy);
}

static void end_patience(carried of, double now) {
    drop_first(&coming);
    if (!people[of.slot].waiting || people[of.slot].ticket != of.ticket) return;
    people[of.slot].waiting = 0;
    take_out(of.slot);
    gave_up++;
    leave(of.slot, now);
}

static inline void simulate(long to_come, int lazy) {
    double next = exponential(&draws, 1.0);
    while (to_come > 0 || inside > 0) {
        if (to_come > 0 && (coming.size == 0 || next <= coming.at[0].time)) {
            const uint32_t slot = take_slot();
            people[slot].came = next;
            people[slot].lane = uniform(&draws) >= URGENT;
            inside++;
            to_come--;
            arrive(slot, 0, next, lazy);
            next += exponential(&draws, 1.0);
        } else {
            const event first = coming.at[0];
            if (first.what.ticket == 0) end_service(first.what.slot, first.time, lazy);
            else end_patience(first.what, first.time);
        }
    }
}

int main(int count, char **words) {
    const int lazy = count == 4 && strcmp(words[1], "lazy") == 0;
    if (count != 4 || (!lazy && strcmp(words[1], "events") != 0)) {
        fputs("network events|lazy CASES SEED\n", stderr);
        return 2;
    }
    memset(lines, 0xff, sizeof lines);
    draws = open_stream(strtoull(words[3], NULL, 10));
    const long cases = atol(words[2]);
    const clock_t start = clock();
    if (lazy) simulate(cases, 1);
    else simulate(cases, 0);
    const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    printf("{\"cases\": %ld, \"seconds\": %.6f, \"time\": %.17g, \"gave_up\": %.17g}\n", cases, seconds,
           total / (double)cases, (double)gave_up / (double)cases);
    return 0;
}
