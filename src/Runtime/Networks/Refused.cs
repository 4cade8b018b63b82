using System;
using System.Globalization;

namespace FusedOpt.Networks;

/// <summary>The checks of lengths, shapes and indices that functions of <see cref="Functional"/> make before they compute.</summary>
internal static class Refused
{
    /// <summary>Throws if two vectors have different lengths.</summary>
    public static void UnequalLengths(int left, int right)
    {
        if (left != right)
            throw new ArgumentException(Text($"The vectors have {left} and {right} elements: they need equally many."));
    }

    /// <summary>Throws if two matrices have different shapes.</summary>
    public static void UnequalShapes(int rows, int columns, int otherRows, int otherColumns)
    {
        if (rows != otherRows || columns != otherColumns)
            throw new ArgumentException(
                Text($"The matrices are {rows} x {columns} and {otherRows} x {otherColumns}: they need the same shape."));
    }

    /// <summary>Throws if a vector does not have one element for each column of a matrix.</summary>
    public static void UnequalColumns(int rows, int columns, int length)
    {
        if (columns != length)
            throw new ArgumentException(
                Text($"The vector has {length} elements: a matrix of {rows} x {columns} needs {columns}, one for each column."));
    }

    /// <summary>Throws if a span does not have one element for each element of a vector, or for each column of a matrix.</summary>
    public static void OtherLength(string name, int length, int expected)
    {
        if (length != expected)
            throw new ArgumentException(
                Text($"The {name} has {length} elements: it needs {expected}, one for each element of a row of x."), name);
    }

    /// <summary>Throws if two matrices have no product.</summary>
    public static void UnequalInner(int rows, int columns, int otherRows, int otherColumns)
    {
        if (columns != otherRows)
            throw new ArgumentException(Text($"The matrices are {rows} x {columns} and {otherRows} x {otherColumns}: the second needs ")
                + Text($"{columns} rows, one for each column of the first."));
    }

    /// <summary>Throws if the columns of queries or values cannot be shared by the heads.</summary>
    public static void Heads(int queries, int values, int heads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        if (queries % heads != 0 || values % heads != 0)
            throw new ArgumentException(
                Text($"The queries have {queries} columns and the values {values}: {heads} heads need multiples of {heads}."),
                nameof(heads));
    }

    /// <summary>Throws if an index is not one of a row of a table, or of a class.</summary>
    /// <param name="argument">The name of the argument.</param>
    /// <param name="position">The position among several indices; -1 if there is one.</param>
    /// <param name="value">The index.</param>
    /// <param name="count">The number of rows or classes.</param>
    /// <param name="things">The plural of what is counted.</param>
    public static void OutOfRange(string argument, int position, int value, int count, string things)
    {
        if ((uint)value < (uint)count)
            return;
        string name = position < 0 ? argument : Text($"{argument}[{position}]");
        string range = count == 0 ? "" : Text($", 0 to {count - 1}");
        throw new ArgumentOutOfRangeException(argument, value, Text($"{name} is {value}: there are {count} {things}{range}."));
    }

    /// <summary>A message in the invariant culture.</summary>
    public static string Text(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);
}
