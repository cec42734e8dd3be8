/* Uniform and exponential draws: xoshiro256+ for the bits, seeded by splitmix64, and a logarithm. */
#ifndef DRAWS_H
#define DRAWS_H
#include <math.h>
#include <stdint.h>

typedef struct {
    uint64_t a, b, c, d;
} stream;

static inline uint64_t turn(uint64_t bits, int by) { return bits << by | bits >> (64 - by); }

static inline uint64_t split(uint64_t *state) {
    uint64_t mixed = *state += UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ mixed >> 31;
}

static inline stream open_stream(uint64_t seed) {
    stream made;
    made.a = split(&seed);
    made.b = split(&seed);
    made.c = split(&seed);
    made.d = split(&seed);
    return made;
}

/* Strictly between 0 and 1, so that its logarithm is finite. */
static inline double uniform(stream *from) {
    const uint64_t bits = from->a + from->d, shifted = from->b << 17;
    from->c ^= from->a;
    from->d ^= from->b;
    from->b ^= from->c;
    from->a ^= from->d;
    from->c ^= shifted;
    from->d = turn(from->d, 45);
    return ((double)(bits >> 11) + 0.5) * 0x1p-53;
}

static inline double exponential(stream *from, double mean) { return -mean * log(uniform(from)); }
#endif
