// Adam, and with a shrinkage AdamW. uniforms: step size, epsilon hat, shrinkage.
#include "lanes.h"

#define LOOP(NAME, SHRINK, FIRST, SECOND, MOVE)                                                                                  \
    void NAME(real *p, const real *g, real *m, real *v, size_t n, const double *uniforms)                                         \
    {                                                                                                                             \
        const real c1 = (real)(1 - 0.9), b2 = (real)0.999, c2 = (real)(1 - 0.999);                                                \
        const real step = (real)uniforms[0], epsilon = (real)uniforms[1], shrinkage = (real)uniforms[2];                          \
        const lane C1 = SET(c1), B2 = SET(b2), C2 = SET(c2), STEP = SET(step), EPSILON = SET(epsilon), SHRINKAGE = SET(shrinkage); \
        size_t i = 0;                                                                                                             \
        (void)shrinkage, (void)SHRINKAGE, (void)B2;                                                                               \
        for (; i + WIDTH <= n; i += WIDTH) {                                                                                      \
            lane P = LOAD(p + i), G = LOAD(g + i), M = LOAD(m + i), V = LOAD(v + i);                                              \
            SHRINK;                                                                                                               \
            M = FIRST;                                                                                                            \
            V = SECOND;                                                                                                           \
            P = MOVE;                                                                                                             \
            STORE(m + i, M);                                                                                                      \
            STORE(v + i, V);                                                                                                      \
            STORE(p + i, P);                                                                                                      \
        }                                                                                                                         \
        for (; i < n; i++) {                                                                                                      \
            m[i] += c1 * (g[i] - m[i]);                                                                                           \
            v[i] = b2 * v[i] + c2 * g[i] * g[i];                                                                                  \
            p[i] = p[i] * shrinkage - step * m[i] / (scalar_sqrt(v[i]) + epsilon);                                                \
        }                                                                                                                         \
    }

#define EXACT_FIRST M + C1 *(G - M)
#define EXACT_SECOND B2 *V + C2 *G *G
#define EXACT_MOVE P - STEP *M / (SQRT(V) + EPSILON)
#define FAST_FIRST FMA(C1, G - M, M)
#define FAST_SECOND FMA(C2, FMA(G, G, -V), V)
#define FAST_MOVE P - STEP *M / (fast_sqrt(V) + EPSILON)

LOOP(adam_exact, (void)0, EXACT_FIRST, EXACT_SECOND, EXACT_MOVE)
LOOP(adam_fast, (void)0, FAST_FIRST, FAST_SECOND, FAST_MOVE)
LOOP(adamw_exact, P *= SHRINKAGE, EXACT_FIRST, EXACT_SECOND, EXACT_MOVE)
LOOP(adamw_fast, P *= SHRINKAGE, FAST_FIRST, FAST_SECOND, FAST_MOVE)
