// RMSprop. uniforms: learning rate.
#include "lanes.h"

#define LOOP(NAME, SQUARE, ROOT)                                                               \
    void NAME(real *p, const real *g, real *v, real *unused, size_t n, const double *uniforms) \
    {                                                                                          \
        const real a = (real)0.99, c = (real)(1 - 0.99), epsilon = (real)1e-8, step = (real)uniforms[0]; \
        const lane A = SET(a), C = SET(c), EPSILON = SET(epsilon), STEP = SET(step);           \
        size_t i = 0;                                                                          \
        (void)unused, (void)A;                                                                 \
        for (; i + WIDTH <= n; i += WIDTH) {                                                   \
            lane G = LOAD(g + i), V = LOAD(v + i);                                             \
            V = SQUARE;                                                                        \
            STORE(v + i, V);                                                                   \
            STORE(p + i, LOAD(p + i) - STEP * G / (ROOT(V) + EPSILON));                        \
        }                                                                                      \
        for (; i < n; i++) {                                                                   \
            v[i] = a * v[i] + c * g[i] * g[i];                                                 \
            p[i] -= step * g[i] / (scalar_sqrt(v[i]) + epsilon);                               \
        }                                                                                      \
    }

LOOP(rmsprop_exact, A *V + C *G *G, SQRT)
LOOP(rmsprop_fast, FMA(C, FMA(G, G, -V), V), fast_sqrt)
