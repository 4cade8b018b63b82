using System;
using System.Numerics;
using FusedOpt.Networks;

namespace FusedOpt;

public static partial class Functional
{
    /// <summary>
    /// The cross-entropy of a class: minus the logarithm of its softmax. With m = Max(scores),
    /// Log(Sum(Exp(scores - m))) - (scores[label] - m), which is finite where the softmax underflows.
    /// </summary>
    /// <param name="scores">The scores of the classes, of any sum and sign.</param>
    /// <param name="label">The class that is right, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public static T CrossEntropy<T>(Vec<T> scores, int label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Refused.OutOfRange(nameof(label), -1, label, scores.Length, "classes");
        return LossOfClass(scores, label);
    }

    /// <summary>The mean of the rows' <see cref="CrossEntropy{T}(Vec{T}, int)">cross-entropies</see>.</summary>
    /// <param name="scores">A row of scores for each label.</param>
    /// <param name="labels">The classes that are right, from 0 on.</param>
    /// <exception cref="ArgumentException">There are not as many labels as rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public static T CrossEntropy<T>(Mat<T> scores, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (labels.Length != scores.Rows)
            throw new ArgumentException(
                Refused.Text($"There are {labels.Length} labels: scores of {scores.Rows} rows need {scores.Rows}."), nameof(labels));
        T[] losses = new T[labels.Length];
        for (int row = 0; row < losses.Length; row++)
        {
            Refused.OutOfRange(nameof(labels), row, labels[row], scores.Columns, "classes");
            losses[row] = LossOfClass(scores.Row(row), labels[row]);
        }

        return Mean(Vec<T>.Wrap(losses));
    }

    /// <summary>The sum of the squared differences: with d = a - b, Sum(d * d); of two numbers, d * d.</summary>
    /// <param name="a">A number or a vector.</param>
    /// <param name="b">A number, or a vector of the same length.</param>
    /// <exception cref="ArgumentException">The lengths are not equal.</exception>
    public static T SquaredError<T>(Vec<T> a, Vec<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sum(Square(a - b));

    /// <inheritdoc cref="SquaredError{T}(Vec{T}, Vec{T})"/>
    public static T SquaredError<T>(T a, T b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Square(a - b);

    /// <summary>The mean of the squared differences: with d = a - b, Mean(d * d); of two numbers, d * d.</summary>
    /// <inheritdoc cref="SquaredError{T}(Vec{T}, Vec{T})"/>
    public static T MeanSquaredError<T>(Vec<T> a, Vec<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Mean(Square(a - b));

    /// <inheritdoc cref="MeanSquaredError{T}(Vec{T}, Vec{T})"/>
    public static T MeanSquaredError<T>(T a, T b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Square(a - b);

    private static T LossOfClass<T>(Vec<T> scores, int label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T max = Max(scores);
        return Log(Sum(Exp(scores - max))) - (scores[label] - max);
    }
}
