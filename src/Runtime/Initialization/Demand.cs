using System;
using System.Globalization;
using System.Numerics;

namespace FusedOpt.Initialization;

/// <summary>The checks that <see cref="Initialize"/> makes before it writes.</summary>
internal static class Demand
{
    /// <summary>A finite number.</summary>
    public static void Finite(string name, double value)
    {
        if (!double.IsFinite(value))
            throw Refused(name, $"{name} is {value}; it must be finite.");
    }

    /// <summary>A number that can scale a distribution.</summary>
    public static void Scale(string name, double value)
    {
        if (!(value >= 0) || !double.IsFinite(value))
            throw Refused(name, $"{name} is {value}; it must be finite and at least 0.");
    }

    /// <summary>A number of inputs or outputs.</summary>
    public static void Fan(string name, int value)
    {
        if (value < 1)
            throw Refused(name, $"{name} is {value}; it must be at least 1.");
    }

    /// <summary>A number of rows or columns.</summary>
    public static void Dimension(string name, int value)
    {
        if (value < 0)
            throw Refused(name, $"{name} is {value}; it must be at least 0.");
    }

    /// <summary>Demands that a matrix fills its memory.</summary>
    public static void Shape(string name, int length, int rows, int columns)
    {
        if (length != (long)rows * columns)
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{name} has {length} elements, but rows * columns is {rows} * {columns}."),
                name);
    }

    /// <summary>Demands that no value overflows the type to which it is rounded.</summary>
    /// <param name="name">The argument that decides.</param>
    /// <param name="largest">The value furthest from 0.</param>
    public static void Fits<T>(string name, double largest)
        where T : IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(T.CreateTruncating(largest)))
            throw Refused(name, $"{name} is too large: values could exceed the range of {typeof(T).Name}.");
    }

    /// <summary>Makes the exception for an argument out of its range.</summary>
    public static ArgumentOutOfRangeException Refused(string name, FormattableString message) =>
        new(name, message.ToString(CultureInfo.InvariantCulture));
}
