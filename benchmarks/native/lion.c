// Lion. uniforms: learning rate.
#ifndef DOUBLE
#include "lanes.h"

#define LOOP(NAME, DIRECTION, MOVE, AVERAGE)                                                   \
    void NAME(real *p, const real *g, real *m, real *unused, size_t n, const double *uniforms) \
    {                                                                                          \
        const real b1 = (real)0.9, c1 = (real)(1 - 0.9), b2 = (real)0.99, c2 = (real)(1 - 0.99), step = (real)uniforms[0]; \
        const lane B1 = SET(b1), C1 = SET(c1), B2 = SET(b2), C2 = SET(c2), STEP = SET(step);   \
        size_t i = 0;                                                                          \
        (void)unused;                                                                          \
        for (; i + WIDTH <= n; i += WIDTH) {                                                   \
            lane P = LOAD(p + i), G = LOAD(g + i), M = LOAD(m + i), D = SIGN(DIRECTION);       \
            STORE(p + i, MOVE);                                                                \
            STORE(m + i, AVERAGE);                                                             \
        }                                                                                      \
        for (; i < n; i++) {                                                                   \
            real d = b1 * m[i] + c1 * g[i];                                                    \
            p[i] -= step * (real)((d > 0) - (d < 0));                                          \
            m[i] = b2 * m[i] + c2 * g[i];                                                      \
        }                                                                                      \
    }

LOOP(lion_exact, B1 *M + C1 *G, P - STEP * D, B2 *M + C2 *G)
LOOP(lion_fast, FMA(B1, M, C1 *G), FNMA(STEP, D, P), FMA(B2, M, C2 *G))
#endif
