// LAMB: one pass for the moments and the two norms, in double, and one for the parameters. uniforms: scale, epsilon hat, learning rate.
#if !defined(DOUBLE) && defined(__AVX512F__)
#include "lanes.h"

// The squares of floats, which double holds exactly, onto two sums.
static inline void add_squares(lane x, __m512d *low, __m512d *high)
{
    __m512d a = _mm512_cvtps_pd(_mm512_castps512_ps256(x)), b = _mm512_cvtps_pd(_mm512_extractf32x8_ps(x, 1));
    *low = _mm512_fmadd_pd(a, a, *low);
    *high = _mm512_fmadd_pd(b, b, *high);
}

#define LOOP(NAME, FIRST, SECOND, ROOT, DECAYED)                                                          \
    void NAME(float *p, const float *g, float *m, float *v, size_t n, const double *uniforms)             \
    {                                                                                                     \
        const float c1 = (float)(1 - 0.9), b2 = 0.999f, c2 = (float)(1 - 0.999), decay = 0.01f;           \
        const float scale = (float)uniforms[0], epsilon = (float)uniforms[1];                             \
        const lane C1 = SET(c1), B2 = SET(b2), C2 = SET(c2), DECAY = SET(decay), SCALE = SET(scale), EPSILON = SET(epsilon); \
        __m512d p1 = _mm512_setzero_pd(), p2 = p1, u1 = p1, u2 = p1;                                      \
        size_t i = 0;                                                                                     \
        (void)B2;                                                                                         \
        for (; i + WIDTH <= n; i += WIDTH) {                                                              \
            lane P = LOAD(p + i), G = LOAD(g + i), M = LOAD(m + i), V = LOAD(v + i);                      \
            M = FIRST;                                                                                    \
            V = SECOND;                                                                                   \
            lane U = SCALE * M / (ROOT(V) + EPSILON);                                                     \
            U = DECAYED;                                                                                  \
            STORE(m + i, M);                                                                              \
            STORE(v + i, V);                                                                              \
            add_squares(P, &p1, &p2);                                                                     \
            add_squares(U, &u1, &u2);                                                                     \
        }                                                                                                 \
        double parameters = _mm512_reduce_add_pd(p1 + p2), updates = _mm512_reduce_add_pd(u1 + u2);       \
        for (size_t j = i; j < n; j++) {                                                                  \
            m[j] += c1 * (g[j] - m[j]);                                                                   \
            v[j] = b2 * v[j] + c2 * g[j] * g[j];                                                          \
            float u = scale * m[j] / (scalar_sqrt(v[j]) + epsilon) + decay * p[j];                        \
            parameters += (double)p[j] * p[j];                                                            \
            updates += (double)u * u;                                                                     \
        }                                                                                                 \
        double trust = parameters > 0 && updates > 0 ? __builtin_sqrt(parameters) / __builtin_sqrt(updates) : 1; \
        const float step = (float)(uniforms[2] * trust);                                                  \
        const lane STEP = SET(step);                                                                      \
        for (i = 0; i + WIDTH <= n; i += WIDTH) {                                                         \
            lane P = LOAD(p + i), U = SCALE * LOAD(m + i) / (ROOT(LOAD(v + i)) + EPSILON);                \
            U = DECAYED;                                                                                  \
            STORE(p + i, P - STEP * U);                                                                   \
        }                                                                                                 \
        for (; i < n; i++)                                                                                \
            p[i] -= step * (scale * m[i] / (scalar_sqrt(v[i]) + epsilon) + decay * p[i]);                 \
    }

LOOP(lamb_exact, M + C1 * (G - M), B2 *V + C2 *G *G, SQRT, U + DECAY * P)
LOOP(lamb_fast, FMA(C1, G - M, M), FMA(C2, FMA(G, G, -V), V), fast_sqrt, FMA(DECAY, P, U))
#endif
