// The widest vectors that the machine has, over REAL: 512 bits, or 256. GCC's operators on them round once each, since contraction is off.
#include <immintrin.h>
#include <math.h>
#include <stddef.h>

#if defined(__AVX512F__) && !defined(DOUBLE)
typedef float real;
typedef __m512 lane;
#define LOAD(x) _mm512_loadu_ps(x)
#define STORE(x, y) _mm512_storeu_ps(x, y)
#define SET(x) _mm512_set1_ps((float)(x))
#define SQRT(x) _mm512_sqrt_ps(x)
#define FMA(x, y, z) _mm512_fmadd_ps(x, y, z)
#define FNMA(x, y, z) _mm512_fnmadd_ps(x, y, z)
#define SIGN(x) sign512(x)
static inline lane sign512(lane x)
{
    lane ones = _mm512_mask_mov_ps(_mm512_setzero_ps(), _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_GT_OQ), _mm512_set1_ps(1));
    return _mm512_mask_mov_ps(ones, _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_LT_OQ), _mm512_set1_ps(-1));
}
#elif defined(__AVX512F__)
typedef double real;
typedef __m512d lane;
#define LOAD(x) _mm512_loadu_pd(x)
#define STORE(x, y) _mm512_storeu_pd(x, y)
#define SET(x) _mm512_set1_pd(x)
#define SQRT(x) _mm512_sqrt_pd(x)
#define FMA(x, y, z) _mm512_fmadd_pd(x, y, z)
#define FNMA(x, y, z) _mm512_fnmadd_pd(x, y, z)
#elif defined(__AVX2__) && !defined(DOUBLE)
typedef float real;
typedef __m256 lane;
#define LOAD(x) _mm256_loadu_ps(x)
#define STORE(x, y) _mm256_storeu_ps(x, y)
#define SET(x) _mm256_set1_ps((float)(x))
#define SQRT(x) _mm256_sqrt_ps(x)
#define FMA(x, y, z) _mm256_fmadd_ps(x, y, z)
#define FNMA(x, y, z) _mm256_fnmadd_ps(x, y, z)
#define SIGN(x) sign256(x)
static inline lane sign256(lane x)
{
    lane above = _mm256_and_ps(_mm256_cmp_ps(x, _mm256_setzero_ps(), _CMP_GT_OQ), _mm256_set1_ps(1));
    return _mm256_or_ps(above, _mm256_and_ps(_mm256_cmp_ps(x, _mm256_setzero_ps(), _CMP_LT_OQ), _mm256_set1_ps(-1)));
}
#elif defined(__AVX2__)
typedef double real;
typedef __m256d lane;
#define LOAD(x) _mm256_loadu_pd(x)
#define STORE(x, y) _mm256_storeu_pd(x, y)
#define SET(x) _mm256_set1_pd(x)
#define SQRT(x) _mm256_sqrt_pd(x)
#define FMA(x, y, z) _mm256_fmadd_pd(x, y, z)
#define FNMA(x, y, z) _mm256_fnmadd_pd(x, y, z)
#else
#error "these loops are for AVX2 and AVX-512"
#endif

#define WIDTH (sizeof(lane) / sizeof(real))

// The square root: 14 bits of the reciprocal and one Newton step give 27, where that is faster than the divider: not in 256 bits, not in double.
static inline lane fast_sqrt(lane x)
{
#if defined(__AVX512F__) && !defined(DOUBLE)
    x = _mm512_max_ps(x, SET(1.2e-38f));
    lane reciprocal = _mm512_rsqrt14_ps(x), root = x * reciprocal;
    return FMA(reciprocal * SET(0.5f), FNMA(root, root, x), root);
#else
    return SQRT(x);
#endif
}

static inline real scalar_sqrt(real x)
{
    return __builtin_sqrt(x);
}
