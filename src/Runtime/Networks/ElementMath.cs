using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace FusedOpt.Networks;

/// <summary>
/// Functions and reductions of the library for float and double, for code that is generic over both. A float is never computed in double
/// and rounded except where the library's function says so.
/// </summary>
internal static class ElementMath
{
    /// <summary>e^x, as <see cref="RuleMath"/> has it.</summary>
    public static T Exp<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        IsSingle<T>() ? T.CreateChecked(RuleMath.Exp(float.CreateChecked(x))) : T.CreateChecked(RuleMath.Exp(double.CreateChecked(x)));

    /// <summary>The natural logarithm, as <see cref="RuleMath"/> has it.</summary>
    public static T Log<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        IsSingle<T>() ? T.CreateChecked(RuleMath.Log(float.CreateChecked(x))) : T.CreateChecked(RuleMath.Log(double.CreateChecked(x)));

    /// <summary>The hyperbolic tangent, as <see cref="RuleMath"/> has it.</summary>
    public static T Tanh<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        IsSingle<T>() ? T.CreateChecked(RuleMath.Tanh(float.CreateChecked(x))) : T.CreateChecked(RuleMath.Tanh(double.CreateChecked(x)));

    /// <summary>The sum, rounded once.</summary>
    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateChecked(
            IsSingle<T>()
                ? CompilerServices.Sum.Compute(MemoryMarshal.Cast<T, float>(x))
                : CompilerServices.Sum.Compute(MemoryMarshal.Cast<T, double>(x)));

    /// <summary>The mean, rounded once.</summary>
    public static T Mean<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateChecked(
            IsSingle<T>()
                ? CompilerServices.Mean.Compute(MemoryMarshal.Cast<T, float>(x))
                : CompilerServices.Mean.Compute(MemoryMarshal.Cast<T, double>(x)));

    /// <summary>The largest element.</summary>
    public static T Max<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateChecked(
            IsSingle<T>()
                ? Maximum.Compute(MemoryMarshal.Cast<T, float>(x))
                : Maximum.Compute(MemoryMarshal.Cast<T, double>(x)));

    /// <summary>The Euclidean norm, rounded once; the largest number of the type where the norm is beyond.</summary>
    public static T Norm<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!IsSingle<T>())
            return T.CreateChecked(CompilerServices.Norm.Compute(MemoryMarshal.Cast<T, double>(x)));
        Norm norm = default;
        norm.Add(MemoryMarshal.Cast<T, float>(x));
        return T.CreateChecked(norm.SingleResult);
    }

    private static bool IsSingle<T>() => typeof(T) == typeof(float)
        || (typeof(T) == typeof(double)
            ? false
            : throw new NotSupportedException($"{typeof(T)} is no type of parameters: this function takes float and double."));
}
