using System;
using System.Numerics;

namespace FusedOpt.CompilerServices;

/// <summary>Hands out the elements of a gradient, in the type they are measured in.</summary>
internal interface IGradientSource<T>
{
    /// <summary>The number of elements.</summary>
    int Length { get; }

    /// <summary>
    /// Elements from <paramref name="start"/> on: up to <paramref name="end"/> where they lie in memory, else as many as there is room for.
    /// </summary>
    ReadOnlySpan<T> From(int start, int end, Span<T> room);
}

/// <summary>A gradient as it lies in memory.</summary>
internal readonly ref struct InMemory<T>(ReadOnlySpan<T> gradient) : IGradientSource<T>
{
    private readonly ReadOnlySpan<T> _gradient = gradient;

    public int Length => _gradient.Length;

    public ReadOnlySpan<T> From(int start, int end, Span<T> room) => _gradient[start..end];
}

/// <summary>Halves, of which floats are made.</summary>
internal readonly ref struct Widened(ReadOnlySpan<Half> gradient) : IGradientSource<float>
{
    private readonly ReadOnlySpan<Half> _gradient = gradient;

    public int Length => _gradient.Length;

    public ReadOnlySpan<float> From(int start, int end, Span<float> room)
    {
        Span<float> wide = room[..Math.Min(room.Length, end - start)];
        Halves.Widen(_gradient.Slice(start, wide.Length), wide);
        return wide;
    }
}

/// <summary>A sum of gradients, which is made in the cache.</summary>
internal readonly ref struct Summed<T>(GradientSum<T> gradient) : IGradientSource<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly GradientSum<T> _gradient = gradient;

    public int Length => _gradient.Length;

    public ReadOnlySpan<T> From(int start, int end, Span<T> room) => _gradient.Compute(start, room[..Math.Min(room.Length, end - start)]);
}

/// <summary>A sum of halves, of which floats are made.</summary>
internal readonly ref struct WidenedSum(GradientSum<Half> gradient) : IGradientSource<float>
{
    private readonly GradientSum<Half> _gradient = gradient;

    public int Length => _gradient.Length;

    public ReadOnlySpan<float> From(int start, int end, Span<float> room)
    {
        Span<float> sum = room[..Math.Min(room.Length, end - start)];
        _gradient.Widen(start, sum);
        return sum;
    }
}
