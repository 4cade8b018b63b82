// Adam with its state in codes of 8 bits, block by block through the first-level cache: as docs/state.md defines it, 64 codes at a time. Needs AVX-512 with its instructions for bytes, and whole blocks.
// Of each state there are codes, and a scale for each 256. uniforms: step size, epsilon hat.
#include "lanes.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__AVX512VBMI__) && defined(__AVX512DQ__) && !defined(DOUBLE)
enum { PART = 512, BLOCK = 256, DECADES = 7 };

typedef __m512i words;

// The values of codes, a byte of each after the other; and of 32 octaves the lines at their lower and upper ends.
typedef struct {
    uint8_t planes[4][256];
    uint16_t lower[2][32], upper[2][32], zero;
} map;

static map of_either_sign, never_negative;

static void make(map *to, int is_signed)
{
    double positive[256], slopes[DECADES + 1], intercepts[DECADES + 1], ends[DECADES];
    int zero = is_signed ? 127 : 0;
    positive[0] = 0;
    for (int i = 0; i < DECADES; i++) {
        int count = (is_signed ? 1 : 2) << i, first = is_signed ? count : count - 1;
        double end = pow(10, i + 1 - DECADES), width = 0.9 * end / count;
        for (int k = 0; k < count; k++)
            positive[first + k] = 0.1 * end + (k + 0.5) * width;
        slopes[i + 1] = 1 / width;
        intercepts[i + 1] = zero + first - count / 9.0;
        ends[i] = end;
    }
    double border = positive[1] / 2, next = is_signed ? ends[0] : (positive[1] + positive[2]) / 2;
    slopes[0] = 1 / (next - border);
    intercepts[0] = zero + 1 - border / (next - border);
    positive[255 - zero] = 1;
    for (int code = 0; code < 256; code++) {
        float value = (float)(code < zero ? -positive[zero - code] : positive[code - zero]);
        for (int i = 0; i < 4; i++)
            to->planes[i][code] = ((uint8_t *)&value)[i];
    }
    for (int i = 0; i < 32; i++) {
        double start = ldexp(1, i - 31);
        for (int is_upper = 0; is_upper < 2; is_upper++) {
            double share = is_upper ? nextafter(2 * start, 0) : start;
            int line = 0;
            if (share >= next)
                for (line = 1; line < DECADES && ends[line - 1] < share; line++) {
                }
            uint16_t(*lines)[32] = is_upper ? to->upper : to->lower;
            lines[0][i] = (uint16_t)nearbyint(256 * (intercepts[line] + slopes[line] * start));
            lines[1][i] = i < 31 ? (uint16_t)nearbyint(256 * slopes[line] * start) : 0;
        }
    }
    to->zero = (uint16_t)zero;
}

__attribute__((constructor)) static void make_maps(void)
{
    make(&of_either_sign, 1);
    make(&never_negative, 0);
}

static inline words plane(const uint8_t *table, words code, __mmask64 is_late)
{
    words early = _mm512_permutex2var_epi8(_mm512_loadu_si512(table), code, _mm512_loadu_si512(table + 64));
    words late = _mm512_permutex2var_epi8(_mm512_loadu_si512(table + 128), code, _mm512_loadu_si512(table + 192));
    return _mm512_mask_blend_epi8(is_late, early, late);
}

static __attribute__((noinline)) void widen(const map *of, const uint8_t *codes, const float *scales, float *to)
{
    words order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    for (size_t i = 0; i < PART; i += 64) {
        words code = _mm512_permutexvar_epi32(order, _mm512_loadu_si512(codes + i));
        __mmask64 is_late = _mm512_movepi8_mask(code);
        words a = plane(of->planes[0], code, is_late), b = plane(of->planes[1], code, is_late), c = plane(of->planes[2], code, is_late), d = plane(of->planes[3], code, is_late);
        words low = _mm512_unpacklo_epi8(a, b), low_next = _mm512_unpackhi_epi8(a, b), high = _mm512_unpacklo_epi8(c, d), high_next = _mm512_unpackhi_epi8(c, d);
        lane scale = _mm512_set1_ps(scales[i / BLOCK]);
        STORE(to + i, (lane)_mm512_unpacklo_epi16(low, high) * scale);
        STORE(to + i + 16, (lane)_mm512_unpackhi_epi16(low, high) * scale);
        STORE(to + i + 32, (lane)_mm512_unpacklo_epi16(low_next, high_next) * scale);
        STORE(to + i + 48, (lane)_mm512_unpackhi_epi16(low_next, high_next) * scale);
    }
}

static inline lane flushed(lane x)
{
    return _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(_mm512_abs_ps(x), SET(1.17549435e-38f), _CMP_NLT_UQ), x);
}

static __attribute__((noinline)) void update(real *p, const real *g, real *m, real *v, const double *uniforms)
{
    const lane C1 = SET((real)(1 - 0.9)), B2 = SET((real)0.999), C2 = SET((real)(1 - 0.999)), STEP = SET((real)uniforms[0]), EPSILON = SET((real)uniforms[1]);
    for (size_t i = 0; i < PART; i += WIDTH) {
        lane P = LOAD(p + i), G = LOAD(g + i), M = LOAD(m + i), V = LOAD(v + i);
        M = M + C1 * (G - M);
        V = B2 * V + C2 * G * G;
        P = P - STEP * M / (SQRT(V) + EPSILON);
        STORE(m + i, flushed(M));
        STORE(v + i, flushed(V));
        STORE(p + i, P);
    }
}

static __attribute__((noinline)) void measure(const float *x, float *scales, float *inverses)
{
    const words magnitude = _mm512_set1_epi32(0x7FFFFFFF);
    for (size_t block = 0; block < PART / BLOCK; block++) {
        words most = _mm512_setzero_si512();
        for (size_t i = block * BLOCK; i < (block + 1) * BLOCK; i += WIDTH)
            most = _mm512_max_epi32(most, _mm512_and_si512(magnitude, _mm512_loadu_si512(x + i)));
        int bits = _mm512_reduce_max_epi32(most);
        float largest;
        memcpy(&largest, &bits, sizeof largest);
        scales[block] = bits < 0x00800000 ? 0 : bits < 0x7F800000 ? largest : NAN;
        inverses[block] = (1 + 1.0f / (1 << 21)) / scales[block];
    }
}

static inline words at(const uint16_t line[2][32], words octave, words fraction)
{
    return _mm512_add_epi16(_mm512_permutexvar_epi16(octave, _mm512_loadu_si512(line[0])), _mm512_mulhi_epu16(fraction, _mm512_permutexvar_epi16(octave, _mm512_loadu_si512(line[1]))));
}

static inline words points(const map *of, lane first, lane second)
{
    static const uint16_t upper[32] = {1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45, 47, 49, 51, 53, 55, 57, 59, 61, 63};
    static const uint16_t lower[32] = {0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50, 52, 54, 56, 58, 60, 62};
    const lane least = SET(1.0f / (1u << 31));
    words a = _mm512_rol_epi32((words)_mm512_range_ps(first, least, 3), 9), b = _mm512_rol_epi32((words)_mm512_range_ps(second, least, 3), 9);
    words fraction = _mm512_permutex2var_epi16(a, _mm512_loadu_si512(upper), b), octave = _mm512_permutex2var_epi16(a, _mm512_loadu_si512(lower), b);
    words point = _mm512_min_epu16(at(of->lower, octave, fraction), at(of->upper, octave, fraction));
    return of->zero == 0 ? point : _mm512_mask_subs_epu16(point, _mm512_test_epi16_mask(octave, _mm512_set1_epi16(0x100)), _mm512_set1_epi16((short)(2 * of->zero << 8 | 0xFF)), point);
}

static inline void round_as(const map *of, const float *x, const float *scales, const float *inverses, uint8_t *codes)
{
    uint8_t upper[64];
    for (int i = 0; i < 64; i++)
        upper[i] = (uint8_t)(2 * i + 1);
    words bytes = _mm512_loadu_si512(upper);
    for (size_t i = 0; i < PART; i += 64) {
        lane inverse = _mm512_set1_ps(inverses[i / BLOCK]);
        words first = points(of, LOAD(x + i) * inverse, LOAD(x + i + 16) * inverse), second = points(of, LOAD(x + i + 32) * inverse, LOAD(x + i + 48) * inverse);
        words code = _mm512_permutex2var_epi8(first, bytes, second);
        _mm512_storeu_si512(codes + i, scales[i / BLOCK] > 0 ? code : _mm512_set1_epi8((char)of->zero));
    }
}

static __attribute__((noinline)) void round_either(const float *x, const float *scales, const float *inverses, uint8_t *codes)
{
    round_as(&of_either_sign, x, scales, inverses, codes);
}

static __attribute__((noinline)) void round_positive(const float *x, const float *scales, const float *inverses, uint8_t *codes)
{
    round_as(&never_negative, x, scales, inverses, codes);
}

void adam_block8(real *p, const real *g, uint8_t *first_codes, float *first_scales, uint8_t *second_codes, float *second_scales, size_t n, const double *uniforms)
{
    float first[PART] __attribute__((aligned(64))), second[PART] __attribute__((aligned(64))), inverses[2][PART / BLOCK];
    for (size_t i = 0; i + PART <= n; i += PART) {
        size_t block = i / BLOCK;
        widen(&of_either_sign, first_codes + i, first_scales + block, first);
        widen(&never_negative, second_codes + i, second_scales + block, second);
        update(p + i, g + i, first, second, uniforms);
        measure(first, first_scales + block, inverses[0]);
        measure(second, second_scales + block, inverses[1]);
        round_either(first, first_scales + block, inverses[0], first_codes + i);
        round_positive(second, second_scales + block, inverses[1], second_codes + i);
    }
}
#endif
