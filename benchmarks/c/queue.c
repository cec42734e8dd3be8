/* M/M/c, first come first served, written for this one model: queue SERVERS LOAD CASES SEED
 * The next arrival is one number; the heap holds who is being served; who waits stands in a ring. */
#include <stdint.h>

typedef double carried; /* when the case came */
#include "agenda.h"
#include "draws.h"
#include <time.h>

typedef struct {
    double *came;
    size_t first, length, room; /* room is a power of two */
} ring;

static void join(ring *to, double came) {
    if (to->length == to->room) {
        const size_t room = to->room ? 2 * to->room : 1024;
        double *moved = take_memory(NULL, room * sizeof(double));
        for (size_t i = 0; i < to->length; i++) moved[i] = to->came[(to->first + i) & (to->room - 1)];
        free(to->came);
        *to = (ring){moved, 0, to->length, room};
    }
    to->came[(to->first + to->length++) & (to->room - 1)] = came;
}

static double call(ring *from) {
    const double came = from->came[from->first];
    from->first = (from->first + 1) & (from->room - 1);
    from->length--;
    return came;
}

/* Serve so many cases; returns the sum of their times in the system. */
static double serve(size_t servers, double load, long cases, uint64_t seed) {
    stream draws = open_stream(seed);
    agenda busy = {0};
    ring waiting = {0};
    const double gap = 1.0 / (load * (double)servers);
    double next = exponential(&draws, gap), total = 0.0;
    for (long to_come = cases, inside = 0; to_come > 0 || inside > 0;) {
        if (to_come > 0 && (busy.size == 0 || next <= busy.at[0].time)) {
            if (busy.size < servers) add_event(&busy, next + exponential(&draws, 1.0), next);
            else join(&waiting, next);
            next += exponential(&draws, gap);
            to_come--;
            inside++;
        } else {
            const event done = busy.at[0];
            total += done.time - done.what;
            inside--;
            if (waiting.length == 0) drop_first(&busy);
            else replace_first(&busy, (event){done.time + exponential(&draws, 1.0), call(&waiting)});
        }
    }
    free(busy.at);
    free(waiting.came);
    return total;
}

int main(int count, char **words) {
    if (count != 5) {
        fputs("queue SERVERS LOAD CASES SEED\n", stderr);
        return 2;
    }
    const long cases = atol(words[3]);
    const clock_t start = clock();
    const double total = serve((size_t)atol(words[1]), atof(words[2]), cases, strtoull(words[4], NULL, 10));
    const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    printf("{\"cases\": %ld, \"seconds\": %.6f, \"time\": %.17g, \"gave_up\": 0}\n", cases, seconds,
           total / (double)cases);
    return 0;
}
