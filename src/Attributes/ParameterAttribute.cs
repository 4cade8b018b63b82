using System;

namespace FusedOpt;

/// <summary>Gives the elements of a one-dimensional array the shape of a matrix, stored row by row.</summary>
/// <remarks>
/// What an optimizer makes of a matrix differs from what it makes of a vector where its rule says so: Adafactor keeps a second moment for each row
/// and each column instead of each element.
/// </remarks>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>A matrix. The array must have <paramref name="rows"/> times <paramref name="columns"/> elements.</summary>
    /// <param name="rows">The number of rows. At least 1.</param>
    /// <param name="columns">The number of columns. At least 1.</param>
    public ParameterAttribute(int rows, int columns) => (Rows, Columns) = (rows, columns);

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }
}
