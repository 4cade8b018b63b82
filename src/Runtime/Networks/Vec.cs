using System;
using System.Numerics;
using FusedOpt.Networks;

namespace FusedOpt;

/// <summary>
/// An immutable vector of numbers: a value in a <see cref="LossAttribute">loss</see>, of one example. Operators work element by element,
/// in the type of the elements, and make new vectors.
/// </summary>
/// <typeparam name="T">The type of the elements: float or double in a loss that is compiled.</typeparam>
public sealed class Vec<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _elements;

    /// <summary>A copy of the given elements.</summary>
    /// <param name="elements">The elements, of which there may be none.</param>
    public Vec(params ReadOnlySpan<T> elements) => _elements = elements.ToArray();

    // The bool tells it from the constructor that copies.
    private Vec(T[] elements, bool isOwned) => _elements = isOwned ? elements : [.. elements];

    /// <summary>The number of elements.</summary>
    public int Length => _elements.Length;

    /// <summary>The element at an index.</summary>
    /// <param name="index">The index, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative, or not less than the length.</exception>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length);
            return _elements[index];
        }
    }

    /// <summary>The elements, in order.</summary>
    public ReadOnlySpan<T> AsSpan() => _elements;

    /// <summary>x + y for each element.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ArgumentException">The lengths are not equal.</exception>
    public static Vec<T> operator +(Vec<T> left, Vec<T> right) => Functional.Map(static (x, y) => x + y, left, right);

    /// <inheritdoc cref="operator +(Vec{T}, Vec{T})"/>
    public static Vec<T> operator +(Vec<T> left, T right) => Functional.Map(x => x + right, left);

    /// <inheritdoc cref="operator +(Vec{T}, Vec{T})"/>
    public static Vec<T> operator +(T left, Vec<T> right) => Functional.Map(y => left + y, right);

    /// <summary>x - y for each element.</summary>
    /// <inheritdoc cref="operator +(Vec{T}, Vec{T})"/>
    public static Vec<T> operator -(Vec<T> left, Vec<T> right) => Functional.Map(static (x, y) => x - y, left, right);

    /// <inheritdoc cref="operator -(Vec{T}, Vec{T})"/>
    public static Vec<T> operator -(Vec<T> left, T right) => Functional.Map(x => x - right, left);

    /// <inheritdoc cref="operator -(Vec{T}, Vec{T})"/>
    public static Vec<T> operator -(T left, Vec<T> right) => Functional.Map(y => left - y, right);

    /// <summary>x * y for each element.</summary>
    /// <inheritdoc cref="operator +(Vec{T}, Vec{T})"/>
    public static Vec<T> operator *(Vec<T> left, Vec<T> right) => Functional.Map(static (x, y) => x * y, left, right);

    /// <inheritdoc cref="operator *(Vec{T}, Vec{T})"/>
    public static Vec<T> operator *(Vec<T> left, T right) => Functional.Map(x => x * right, left);

    /// <inheritdoc cref="operator *(Vec{T}, Vec{T})"/>
    public static Vec<T> operator *(T left, Vec<T> right) => Functional.Map(y => left * y, right);

    /// <summary>x / y for each element.</summary>
    /// <inheritdoc cref="operator +(Vec{T}, Vec{T})"/>
    public static Vec<T> operator /(Vec<T> left, Vec<T> right) => Functional.Map(static (x, y) => x / y, left, right);

    /// <inheritdoc cref="operator /(Vec{T}, Vec{T})"/>
    public static Vec<T> operator /(Vec<T> left, T right) => Functional.Map(x => x / right, left);

    /// <inheritdoc cref="operator /(Vec{T}, Vec{T})"/>
    public static Vec<T> operator /(T left, Vec<T> right) => Functional.Map(y => left / y, right);

    /// <summary>-x for each element.</summary>
    /// <param name="operand">The operand.</param>
    public static Vec<T> operator -(Vec<T> operand) => Functional.Map(static x => -x, operand);

    /// <summary>A vector that holds an array, which nobody else may change.</summary>
    internal static Vec<T> Wrap(T[] elements) => new(elements, isOwned: true);
}
