using System;
using System.Numerics;
using FusedOpt.Networks;

namespace FusedOpt;

public static partial class Functional
{
    /// <summary>
    /// A linear layer: y[o] = ((bias[o] + weight[o, 0] x[0]) + weight[o, 1] x[1]) + ..., each product rounded before it is added.
    /// </summary>
    /// <param name="x">The inputs: a vector, or a matrix with inputs in each row.</param>
    /// <param name="weight">A matrix of outputs x inputs, row by row.</param>
    /// <param name="bias">One element for each output.</param>
    /// <returns>One element for each output; of a matrix, a row of them for each row.</returns>
    /// <exception cref="ArgumentException">The weight does not have outputs * inputs elements.</exception>
    public static Vec<T> Linear<T>(Vec<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckWeight(weight.Length, inputs: x.Length, outputs: bias.Length);
        T[] y = bias.ToArray();
        AddProducts(y, x.AsSpan(), weight);
        return Vec<T>.Wrap(y);
    }

    /// <inheritdoc cref="Linear{T}(Vec{T}, ReadOnlySpan{T}, ReadOnlySpan{T})"/>
    public static Mat<T> Linear<T>(Mat<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckWeight(weight.Length, inputs: x.Columns, outputs: bias.Length);
        T[] y = new T[checked(x.Rows * bias.Length)];
        for (int row = 0; row < x.Rows; row++)
        {
            Span<T> results = y.AsSpan(row * bias.Length, bias.Length);
            bias.CopyTo(results);
            AddProducts(results, x.Row(row).AsSpan(), weight);
        }

        return Mat<T>.Wrap(y, x.Rows, bias.Length);
    }

    /// <summary>
    /// A linear layer without a bias: y[o] = ((0 + weight[o, 0] x[0]) + weight[o, 1] x[1]) + ..., each product rounded before it is added.
    /// </summary>
    /// <param name="x">The inputs, at least one: a vector, or a matrix with inputs in each row.</param>
    /// <param name="weight">A matrix of outputs x inputs, row by row. There are as many outputs as it has rows.</param>
    /// <returns>One element for each output; of a matrix, a row of them for each row.</returns>
    /// <exception cref="ArgumentException">There are no inputs, or the weight has no whole number of rows.</exception>
    public static Vec<T> Linear<T>(Vec<T> x, ReadOnlySpan<T> weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[CountOutputs(weight.Length, x.Length)];
        AddProducts(y, x.AsSpan(), weight);
        return Vec<T>.Wrap(y);
    }

    /// <inheritdoc cref="Linear{T}(Vec{T}, ReadOnlySpan{T})"/>
    public static Mat<T> Linear<T>(Mat<T> x, ReadOnlySpan<T> weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Linear(x, weight, new T[CountOutputs(weight.Length, x.Columns)]);

    /// <summary>The sum of the products of two vectors' elements: Sum(a * b).</summary>
    /// <param name="a">A vector.</param>
    /// <param name="b">A vector of the same length.</param>
    /// <exception cref="ArgumentException">The lengths are not equal.</exception>
    public static T Dot<T>(Vec<T> a, Vec<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sum(a * b);

    /// <summary>The product of a matrix and a vector: the <see cref="Dot{T}">dot product</see> of each row and the vector.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="x">A vector with one element for each column.</param>
    /// <returns>One element for each row.</returns>
    /// <exception cref="ArgumentException">The vector's length is not the number of columns.</exception>
    public static Vec<T> MatMul<T>(Mat<T> a, Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => RowSums(a * x);

    private static void CheckWeight(int weight, int inputs, int outputs)
    {
        if (weight != (long)outputs * inputs)
            throw new ArgumentException(
                Refused.Text($"The weight has {weight} elements: {outputs} outputs of {inputs} inputs need {(long)outputs * inputs}."),
                nameof(weight));
    }

    private static int CountOutputs(int weight, int inputs)
    {
        if (inputs == 0)
            throw new ArgumentException("A linear layer without a bias has at least 1 input: x has no elements.");
        if (weight % inputs != 0)
            throw new ArgumentException(
                Refused.Text($"The weight has {weight} elements: rows of {inputs} inputs need a multiple of {inputs}."), nameof(weight));
        return weight / inputs;
    }

    private static void AddProducts<T>(Span<T> y, ReadOnlySpan<T> x, ReadOnlySpan<T> weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int output = 0; output < y.Length; output++)
        {
            ReadOnlySpan<T> row = weight.Slice(output * x.Length, x.Length);
            for (int i = 0; i < row.Length; i++)
                y[output] += row[i] * x[i];
        }
    }
}
