using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>
/// Scaled sums of squares for the columns of a matrix of doubles whose plain sums leave the range: see <see cref="ScaledSum"/>. Ordinary
/// rows cost one look at the plain sums.
/// </summary>
internal readonly ref struct ColumnSquares
{
    // One number for each column. Large sums are negative here, since a column may turn from small to large.
    private readonly Span<double> _scaled;

    /// <param name="scaled">Memory for a number of each column.</param>
    public ColumnSquares(Span<double> scaled)
    {
        _scaled = scaled;
        _scaled.Clear();
    }

    /// <summary>Adds elements of a row.</summary>
    /// <param name="column">The column of the first.</param>
    /// <param name="plain">The plain sums of their columns, with these elements.</param>
    /// <param name="elements">The elements.</param>
    public void Add(int column, ReadOnlySpan<double> plain, ReadOnlySpan<double> elements)
    {
        if (_scaled.IsEmpty || AreOrdinary(plain))
            return;
        Span<double> scaled = _scaled.Slice(column, elements.Length);
        for (int i = 0; i < elements.Length; i++)
        {
            int band = ScaledSquares.BandIn(plain[i], elements[i]);
            if (band == 0)
                continue;
            double root = elements[i] * ScaledSum.Factor(band);
            scaled[i] = band > 0 ? Math.Min(scaled[i], 0) - root * root : scaled[i] + root * root;
        }
    }

    /// <summary>The sum of squares of a column, given its plain sum.</summary>
    public ScaledSum Combine(int column, double plain)
    {
        int band = _scaled.IsEmpty || plain == 0 && _scaled[column] == 0 ? 0 : ScaledSum.GetBand(plain);
        return band == 0 ? new(plain) : new(Math.Abs(_scaled[column]), band);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool AreOrdinary(ReadOnlySpan<double> plain)
    {
        ref double first = ref MemoryMarshal.GetReference(plain);
        nuint length = (nuint)plain.Length, i = 0, width = (nuint)Vector512<double>.Count;
        Vector512<double> least = Vector512.Create(ScaledSum.Least), most = Vector512.Create(ScaledSquares.LargeSquare);
        for (; length - i >= width; i += width)
        {
            Vector512<double> sums = Vector512.LoadUnsafe(ref first, i);
            if (!Vector512.LessThanOrEqualAll(sums, most) || !Vector512.GreaterThanOrEqualAll(sums, least))
                return false;
        }

        for (; i < length; i++)
        {
            if (plain[(int)i] is not (>= ScaledSum.Least and <= ScaledSquares.LargeSquare))
                return false;
        }

        return true;
    }
}
