using System.Numerics;
using FusedOpt.Networks;

namespace FusedOpt;

public static partial class Functional
{
    /// <summary>e^x, as <see cref="RuleMath.Exp(float)"/> has it.</summary>
    /// <param name="x">A number, or the numbers of a vector or matrix.</param>
    public static T Exp<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementMath.Exp(x);

    /// <inheritdoc cref="Exp{T}(T)"/>
    public static Vec<T> Exp<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Exp, x);

    /// <inheritdoc cref="Exp{T}(T)"/>
    public static Mat<T> Exp<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Exp, x);

    /// <summary>The natural logarithm, as <see cref="RuleMath.Log(float)"/> has it.</summary>
    /// <param name="x">A number, or the numbers of a vector or matrix.</param>
    public static T Log<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementMath.Log(x);

    /// <inheritdoc cref="Log{T}(T)"/>
    public static Vec<T> Log<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Log, x);

    /// <inheritdoc cref="Log{T}(T)"/>
    public static Mat<T> Log<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Log, x);

    /// <summary>The hyperbolic tangent, as <see cref="RuleMath.Tanh(float)"/> has it.</summary>
    /// <param name="x">A number, or the numbers of a vector or matrix.</param>
    public static T Tanh<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementMath.Tanh(x);

    /// <inheritdoc cref="Tanh{T}(T)"/>
    public static Vec<T> Tanh<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Tanh, x);

    /// <inheritdoc cref="Tanh{T}(T)"/>
    public static Mat<T> Tanh<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Tanh, x);

    /// <summary>The square root, rounded once; NaN of negative numbers.</summary>
    /// <param name="x">A number, or the numbers of a vector or matrix.</param>
    public static T Sqrt<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Sqrt(x);

    /// <inheritdoc cref="Sqrt{T}(T)"/>
    public static Vec<T> Sqrt<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Sqrt, x);

    /// <inheritdoc cref="Sqrt{T}(T)"/>
    public static Mat<T> Sqrt<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Sqrt, x);

    /// <summary>The magnitude.</summary>
    /// <param name="x">A number, or the numbers of a vector or matrix.</param>
    public static T Abs<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Abs(x);

    /// <inheritdoc cref="Abs{T}(T)"/>
    public static Vec<T> Abs<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Abs, x);

    /// <inheritdoc cref="Abs{T}(T)"/>
    public static Mat<T> Abs<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Abs, x);

    /// <summary>The square: x * x.</summary>
    /// <param name="x">A number, or the numbers of a vector or matrix.</param>
    public static T Square<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * x;

    /// <inheritdoc cref="Square{T}(T)"/>
    public static Vec<T> Square<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Square, x);

    /// <inheritdoc cref="Square{T}(T)"/>
    public static Mat<T> Square<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(Square, x);
}
