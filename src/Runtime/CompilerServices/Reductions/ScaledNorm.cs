using System;
using System.Numerics;

namespace FusedOpt.CompilerServices;

/// <summary>A Euclidean norm, which may lie beyond the range of doubles.</summary>
/// <param name="root">The norm, scaled.</param>
/// <param name="band">-1 where it is scaled by 2^600, 1 where it is scaled by 2^-600; see <see cref="ScaledSum"/>.</param>
internal readonly struct ScaledNorm(double root, int band = 0)
{
    /// <summary>Returns true if all elements are finite.</summary>
    public bool IsFinite => double.IsFinite(root);

    /// <summary>The norm times a factor, rounded; the largest double where that is beyond, unless an element is infinite.</summary>
    public double Times(double factor)
    {
        double product = factor * root;
        double norm = band == 0 ? product : product * ScaledSum.Factor(-band);
        return double.IsPositiveInfinity(norm) && IsFinite ? double.MaxValue : norm;
    }

    /// <summary>The norm in a type; the largest number of that type where the norm is beyond, unless an element is infinite.</summary>
    public T To<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T norm = T.CreateChecked(Times(1));
        return T.IsPositiveInfinity(norm) && IsFinite ? Greatest<T>() : norm;
    }

    private static T Greatest<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.BitDecrement(T.PositiveInfinity);

    /// <summary>A number divided by the norm, which may be beyond the range of doubles.</summary>
    public double Divide(double numerator) => numerator / root * ScaledSum.Factor(band);
}
