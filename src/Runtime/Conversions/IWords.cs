using System;

namespace FusedOpt.Conversions;

/// <summary>A number of 32-bit words that are computed together, as signed integers; see <see cref="Lanes.ILane{TSelf, T}"/>.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal interface IWords<TSelf>
    where TSelf : struct, IWords<TSelf>
{
    /// <summary>The number of words.</summary>
    static abstract nuint Count { get; }

    /// <summary>The same in every word.</summary>
    static abstract implicit operator TSelf(int value);

    /// <summary>The bits of floats. Nothing is checked.</summary>
    static abstract TSelf Load(ref readonly float source, nuint index);

    /// <summary>The bits of halves, below zeros. Nothing is checked.</summary>
    static abstract TSelf Load(ref readonly Half source, nuint index);

    /// <summary>Writes all bits, as floats. Nothing is checked.</summary>
    void Store(ref float destination, nuint index);

    /// <summary>Writes the lower 16 bits of two, the first of them first, as halves. Nothing is checked.</summary>
    static abstract void Store(TSelf first, TSelf second, ref Half destination, nuint index);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator <<(TSelf value, int count);

    /// <summary>The sign comes in from above.</summary>
    static abstract TSelf operator >>(TSelf value, int count);

    /// <summary>For each word, the third where the first is less than the second, and else the fourth.</summary>
    /// <remarks>One operation, since the JIT keeps a mask apart from vectors only within one.</remarks>
    static abstract TSelf SelectLess(TSelf left, TSelf right, TSelf whenLess, TSelf otherwise);

    /// <summary>The lesser.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The greater.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The sum of the floats that have these bits.</summary>
    static abstract TSelf AddSingles(TSelf left, TSelf right);
}
