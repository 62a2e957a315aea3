// The floor that NeuroKit's decoding is measured against: what a C programmer writes for one format at a time, over blocks of a file in the
// page cache, with the checks that NeuroKit makes. Built with -O3 -march=native. Two styles; the measurement takes the faster one:
//   fused    decode, checks and binning in one loop over the events
//   blocks   loops that the compiler vectorises, over 4,096 events at a time: decode to columns, check columns, then count
//
//   floor FORMAT MODE STYLE FILE T W H WARMUPS REPEATS THREADS
//     FORMAT   aedat2 | atis40 | dat | aedat31
//     MODE     count | time | decode | files (FILE is a list of paths, one a line: count rule)
//   prints a line of milliseconds for each repeat, then "sum N" (events binned or decoded, so that nothing is optimised away).
//
// Checks: header lines, magic; special words (AEDAT 2.0), overflow markers (.bin), valid bits and capacities (AEDAT 3.1); addresses of more
// than 16 bits; 32-bit clocks that wrap; steps back in time, counted; x, y inside the sensor; the count or last time that was
// assumed beforehand, at the end; truncation.
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { AEDAT2, ATIS40, DAT, AEDAT31 };
enum { COUNT, TIME, DECODE };
#define BLOCK (128 * 1024)
#define BE32(v) __builtin_bswap32(v)

static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1e3 + t.tv_nsec * 1e-6; }
static void fail(const char *what) { fprintf(stderr, "floor: %s\n", what); exit(1); }

typedef struct {
    int format, mode, blocks, T, W, H;
    uint32_t *frames;                       // [T, 2, H, W]
    int64_t *t; uint16_t *x, *y; uint8_t *p; // columns, for decode: one block's worth, as NeuroKit's chunks
    uint8_t *block;
    // what was seen
    uint64_t events, steps_back, special, markers, invalid, wide;
    // binning
    uint64_t per_bin, in_bin; int bin; int64_t dt, edge, first, last_assumed;
    // clock
    int64_t previous, offset, previous_raw;
} run_t;

#define INLINE static inline __attribute__((always_inline))

INLINE int64_t unwrap(run_t *r, uint32_t raw)
{
    if (__builtin_expect((int64_t)raw < r->previous_raw, 0) && r->previous_raw - raw > 0x80000000ll) r->offset += 1ll << 32;
    r->previous_raw = raw;
    return raw + r->offset;
}

INLINE void take(run_t *r, int mode, int64_t t, uint32_t x, uint32_t y, uint32_t p, uint64_t i)
{
    if (__builtin_expect(t < r->previous, 0)) { r->steps_back++; if (mode == TIME) fail("times out of order"); }
    r->previous = t;
    if (mode == DECODE) { r->t[i] = t; r->x[i] = x; r->y[i] = y; r->p[i] = p; return; }
    if (__builtin_expect(x >= (uint32_t)r->W || y >= (uint32_t)r->H, 0)) fail("outside the sensor");
    if (mode == COUNT) {
        if (r->in_bin == r->per_bin && r->bin < r->T - 1) { r->bin++; r->in_bin = 0; while (r->per_bin == 0 && r->bin < r->T - 1) r->bin++; }
        r->in_bin++;
    } else {
        while (t >= r->edge && r->bin < r->T - 1) { r->bin++; r->edge += r->dt; }
    }
    uint32_t hw = (uint32_t)r->W * r->H;
    r->frames[(size_t)r->bin * 2 * hw + p * hw + y * r->W + x]++;
}

#define SPAN(NAME, MODE) \
static __attribute__((noinline)) uint64_t NAME##_##MODE(run_t *rr, const uint8_t *d, size_t n) \
{ \
    run_t r = *rr; uint64_t k = 0; \
    for (size_t i = 0; i < n; i++) { NAME##_EVENT(MODE) } \
    r.events += k; *rr = r; return k; \
}
#define AEDAT2_EVENT(MODE) \
    uint32_t a, t; memcpy(&a, d + 8 * i, 4); memcpy(&t, d + 8 * i + 4, 4); a = BE32(a); t = BE32(t); r.wide |= a; \
    if (__builtin_expect(a & 0x8000, 0)) { r.special++; continue; } \
    take(&r, MODE, unwrap(&r, t), (a >> 1) & 127, (a >> 8) & 127, ~a & 1, k); k++;
#define ATIS40_EVENT(MODE) \
    const uint8_t *q = d + 5 * i; \
    if (__builtin_expect(q[1] == 240, 0)) { r.markers++; r.offset += 1 << 13; continue; } \
    take(&r, MODE, (((q[2] & 127u) << 16) | (q[3] << 8) | q[4]) + r.offset, q[0], q[1], q[2] >> 7, k); k++;
#define DAT_EVENT(MODE) \
    uint32_t t, a; memcpy(&t, d + 8 * i, 4); memcpy(&a, d + 8 * i + 4, 4); \
    take(&r, MODE, unwrap(&r, t), a & 0x3fff, (a >> 14) & 0x3fff, (a >> 28) & 1, k); k++;
SPAN(AEDAT2, COUNT) SPAN(AEDAT2, TIME) SPAN(AEDAT2, DECODE)
SPAN(ATIS40, COUNT) SPAN(ATIS40, TIME) SPAN(ATIS40, DECODE)
SPAN(DAT, COUNT) SPAN(DAT, TIME) SPAN(DAT, DECODE)

// AEDAT 3.1: one packet's events; valid bits count only where the header says that some are not.
#define SPAN31(MODE) \
static __attribute__((noinline)) uint64_t AEDAT31_##MODE(run_t *rr, const uint8_t *d, size_t n, uint64_t overflow, int all_valid) \
{ \
    run_t r = *rr; uint64_t k = 0; \
    for (size_t i = 0; i < n; i++) { \
        uint32_t a, t; memcpy(&a, d + 8 * i, 4); memcpy(&t, d + 8 * i + 4, 4); \
        if (__builtin_expect(!all_valid && !(a & 1), 0)) { r.invalid++; continue; } \
        take(&r, MODE, (int64_t)((overflow << 31) | t), a >> 17, (a >> 2) & 0x7fff, (a >> 1) & 1, k); k++; \
    } \
    r.events += k; *rr = r; return k; \
}
SPAN31(COUNT) SPAN31(TIME) SPAN31(DECODE)

// ---- the other style: columns first ----

static void decode_aedat2(run_t *r, const uint8_t *restrict d, size_t n)
{
    int64_t *restrict t = r->t; uint16_t *restrict x = r->x, *restrict y = r->y; uint8_t *restrict p = r->p; uint32_t seen = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t a, b; memcpy(&a, d + 8 * i, 4); memcpy(&b, d + 8 * i + 4, 4); a = BE32(a);
        seen |= a; t[i] = BE32(b); x[i] = (a >> 1) & 127; y[i] = (a >> 8) & 127; p[i] = ~a & 1;
    }
    r->wide |= seen;
}

static void decode_atis40(run_t *r, const uint8_t *restrict d, size_t n)
{
    int64_t *restrict t = r->t; uint16_t *restrict x = r->x, *restrict y = r->y; uint8_t *restrict p = r->p;
    for (size_t i = 0; i < n; i++) {
        uint64_t v; memcpy(&v, d + 5 * i, 8); // the block has room behind it
        uint32_t low = BE32((uint32_t)(v >> 8));
        x[i] = v & 255; y[i] = (v >> 8) & 255; p[i] = (low >> 23) & 1; t[i] = ((v >> 16 & 127) << 16) | ((v >> 24 & 255) << 8) | (v >> 32 & 255);
    }
}

static void decode_dat(run_t *r, const uint8_t *restrict d, size_t n)
{
    int64_t *restrict t = r->t; uint16_t *restrict x = r->x, *restrict y = r->y; uint8_t *restrict p = r->p;
    for (size_t i = 0; i < n; i++) {
        uint32_t a, b; memcpy(&b, d + 8 * i, 4); memcpy(&a, d + 8 * i + 4, 4);
        t[i] = b; x[i] = a & 0x3fff; y[i] = (a >> 14) & 0x3fff; p[i] = (a >> 28) & 1;
    }
}

static void decode_aedat31(run_t *r, const uint8_t *restrict d, size_t n, uint64_t overflow)
{
    int64_t *restrict t = r->t; uint16_t *restrict x = r->x, *restrict y = r->y; uint8_t *restrict p = r->p; int64_t high = overflow << 31;
    for (size_t i = 0; i < n; i++) {
        uint32_t a, b; memcpy(&a, d + 8 * i, 4); memcpy(&b, d + 8 * i + 4, 4);
        t[i] = high | b; x[i] = a >> 17; y[i] = (a >> 2) & 0x7fff; p[i] = (a >> 1) & 1;
    }
}

static int any_row_240(const uint8_t *restrict d, size_t n) { int any = 0; for (size_t i = 0; i < n; i++) any |= d[5 * i + 1] == 240; return any; }
static int any_special(const uint8_t *restrict d, size_t n) { uint32_t s = 0; for (size_t i = 0; i < n; i++) { uint32_t a; memcpy(&a, d + 8 * i, 4); s |= a; } return (BE32(s) & 0x8000) != 0; }

// Checks and bins n decoded events; unwraps 32-bit clocks.
static uint64_t columns(run_t *r, size_t n, int wraps)
{
    int64_t *t = r->t; uint64_t back = wraps ? t[0] < r->previous_raw : t[0] < r->previous;
    for (size_t i = 1; i < n; i++) back += t[i] < t[i - 1];
    if (back && wraps) return 0; // a wrap or a step back: the block goes through the other style, which tells them apart
    if (wraps && r->offset) for (size_t i = 0; i < n; i++) t[i] += r->offset;
    r->steps_back += back;
    if (back && r->mode == TIME) fail("times out of order");
    r->previous = t[n - 1]; r->previous_raw = t[n - 1] - r->offset;
    r->events += n;
    if (r->mode == DECODE) return n;
    const uint16_t *restrict x = r->x, *restrict y = r->y; const uint8_t *restrict p = r->p; unsigned bad = 0, W = r->W, H = r->H;
    for (size_t i = 0; i < n; i++) bad |= (x[i] >= W) | (y[i] >= H);
    if (bad) fail("outside the sensor");
    uint32_t hw = W * H;
    for (size_t i = 0; i < n;) {
        size_t end = n;
        if (r->mode == COUNT) {
            if (r->in_bin == r->per_bin && r->bin < r->T - 1) { r->bin++; r->in_bin = 0; while (r->per_bin == 0 && r->bin < r->T - 1) r->bin++; }
            if (r->bin < r->T - 1 && n - i > r->per_bin - r->in_bin) end = i + (r->per_bin - r->in_bin);
            r->in_bin += end - i;
        } else {
            while (t[i] >= r->edge && r->bin < r->T - 1) { r->bin++; r->edge += r->dt; }
            if (r->bin < r->T - 1 && t[n - 1] >= r->edge) { size_t low = i, high = n; while (low < high) { size_t m = (low + high) / 2; if (t[m] < r->edge) low = m + 1; else high = m; } end = low; }
        }
        uint32_t *f = r->frames + (size_t)r->bin * 2 * hw;
        for (; i < end; i++) f[p[i] * hw + y[i] * W + x[i]]++;
    }
    return n;
}

static size_t header(const uint8_t *b, size_t n, int format)
{
    size_t i = 0;
    if (format == ATIS40) return 0;
    if (format == AEDAT2 && (n < 12 || memcmp(b, "#!AER-DAT2.0", 12))) fail("not AEDAT 2.0");
    if (format == AEDAT31 && (n < 12 || memcmp(b, "#!AER-DAT3.1", 12))) fail("not AEDAT 3.1");
    while (i < n && b[i] == (format == DAT ? '%' : '#')) {
        size_t line = i;
        while (i < n && b[i] != '\n') i++;
        if (i++ == n) fail("endless header");
        if (format == AEDAT2 && i - line >= 20 && !memcmp(b + line, "#End Of ASCII Header", 20)) break;
        if (format == AEDAT31 && i - line >= 13 && !memcmp(b + line, "#!END-HEADER\r", 13)) break;
    }
    if (format == DAT) { if (i + 2 > n || (b[i] != 0 && b[i] != 12) || b[i + 1] != 8) fail("not 2D events"); i += 2; }
    return i;
}

static uint32_t time_at(int format, int fd, off_t at)
{
    uint8_t q[8];
    if (pread(fd, q, format == ATIS40 ? 5 : 8, at) <= 0) fail("read");
    uint32_t v;
    if (format == ATIS40) return ((q[2] & 127u) << 16) | (q[3] << 8) | q[4];
    memcpy(&v, format == DAT ? q : q + 4, 4);
    return format == AEDAT2 ? BE32(v) : v;
}

static uint64_t span(run_t *r, const uint8_t *d, size_t n)
{
    if (r->blocks) {
        uint64_t done = 0;
        if (r->format == AEDAT2 && !any_special(d, n)) { decode_aedat2(r, d, n); done = columns(r, n, 1); }
        else if (r->format == DAT) { decode_dat(r, d, n); done = columns(r, n, 1); }
        else if (r->format == ATIS40 && !any_row_240(d, n)) {
            decode_atis40(r, d, n);
            if (r->offset) for (size_t i = 0; i < n; i++) r->t[i] += r->offset;
            done = columns(r, n, 0);
        }
        if (done) return done;
    }
    switch (r->format * 3 + r->mode) {
    case AEDAT2 * 3 + COUNT: return AEDAT2_COUNT(r, d, n);
    case AEDAT2 * 3 + TIME: return AEDAT2_TIME(r, d, n);
    case AEDAT2 * 3 + DECODE: return AEDAT2_DECODE(r, d, n);
    case ATIS40 * 3 + COUNT: return ATIS40_COUNT(r, d, n);
    case ATIS40 * 3 + TIME: return ATIS40_TIME(r, d, n);
    case ATIS40 * 3 + DECODE: return ATIS40_DECODE(r, d, n);
    case DAT * 3 + COUNT: return DAT_COUNT(r, d, n);
    case DAT * 3 + TIME: return DAT_TIME(r, d, n);
    default: return DAT_DECODE(r, d, n);
    }
}

// Counts and times of AEDAT 3.1 from its packet headers.
static void survey31(int fd, off_t at, off_t length, uint64_t *count, int64_t *first, int64_t *last)
{
    uint32_t h[7]; int any = 0;
    *count = 0;
    while (at + 28 <= length) {
        if (pread(fd, h, 28, at) != 28) fail("read");
        uint64_t size = h[1], capacity = h[4], number = h[5], valid = h[6];
        if ((h[0] & 0xffff) == 1 && number > 0) {
            uint32_t t;
            if (!any) { pread(fd, &t, 4, at + 28 + 4); *first = ((int64_t)h[3] << 31) | t; any = 1; }
            pread(fd, &t, 4, at + 28 + (off_t)((number - 1) * size) + 4); *last = ((int64_t)h[3] << 31) | t;
            *count += valid < number ? valid : number;
        }
        at += 28 + (off_t)(capacity * size);
    }
}

static void process(run_t *r, const char *path)
{
    int fd = open(path, O_RDONLY);
    struct stat s;
    if (fd < 0 || fstat(fd, &s)) fail(path);
    ssize_t have = pread(fd, r->block, BLOCK, 0);
    if (have < 0) fail("read");
    size_t start = header(r->block, have, r->format), bytes = r->format == ATIS40 ? 5 : 8;
    uint64_t events = (s.st_size - start) / bytes; int64_t first = 0, last = 0;
    if (r->format == AEDAT31) { if (r->mode != DECODE) survey31(fd, start, s.st_size, &events, &first, &last); }
    else if (events && r->mode == TIME) { first = time_at(r->format, fd, start); last = time_at(r->format, fd, start + (events - 1) * bytes); }
    r->events = r->steps_back = r->special = r->markers = r->invalid = r->wide = 0;
    r->previous = INT64_MIN; r->previous_raw = -1; r->offset = 0; r->bin = 0; r->in_bin = 0;
    r->per_bin = events / r->T; r->dt = (last - first) / r->T; r->edge = first + r->dt; r->first = first; r->last_assumed = last;
    if (r->mode == COUNT) while (r->per_bin == 0 && r->bin < r->T - 1) r->bin++;
    if (r->mode != DECODE) memset(r->frames, 0, (size_t)r->T * 2 * r->H * r->W * 4);
    off_t at = 0; size_t i = start;
    if (r->format == AEDAT31) {
        // Packets cross blocks: the window moves to each packet's unread part.
        for (;;) {
            if (i + 28 > (size_t)have) { at += i; i = 0; have = pread(fd, r->block, BLOCK, at); if (have == 0) break; if (have < 28) fail("truncated packet header"); }
            uint32_t h[7]; memcpy(h, r->block + i, 28); i += 28;
            uint64_t size = h[1], capacity = h[4], number = h[5], valid = h[6], left = number;
            if (number > capacity || valid > number || size < 8) fail("packet");
            uint64_t slack = (capacity - number) * size;
            if ((h[0] & 0xffff) != 1) { slack = capacity * size; left = 0; }
            else if (size != 8) fail("event size");
            while (left) {
                if (i + 8 > (size_t)have) { at += i; i = 0; have = pread(fd, r->block, BLOCK, at); if (have < 8) fail("truncated packet"); }
                size_t n = (have - i) / 8; if (n > left) n = left; if (n > 4096) n = 4096;
                if (r->blocks && valid == number) { decode_aedat31(r, r->block + i, n, h[3]); columns(r, n, 0); }
                else if (r->mode == COUNT) AEDAT31_COUNT(r, r->block + i, n, h[3], valid == number);
                else if (r->mode == TIME) AEDAT31_TIME(r, r->block + i, n, h[3], valid == number);
                else AEDAT31_DECODE(r, r->block + i, n, h[3], valid == number);
                i += n * 8; left -= n;
            }
            if (i + slack <= (size_t)have) i += slack;
            else { at += i + slack; i = 0; have = pread(fd, r->block, BLOCK, at); if (have == 0) break; }
        }
    } else {
        for (;;) {
            size_t n = (have - i) / bytes;
            if (n > 4096) n = 4096;
            if (n == 0) {
                at += i; i = 0; have = pread(fd, r->block, BLOCK, at);
                if (have == 0) break;
                if (have < (ssize_t)bytes) fail("truncated event");
                continue;
            }
            span(r, r->block + i, n);
            i += n * bytes;
        }
    }
    close(fd);
    if (r->mode == COUNT && r->events != events) fail("another number of events than assumed");
    if (r->mode == TIME && events && r->previous != r->last_assumed) fail("another last time than assumed");
    if (r->format == AEDAT2 && r->wide > 0xffff) fail("wide addresses");
}

typedef struct { run_t run; char **paths; int n, from, step; uint64_t events; } job_t;
static void *work(void *v)
{
    job_t *j = v; j->events = 0;
    for (int k = j->from; k < j->n; k += j->step) { process(&j->run, j->paths[k]); j->events += j->run.events; }
    return 0;
}

int main(int c, char **v)
{
    if (c < 11) fail("usage: floor FORMAT MODE STYLE FILE T W H WARMUPS REPEATS THREADS");
    const char *formats[] = { "aedat2", "atis40", "dat", "aedat31" };
    int format = -1; for (int i = 0; i < 4; i++) if (!strcmp(v[1], formats[i])) format = i;
    if (format < 0) fail("format");
    int files = !strcmp(v[2], "files"), mode = !strcmp(v[2], "time") ? TIME : !strcmp(v[2], "decode") ? DECODE : COUNT;
    int threads = atoi(v[10]), n = 0, warm = atoi(v[8]), repeats = atoi(v[9]); char **paths;
    if (files) {
        FILE *list = fopen(v[4], "r"); if (!list) fail(v[4]);
        char line[4096]; int room = 0; paths = 0;
        while (fgets(line, sizeof line, list)) { line[strcspn(line, "\n")] = 0; if (n == room) paths = realloc(paths, (room = room * 2 + 64) * sizeof *paths); paths[n++] = strdup(line); }
        fclose(list);
    } else { paths = malloc(threads * sizeof *paths); for (n = 0; n < threads; n++) paths[n] = v[4]; } // each thread takes the file once
    job_t *jobs = calloc(threads, sizeof *jobs);
    for (int k = 0; k < threads; k++) {
        job_t *j = jobs + k; j->paths = paths; j->n = n; j->from = k; j->step = threads;
        j->run.format = format; j->run.mode = mode; j->run.blocks = !strcmp(v[3], "blocks"); j->run.T = atoi(v[5]); j->run.W = atoi(v[6]); j->run.H = atoi(v[7]);
        size_t cells = (size_t)j->run.T * 2 * j->run.W * j->run.H;
        if (!(j->run.frames = malloc(cells * 4)) || !(j->run.block = malloc(BLOCK + 64))) fail("memory");
        j->run.t = malloc(4096 * 8); j->run.x = malloc(4096 * 2); j->run.y = malloc(4096 * 2); j->run.p = malloc(4096);
    }
    uint64_t sum = 0;
    for (int k = 0; k < warm + repeats; k++) {
        double begin = now(); pthread_t t[64];
        for (int i = 1; i < threads; i++) pthread_create(&t[i], 0, work, jobs + i);
        work(jobs);
        for (int i = 1; i < threads; i++) pthread_join(t[i], 0);
        double end = now();
        if (k >= warm) printf("%.4f\n", end - begin);
        for (int i = 0; i < threads; i++) sum += jobs[i].events;
    }
    printf("sum %llu\n", (unsigned long long)sum);
    return 0;
}
