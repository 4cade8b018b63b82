using System.Numerics;
using FusedOpt.Networks;

namespace FusedOpt;

public static partial class Functional
{
    /// <summary>The rectified linear unit: x &gt; 0 ? x : 0, which is 0 for NaN.</summary>
    /// <param name="x">A number, or the numbers of a vector or matrix.</param>
    public static T Relu<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x > T.Zero ? x : T.Zero;

    /// <inheritdoc cref="Relu{T}(T)"/>
    public static Vec<T> Relu<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Relu, x);

    /// <inheritdoc cref="Relu{T}(T)"/>
    public static Mat<T> Relu<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Relu, x);

    /// <summary>The logistic function, 1 / (1 + e^-x).</summary>
    /// <remarks>
    /// With e = Exp(x &gt; 0 ? -x : x), which never overflows, and s = 1 / (1 + e): x &gt; 0 ? s : e * s.
    /// </remarks>
    /// <param name="x">A number, or the numbers of a vector or matrix.</param>
    public static T Sigmoid<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T e = ExpOfMinusAbs(x);
        T s = T.One / (T.One + e);
        return x > T.Zero ? s : e * s;
    }

    /// <inheritdoc cref="Sigmoid{T}(T)"/>
    public static Vec<T> Sigmoid<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Sigmoid, x);

    /// <inheritdoc cref="Sigmoid{T}(T)"/>
    public static Mat<T> Sigmoid<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Sigmoid, x);

    /// <summary>The logarithm of the logistic function, -log(1 + e^-x).</summary>
    /// <remarks>
    /// With e = Exp(x &gt; 0 ? -x : x), which never overflows, and l = Log(1 + e): x &gt; 0 ? -l : x - l. The rounding of 1 + e leaves an
    /// absolute error of half an ulp of 1: where e is less, the result for a positive x is 0.
    /// </remarks>
    /// <param name="x">A number, or the numbers of a vector or matrix.</param>
    public static T LogSigmoid<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T l = LogOfOnePlusExp(x);
        return x > T.Zero ? -l : x - l;
    }

    /// <inheritdoc cref="LogSigmoid{T}(T)"/>
    public static Vec<T> LogSigmoid<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(LogSigmoid, x);

    /// <inheritdoc cref="LogSigmoid{T}(T)"/>
    public static Mat<T> LogSigmoid<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(LogSigmoid, x);

    /// <summary>A smooth form of the rectified linear unit, log(1 + e^x).</summary>
    /// <remarks>
    /// With e = Exp(x &gt; 0 ? -x : x), which never overflows, and l = Log(1 + e): x &gt; 0 ? x + l : l. The rounding of 1 + e leaves an
    /// absolute error of half an ulp of 1: where e is less, the result for a negative x is 0.
    /// </remarks>
    /// <param name="x">A number, or the numbers of a vector or matrix.</param>
    public static T Softplus<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T l = LogOfOnePlusExp(x);
        return x > T.Zero ? x + l : l;
    }

    /// <inheritdoc cref="Softplus{T}(T)"/>
    public static Vec<T> Softplus<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Softplus, x);

    /// <inheritdoc cref="Softplus{T}(T)"/>
    public static Mat<T> Softplus<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Softplus, x);

    /// <summary>The sigmoid linear unit: x * Sigmoid(x) (Elfwing, Uchibe and Doya, 2018).</summary>
    /// <param name="x">A number, or the numbers of a vector or matrix.</param>
    public static T Silu<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * Sigmoid(x);

    /// <inheritdoc cref="Silu{T}(T)"/>
    public static Vec<T> Silu<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Silu, x);

    /// <inheritdoc cref="Silu{T}(T)"/>
    public static Mat<T> Silu<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Silu, x);

    /// <summary>
    /// The Gaussian error linear unit in its tanh form (Hendrycks and Gimpel, 2016), written so that its negative tail does not cancel.
    /// </summary>
    /// <remarks>
    /// x / 2 * (1 + tanh(u)) = x * Sigmoid(2 u) with u = sqrt(2 / pi) * (x + 0.044715 x^3). In floats, 1 + tanh(u) has lost its digits at
    /// x = -5. Computed as inner = x + 0.044715 * ((x * x) * x), and then x * Sigmoid(1.5957691216057308 * inner). The relative error of
    /// the tail is the absolute error of Exp's argument: less than 2e-5 for a float down to -8.
    /// </remarks>
    /// <param name="x">A number, or the numbers of a vector or matrix.</param>
    public static T Gelu<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T inner = x + T.CreateChecked(0.044715) * (x * x * x);
        return x * Sigmoid(T.CreateChecked(1.5957691216057308) * inner);
    }

    /// <inheritdoc cref="Gelu{T}(T)"/>
    public static Vec<T> Gelu<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Gelu, x);

    /// <inheritdoc cref="Gelu{T}(T)"/>
    public static Mat<T> Gelu<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Gelu, x);

    // The argument is never positive, so that the result is at most 1.
    private static T ExpOfMinusAbs<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Exp(x > T.Zero ? -x : x);

    private static T LogOfOnePlusExp<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Log(T.One + ExpOfMinusAbs(x));
}
