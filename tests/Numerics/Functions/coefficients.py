"""The coefficients of src/Runtime/Functions: interpolation at the Chebyshev nodes, rounded to double. python3 with mpmath."""
from mpmath import mp, mpf, chebyfit, polyval, exp, log, sqrt, atan, atanh, cbrt, floor

mp.prec = 400


def fit(name, function, low, high, terms, weight):
    coefficients = chebyfit(function, [low, high], terms)[::-1]
    rounded = [float(c) for c in coefficients]
    worst = max(abs((polyval([mpf(c) for c in rounded[::-1]], x) - function(x)) * weight(x))
                for x in (low + (high - low) * i / 2000 for i in range(2001)) if x != 0)
    print(f"{name}: weighted error 2^{float(log(worst, 2)):.1f}")
    for c in rounded:
        print("   ", repr(c))


def split(name, value, bits):
    scale = mpf(2) ** (bits - 1 - floor(log(value, 2)))
    high = floor(value * scale) / scale
    print(f"{name}: {float(high)!r} + {float(value - high)!r}")


half_ln2 = log(2) / 2 * mpf("1.0001")


def rest(r):
    return (exp(r) - 1 - r - r**2 / 2) / r**3 if abs(r) > mpf(10)**-25 else mpf(1) / 6


fit("Exp.Rest (e^r - 1 - r - r^2 / 2) / r^3", rest, -half_ln2, half_ln2, 9, lambda r: r**3)

s = (sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)
zmax = s**2 * mpf("1.0001")


def logarithm(z):
    r = sqrt(z)
    return (2 * atanh(r) / r - 2) / z if z > mpf(10)**-30 else mpf(2) / 3


fit("Log.OfPositive (2 atanh(s) / s - 2) / s^2, z = s^2", logarithm, mpf(0), zmax, 7, lambda z: z / 2)


def tail(z):
    r = sqrt(z)
    return (3 * atanh(r) / r - 3 - z) / z**2 if z > mpf(10)**-25 else mpf(3) / 5


fit("Pow.LogOf (3 atanh(s) / s - 3 - z) / z^2, z = s^2", tail, mpf(0), zmax, 8, lambda z: z**2 / 3)


def arc(z):
    r = sqrt(z)
    return (atan(r) / r - 1) / z if z > mpf(10)**-30 else -mpf(1) / 3


fit("Atan2 (atan(q) / q - 1) / z, z = q^2", arc, mpf(0), mpf("0.25"), 13, lambda z: z)
fit("Cbrt m^(1/3)", cbrt, mpf(1), mpf(2), 7, lambda m: 1 / cbrt(m))
split("ln 2", log(2), 40)
split("2/3", mpf(2) / 3, 26)
split("pi/4", mp.pi / 4, 50)
for n, v in (("log2 e", 1 / log(2)), ("2^(1/3)", cbrt(2)), ("2^(2/3)", cbrt(4)), ("sqrt 2", sqrt(2))):
    print(f"{n}: {float(v)!r}")
