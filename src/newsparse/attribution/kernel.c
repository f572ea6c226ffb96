/* The inner loops of the tagger, for processors of the x86-64 family with AVX2 and FMA; `_kernel.py` loads them.
 *
 * What is computed is what `_network.py` and `_decoding.py` compute with numpy, in another order of summation. Nothing is
 * kept between calls, so threads may call at once. A row depends on its own window alone: the same windows give the same
 * bits, whatever stands beside them.
 *
 * Matrices come packed: panels of 16 columns (the last of 8 where 8 are left), each panel row by row.
 */
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define VERSION 1 /* what _kernel.py asks for; another one where a function takes or gives something else */
#define API __attribute__((visibility("default")))
#define FAST __attribute__((target("avx2,fma")))
#define INLINE static inline __attribute__((always_inline)) FAST
#define LANES 8
#define ROWS 6 /* rows of a tile: 6 by 16 sums fill the registers */
#define CONVOLUTION 0
#define RUNNING_MEAN 1

typedef float lanes __attribute__((vector_size(32)));
typedef float loose __attribute__((vector_size(32), aligned(4), may_alias));

typedef struct {
    int64_t kind, dilation, width;
    const float *shift;             /* added to the normalized input */
    const float *weight, *bias;     /* of a convolution: before, here, after; of a running mean: its new values */
    const float *gate, *gate_bias;  /* halved, as in _network.py */
    const float *keep, *keep_bias;  /* of a running mean, halved */
    const float *out, *out_bias;
} layer;

INLINE lanes load(const float *at) { return *(const loose *)at; }
INLINE void store(float *at, lanes value) { *(loose *)at = value; }
INLINE lanes all(float value) { return value - (lanes){0}; }
INLINE lanes least(lanes a, lanes b) { return (lanes)_mm256_min_ps((__m256)a, (__m256)b); }
INLINE lanes most(lanes a, lanes b) { return (lanes)_mm256_max_ps((__m256)a, (__m256)b); }

/* The hyperbolic tangent as a quotient of polynomials; its error is a few units in the last place. */
INLINE lanes tangent(lanes x) {
    x = most(least(x, all(7.9988117f)), all(-7.9988117f));
    lanes s = x * x;
    lanes over = s * -2.76076847742355e-16f + 2.00018790482477e-13f;
    over = over * s + -8.60467152213735e-11f;
    over = over * s + 5.12229709037114e-08f;
    over = over * s + 1.48572235717979e-05f;
    over = over * s + 6.37261928875436e-04f;
    over = over * s + 4.89352455891786e-03f;
    lanes under = s * 1.19825839466702e-06f + 1.18534705686654e-04f;
    under = under * s + 2.26843463243900e-03f;
    under = under * s + 4.89352518554385e-03f;
    return x * over / under;
}

INLINE float total(lanes x) {
    return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}

/* sums += rows of `a`, and of what stands `hop` further in each of `taps` steps, times a panel of `wide` vectors */
INLINE void multiply(int wide, lanes *sums, const float *a, int64_t stride, int64_t taps, int64_t hop, int64_t depth,
                     const float *panel) {
    for (int64_t tap = 0; tap < taps; tap++, a += hop)
        for (int64_t k = 0; k < depth; k++, panel += LANES * wide) {
            lanes first = load(panel), second = wide > 1 ? load(panel + LANES) : first;
#pragma GCC unroll 6
            for (int i = 0; i < ROWS; i++) {
                float value = a[i * stride + k];
                sums[i * wide] += value * first;
                if (wide > 1) sums[i * wide + 1] += value * second;
            }
        }
}

INLINE void begin(int wide, lanes *sums, const float *bias) {
#pragma GCC unroll 6
    for (int i = 0; i < ROWS; i++)
#pragma GCC unroll 2
        for (int j = 0; j < wide; j++) sums[i * wide + j] = load(bias + LANES * j);
}

enum ending { PLAIN, TANH, TWICE_GATE, GELU };

INLINE lanes ended(lanes x, int ending) {
    switch (ending) {
    case TANH: return tangent(x);
    case TWICE_GATE: return 1.0f + tangent(x);
    case GELU: return 0.5f * x * (1.0f + tangent(x * (0.7978845608f + (0.7978845608f * 0.044715f) * (x * x))));
    default: return x;
    }
}

INLINE void tile(int wide, const float *a, int64_t stride, int64_t depth, const float *panel, const float *bias,
                 float *out, int64_t out_stride, int64_t rows, int ending, int add) {
    lanes sums[2 * ROWS];
    begin(wide, sums, bias);
    multiply(wide, sums, a, stride, 1, 0, depth, panel);
#pragma GCC unroll 6
    for (int i = 0; i < ROWS; i++)
#pragma GCC unroll 2
        for (int j = 0; j < wide; j++)
            if (i < rows) {
                float *at = out + i * out_stride + LANES * j;
                lanes value = ended(sums[i * wide + j], ending);
                store(at, add ? load(at) + value : value);
            }
}

/* out = ending(a times weight + bias), or out += that; ROWS rows of `a` can be read behind its last */
INLINE void product(const float *a, int64_t stride, int64_t rows, int64_t depth, const float *weight, const float *bias,
                    int64_t columns, float *out, int64_t out_stride, int ending, int add) {
    for (int64_t row = 0; row < rows; row += ROWS) {
        int64_t left = rows - row < ROWS ? rows - row : ROWS, column = 0;
        const float *from = a + row * stride, *panel = weight;
        float *to = out + row * out_stride;
        for (; column + 2 * LANES <= columns; column += 2 * LANES, panel += 2 * LANES * depth)
            tile(2, from, stride, depth, panel, bias + column, to + column, out_stride, left, ending, add);
        for (; column < columns; column += LANES, panel += LANES * depth)
            tile(1, from, stride, depth, panel, bias + column, to + column, out_stride, left, ending, add);
    }
}

/* Brings a row to mean 0 and variance 1. */
INLINE void normalize(const float *x, int64_t width, float *y) {
    lanes sum = {0}, squares = {0};
    for (int64_t i = 0; i < width; i += LANES) sum += load(x + i);
    lanes mean = all(total(sum) / (float)width);
    for (int64_t i = 0; i < width; i += LANES) {
        lanes apart = load(x + i) - mean;
        squares += apart * apart;
        store(y + i, apart);
    }
    lanes scale = all(1.0f / sqrtf(total(squares) / (float)width + 1e-5f));
    for (int64_t i = 0; i < width; i += LANES) store(y + i, load(y + i) * scale);
}

/* Returns the first row of h: normalized and shifted rows of x, with rows of zeros before and behind. */
INLINE float *read_rows(const layer *own, const float *x, int64_t rows, float *h) {
    int64_t width = own->width, edge = own->dilation * width;
    float *first = h + edge;
    memset(h, 0, sizeof(float) * edge);
    for (int64_t row = 0; row < rows; row++) {
        float *y = first + row * width;
        normalize(x + row * width, width, y);
        for (int64_t i = 0; i < width; i += LANES) store(y + i, load(y + i) + load(own->shift + i));
    }
    memset(first + rows * width, 0, sizeof(float) * (edge + ROWS * width));
    return first;
}

INLINE void convolve_panel(int wide, const layer *own, const float *h, const float *weight, const float *gate,
                           int64_t column, float *x, int64_t rows) {
    int64_t width = own->width, hop = own->dilation * width;
    lanes sums[2 * ROWS], gates[2 * ROWS];
    begin(wide, sums, own->bias + column);
    multiply(wide, sums, h - hop, width, 3, hop, width, weight);
    begin(wide, gates, own->gate_bias + column);
    multiply(wide, gates, h, width, 1, 0, width, gate);
#pragma GCC unroll 6
    for (int i = 0; i < ROWS; i++)
#pragma GCC unroll 2
        for (int j = 0; j < wide; j++)
            if (i < rows) {
                float *at = x + i * width + column + LANES * j;
                store(at, load(at) + sums[i * wide + j] * (1.0f + tangent(gates[i * wide + j])));
            }
}

FAST static void convolve(const layer *own, float *x, int64_t rows, float *scratch) {
    int64_t width = own->width;
    const float *h = read_rows(own, x, rows, scratch);
    for (int64_t row = 0; row < rows; row += ROWS) {
        int64_t left = rows - row < ROWS ? rows - row : ROWS, column = 0;
        const float *weight = own->weight, *gate = own->gate, *here = h + row * width;
        float *to = x + row * width;
        for (; column + 2 * LANES <= width; column += 2 * LANES) {
            convolve_panel(2, own, here, weight, gate, column, to, left);
            weight += 3 * 2 * LANES * width, gate += 2 * LANES * width;
        }
        for (; column < width; column += LANES) {
            convolve_panel(1, own, here, weight, gate, column, to, left);
            weight += 3 * LANES * width, gate += LANES * width;
        }
    }
}

/* h[t] = keep[t] * h[t-1] + new[t] over one vector of columns, by doubling; both are overwritten. */
INLINE void run(lanes *keep, lanes *fresh, int64_t rows, int64_t doublings) {
    for (int64_t step = 1;; step *= 2) {
        int64_t last = 2 * step >= (int64_t)1 << doublings || 2 * step >= rows;
        for (int64_t t = rows - 1; t >= step; t--) {
            fresh[t] += keep[t] * fresh[t - step];
            if (!last) keep[t] *= keep[t - step];
        }
        if (last) return;
        for (int64_t t = 0; t < step && t < rows; t++) keep[t] = (lanes){0};
    }
}

FAST static void remember(const layer *own, float *x, int64_t rows, float *scratch, int64_t doublings) {
    int64_t width = own->width, size = (rows + ROWS) * width;
    const float *h = read_rows(own, x, rows, scratch);
    float *fresh = scratch + (rows + ROWS) * width, *keep = fresh + size, *gate = keep + size;
    lanes *kept = (lanes *)(((uintptr_t)(gate + size) + 31) & ~(uintptr_t)31), *made = kept + rows;
    product(h, width, rows, width, own->weight, own->bias, width, fresh, width, TANH, 0);
    product(h, width, rows, width, own->keep, own->keep_bias, width, keep, width, TWICE_GATE, 0);
    product(h, width, rows, width, own->gate, own->gate_bias, width, gate, width, TWICE_GATE, 0);
    for (int64_t column = 0; column < width; column += LANES) {
        int back = column >= width / 2;
        for (int64_t row = 0; row < rows; row++) {
            int64_t at = row * width + column, to = back ? rows - 1 - row : row;
            lanes part = 0.5f * load(keep + at);
            kept[to] = part;
            made[to] = load(fresh + at) * (1.0f - part);
        }
        run(kept, made, rows, doublings);
        for (int64_t row = 0; row < rows; row++) {
            int64_t at = row * width + column;
            store(fresh + at, made[back ? rows - 1 - row : row] * load(gate + at));
        }
    }
    memset(fresh + rows * width, 0, sizeof(float) * ROWS * width);
    product(fresh, width, rows, width, own->out, own->out_bias, width, x, width, PLAIN, 1);
}

/* The version where this processor can run the rest, else 0. */
API int newsparse_kernel_version(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? VERSION : 0;
}

/* Runs x through layers, window by window; then brings each row to mean 0 and variance 1, times scale plus shift. */
API FAST int newsparse_kernel_layers(const layer *layers, int64_t count, int64_t doublings, float *x,
                                     const int64_t *starts, const int64_t *lengths, int64_t windows,
                                     const float *scale, const float *shift) {
    int64_t longest = 0, width = layers[0].width, widest = 0;
    for (int64_t i = 0; i < windows; i++) longest = lengths[i] > longest ? lengths[i] : longest;
    for (int64_t i = 0; i < count; i++) widest = layers[i].dilation > widest ? layers[i].dilation : widest;
    int64_t size = (longest + ROWS + 2 * widest) * width;
    float *scratch = malloc(sizeof(float) * (4 * size + 2 * LANES * (longest + 4)));
    if (!scratch) return -1;
    for (int64_t i = 0; i < windows; i++) {
        float *first = x + starts[i] * width;
        for (int64_t number = 0; number < count; number++) {
            if (layers[number].kind == CONVOLUTION)
                convolve(layers + number, first, lengths[i], scratch);
            else
                remember(layers + number, first, lengths[i], scratch, doublings);
        }
        for (int64_t row = 0; row < lengths[i]; row++) {
            float *at = first + row * width;
            normalize(at, width, at);
            for (int64_t j = 0; j < width; j += LANES) store(at + j, load(at + j) * load(scale + j) + load(shift + j));
        }
    }
    free(scratch);
    return 0;
}

/* out = x times weight + bias, through the GELU where asked; x has rows by depth, out has rows by columns. */
API FAST int newsparse_kernel_linear(const float *x, int64_t rows, int64_t depth, const float *weight,
                                     const float *bias, int64_t columns, float *out, int64_t gelu) {
    int64_t whole = rows - rows % ROWS, left = rows - whole;
    float *last = calloc(ROWS * depth, sizeof(float)); /* so that nothing is read behind the end of x */
    if (!last) return -1;
    memcpy(last, x + whole * depth, sizeof(float) * left * depth);
    float *to = out + whole * columns;
    if (gelu) {
        product(x, depth, whole, depth, weight, bias, columns, out, columns, GELU, 0);
        product(last, depth, left, depth, weight, bias, columns, to, columns, GELU, 0);
    } else {
        product(x, depth, whole, depth, weight, bias, columns, out, columns, PLAIN, 0);
        product(last, depth, left, depth, weight, bias, columns, to, columns, PLAIN, 0);
    }
    free(last);
    return 0;
}

/* out[i] = the sum of a row of each of four tables. */
API FAST void newsparse_kernel_gather(int64_t rows, int64_t width, int64_t tables, const float *const *table,
                                      const int64_t *const *number, float *out) {
    for (int64_t row = 0; row < rows; row++)
        for (int64_t j = 0; j < width; j += LANES) {
            lanes sum = load(table[0] + number[0][row] * width + j);
            for (int64_t i = 1; i < tables; i++) sum += load(table[i] + number[i][row] * width + j);
            store(out + row * width + j, sum);
        }
}

#define STATES 16 /* of the search for tags; those that are not in use cannot be reached */
#define SCORES 8  /* columns of the scores, one for each tag */

typedef struct {
    int64_t states, tags;
    const int64_t *tag;   /* of each state; 0 is the tag of what is in no stretch */
    const float *between; /* STATES by STATES: from the row to the column */
    const float *begin, *end, *gain;
    float edges, step, barred; /* what the sequence without stretches gets at its edges and between; what bars a tag */
} search;

/* Writes what the best sequence up to each row gets in each state, and behind the last row what it gets in the end. */
INLINE void forwards(const search *own, const float *scores, int64_t rows, float *best) {
    for (int64_t row = 0; row <= rows; row++) {
        float own_scores[STATES] = {0}, *to = best + row * STATES;
        for (int64_t i = 0; i < own->states && row < rows; i++) own_scores[i] = scores[row * SCORES + own->tag[i]];
        for (int half = 0; half < STATES; half += LANES) {
            lanes reached = load(own->begin + half);
            if (row) {
                reached = all(to[-STATES]) + load(own->between + half);
                for (int64_t i = 1; i < own->states; i++)
                    reached = most(reached, all(to[i - STATES]) + load(own->between + i * STATES + half));
            }
            store(to + half, load(own_scores + half) + reached);
        }
    }
    for (int64_t i = 0; i < STATES; i++) best[rows * STATES + i] += own->end[i];
}

/* The tags of each window's best sequence, its log odds against no stretch at all, and the log of how it fits row by row.
 * Behind each window stands a row that is in no stretch. */
API FAST int newsparse_kernel_search(const search *own, float *scores, const uint8_t *barred, const int64_t *starts,
                                     const int64_t *lengths, int64_t windows, uint8_t *path, float *odds, float *fit) {
    int64_t longest = 0;
    for (int64_t i = 0; i < windows; i++) longest = lengths[i] > longest ? lengths[i] : longest;
    float *best = malloc(sizeof(float) * STATES * (longest + 1));
    if (!best) return -1;
    for (int64_t i = 0; i < windows; i++) {
        int64_t rows = lengths[i], state = -1;
        float *own_scores = scores + starts[i] * SCORES, *last = best + rows * STATES;
        float nothing = own->edges, fits = 0;
        for (int64_t row = 0; row < rows; row++) {
            if (barred[starts[i] + row])
                for (int64_t tag = 1; tag < own->tags; tag++) own_scores[row * SCORES + tag] -= own->barred;
            nothing += own_scores[row * SCORES] + own->step;
        }
        forwards(own, own_scores, rows, best);
        for (int64_t j = 0; j < own->states; j++)
            if (own->tag[j] == 0 && (state < 0 || last[j] > last[state])) state = j;
        odds[i] = last[state] - own->gain[state] - nothing;
        for (int64_t row = rows - 1; row >= 0; row--) {
            const float *from = best + row * STATES, *score = own_scores + row * SCORES;
            int64_t before = 0;
            for (int64_t j = 1; j < own->states; j++)
                if (from[j] + own->between[j * STATES + state] > from[before] + own->between[before * STATES + state])
                    before = j;
            state = before;
            int64_t tag = own->tag[state];
            float highest = score[0], sum = 0;
            for (int64_t j = 1; j < own->tags; j++) highest = score[j] > highest ? score[j] : highest;
            for (int64_t j = 0; j < own->tags; j++) sum += expf(score[j] - highest);
            fits += logf(expf(score[tag] - highest) / sum + 1e-9f);
            path[starts[i] + row] = (uint8_t)tag;
        }
        fit[i] = fits;
    }
    free(best);
    return 0;
}
