using System;
using System.Numerics;
using FusedOpt.Networks;

namespace FusedOpt;

public static partial class Functional
{
    /// <summary>
    /// Numbers from 0 to 1 that add up to 1, as e^x is to the sum over all elements: with e = Exp(x - Max(x)), which never overflows,
    /// e / Sum(e).
    /// </summary>
    /// <param name="x">A vector, or a matrix for each of its rows.</param>
    public static Vec<T> Softmax<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vec<T> e = Exp(x - Max(x));
        return e / Sum(e);
    }

    /// <inheritdoc cref="Softmax{T}(Vec{T})"/>
    public static Mat<T> Softmax<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MapRows(Softmax, x);

    /// <summary>
    /// The logarithm of <see cref="Softmax{T}(Vec{T})">Softmax</see>, finite where that underflows: with z = x - Max(x),
    /// z - Log(Sum(Exp(z))).
    /// </summary>
    /// <param name="x">A vector, or a matrix for each of its rows.</param>
    public static Vec<T> LogSoftmax<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vec<T> z = x - Max(x);
        return z - Log(Sum(Exp(z)));
    }

    /// <inheritdoc cref="LogSoftmax{T}(Vec{T})"/>
    public static Mat<T> LogSoftmax<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MapRows(LogSoftmax, x);

    /// <summary>
    /// Layer normalization (Ba, Kiros and Hinton, 2016): with c = x - Mean(x), d = c - Mean(c) and inverse = 1 / Sqrt(Mean(d * d) +
    /// epsilon), (d * inverse) * gain + bias. The variance is never negative.
    /// </summary>
    /// <remarks>
    /// The first mean is rounded to the type of the elements, which would shift a row of floats around 10,000 by up to 2^-11; the mean of
    /// the differences takes that shift away.
    /// </remarks>
    /// <param name="x">A vector, or a matrix for each of its rows.</param>
    /// <param name="gain">A factor for each element of a row.</param>
    /// <param name="bias">A term that is added to each element of a row.</param>
    /// <param name="epsilon">A number that is rounded to the type of the elements and added to the variance, under the root.</param>
    /// <exception cref="ArgumentException">The gain or the bias does not have as many elements as a row.</exception>
    public static Vec<T> LayerNorm<T>(Vec<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> bias, double epsilon = 1e-5)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Refused.OtherLength(nameof(gain), gain.Length, x.Length);
        Refused.OtherLength(nameof(bias), bias.Length, x.Length);
        Vec<T> c = x - Mean(x), d = c - Mean(c);
        T inverse = T.One / Sqrt(Mean(d * d) + T.CreateChecked(epsilon));
        return d * inverse * new Vec<T>(gain) + new Vec<T>(bias);
    }

    /// <inheritdoc cref="LayerNorm{T}(Vec{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, double)"/>
    public static Mat<T> LayerNorm<T>(Mat<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> bias, double epsilon = 1e-5)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Refused.OtherLength(nameof(gain), gain.Length, x.Columns);
        Refused.OtherLength(nameof(bias), bias.Length, x.Columns);
        T[] gains = gain.ToArray(), biases = bias.ToArray();
        return MapRows(row => LayerNorm(row, gains, biases, epsilon), x);
    }

    /// <summary>
    /// Root mean square normalization (Zhang and Sennrich, 2019): with inverse = 1 / Sqrt(Mean(x * x) + epsilon), (x * inverse) * gain.
    /// </summary>
    /// <param name="x">A vector, or a matrix for each of its rows.</param>
    /// <param name="gain">A factor for each element of a row.</param>
    /// <param name="epsilon">A number that is rounded to the type of the elements and added to the mean, under the root.</param>
    /// <exception cref="ArgumentException">The gain does not have as many elements as a row.</exception>
    public static Vec<T> RmsNorm<T>(Vec<T> x, ReadOnlySpan<T> gain, double epsilon = 1e-6)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Refused.OtherLength(nameof(gain), gain.Length, x.Length);
        T inverse = T.One / Sqrt(Mean(x * x) + T.CreateChecked(epsilon));
        return x * inverse * new Vec<T>(gain);
    }

    /// <inheritdoc cref="RmsNorm{T}(Vec{T}, ReadOnlySpan{T}, double)"/>
    public static Mat<T> RmsNorm<T>(Mat<T> x, ReadOnlySpan<T> gain, double epsilon = 1e-6)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Refused.OtherLength(nameof(gain), gain.Length, x.Columns);
        T[] gains = gain.ToArray();
        return MapRows(row => RmsNorm(row, gains, epsilon), x);
    }
}
