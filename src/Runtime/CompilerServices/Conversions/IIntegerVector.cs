namespace FusedOpt.CompilerServices;

/// <summary>A number of 32-bit words that are computed together, as signed integers; see <see cref="ISimdVector{TSelf, T}"/>.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal interface IIntegerVector<TSelf>
    where TSelf : struct, IIntegerVector<TSelf>
{
    /// <summary>The number of words.</summary>
    static abstract nuint Count { get; }

    /// <summary>Returns a vector with the value in every word.</summary>
    static abstract implicit operator TSelf(int value);

    /// <summary>A number, and in each further word one more.</summary>
    static abstract TSelf From(int first);

    /// <summary>The bits of floats. Nothing is checked.</summary>
    static abstract TSelf Load(ref readonly float source, nuint index);

    /// <summary>Loads as many numbers of 16 bits as there are words, and extends each with zeros. Nothing is checked.</summary>
    static abstract TSelf Load(ref readonly ushort source, nuint index);

    /// <summary>Writes the lower 8 bits of each. Nothing is checked.</summary>
    void Store(ref byte destination, nuint index);

    /// <summary>Writes all bits, as floats. Nothing is checked.</summary>
    void Store(ref float destination, nuint index);

    /// <summary>Writes all bits, as twice as many numbers of 16. Nothing is checked.</summary>
    void Store(ref ushort destination, nuint index);

    /// <summary>The lower 16 bits of each word, the first's and then the second's: two in a word, the first of them below.</summary>
    static abstract TSelf LowerHalves(TSelf first, TSelf second);

    /// <summary>The upper 16 bits, likewise.</summary>
    static abstract TSelf UpperHalves(TSelf first, TSelf second);

    /// <summary>The upper halves of numbers after halves have been added to their lower ones.</summary>
    static abstract TSelf AddCarries(TSelf upper, TSelf lower, TSelf addend);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>The lower 32 bits of the product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator <<(TSelf value, int count);

    /// <summary>The sign comes in from above.</summary>
    static abstract TSelf operator >>(TSelf value, int count);

    /// <summary>Zeros come in from above.</summary>
    static abstract TSelf operator >>>(TSelf value, int count);

    /// <summary>Returns true if any word of the first vector is greater than that of the second.</summary>
    static abstract bool AnyGreater(TSelf left, TSelf right);

    /// <summary>Returns for each word the third operand if the first is less than the second; otherwise the fourth.</summary>
    /// <remarks>This is one operation, since the JIT keeps a mask apart from vectors only within one operation.</remarks>
    static abstract TSelf SelectLess(TSelf left, TSelf right, TSelf whenLess, TSelf otherwise);

    /// <summary>The lesser.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The greater.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The sum of the floats that have these bits.</summary>
    static abstract TSelf AddSingles(TSelf left, TSelf right);

    /// <summary>Returns the product of two vectors of floats.</summary>
    static abstract TSelf MultiplySingles(TSelf left, TSelf right);

    /// <summary>The floats nearest to the numbers.</summary>
    static abstract TSelf ToSingles(TSelf value);

    /// <summary>Looks up each word, from 0 to 31, in the table of 32 numbers. Nothing is checked.</summary>
    static abstract TSelf Pick(ref readonly int table, TSelf index);

    /// <summary>The greatest word.</summary>
    int Largest();
}
