namespace FusedOpt.Generator.Ir;

/// <summary>The shape of a value of a loss, for one example: a matrix of rows and columns.</summary>
/// <param name="Rows">The number of rows; 1 for a vector.</param>
/// <param name="Columns">The number of columns; 1 for a number.</param>
internal readonly record struct ValueShape(int Rows, int Columns)
{
    /// <summary>The shape of a number.</summary>
    public static ValueShape Scalar => new(1, 1);

    /// <summary>True if the value is one number.</summary>
    public bool IsScalar => Rows == 1 && Columns == 1;

    /// <summary>True if the value is a vector, of one element or more.</summary>
    public bool IsVector => Rows == 1;

    /// <summary>The number of elements.</summary>
    public long Count => (long)Rows * Columns;

    /// <summary>Returns the shape of a vector.</summary>
    public static ValueShape Vector(int length) => new(1, length);

    /// <summary>Returns the shape as text: <c>3 x 4</c>, <c>4</c> for a vector, <c>a number</c>.</summary>
    public override string ToString() => IsScalar ? "a number"
        : IsVector ? System.FormattableString.Invariant($"{Columns}")
        : System.FormattableString.Invariant($"{Rows} x {Columns}");
}
