// SGD with momentum 0.9. uniforms: learning rate.
#include "lanes.h"

#define LOOP(NAME, VELOCITY, MOVE)                                                             \
    void NAME(real *p, const real *g, real *m, real *unused, size_t n, const double *uniforms) \
    {                                                                                          \
        const real b = (real)0.9, step = (real)uniforms[0];                                    \
        const lane B = SET(b), STEP = SET(step);                                               \
        size_t i = 0;                                                                          \
        (void)unused;                                                                          \
        for (; i + WIDTH <= n; i += WIDTH) {                                                   \
            lane P = LOAD(p + i), G = LOAD(g + i), M = LOAD(m + i);                            \
            M = VELOCITY;                                                                      \
            STORE(m + i, M);                                                                   \
            STORE(p + i, MOVE);                                                                \
        }                                                                                      \
        for (; i < n; i++) {                                                                   \
            m[i] = b * m[i] + g[i];                                                            \
            p[i] -= step * m[i];                                                               \
        }                                                                                      \
    }

LOOP(sgd_exact, B *M + G, P - STEP * M)
LOOP(sgd_fast, FMA(B, M, G), FNMA(STEP, M, P))
