using System;
using System.ComponentModel;
using System.Numerics;

namespace FusedOpt.CompilerServices;

/// <summary>Counts the calls of a model since its last step, so that each drops other elements; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DropoutDraws
{
    // One more than the step of the last call, so that the default value is before any.
    private long _next;
    private long _calls;

    /// <summary>Begins a call.</summary>
    /// <param name="seed">The seed of the class.</param>
    /// <param name="step">The number of steps that the model has taken.</param>
    public DropoutCall Begin(long seed, long step)
    {
        _calls = _next == step + 1 ? _calls + 1 : 0;
        _next = step + 1;
        return new(SplitMix64.Generate(SplitMix64.Generate((ulong)seed, step), _calls));
    }
}

/// <summary>The draws of one call; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DropoutCall
{
    private readonly ulong _sequence;

    internal DropoutCall(ulong sequence) => _sequence = sequence;

    /// <summary>Sets some elements to 0, and divides all others by the probability with which they stay.</summary>
    /// <param name="site">The number of the dropout within the method.</param>
    /// <param name="pass">The number of the pass of the loop around it.</param>
    /// <param name="rate">The probability of 0.</param>
    /// <param name="first">The number of the first element within the batch. It may wrap around.</param>
    /// <param name="x">The elements.</param>
    /// <param name="y">Receives the results.</param>
    public void Apply<T>(int site, int pass, double rate, int first, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var draws = new NoiseSequence(SplitMix64.Generate(SplitMix64.Generate(_sequence, site), pass), first);
        T scale = T.CreateChecked(1 / (1 - rate));
        for (int i = 0; i < x.Length; i++)
            y[i] = draws.Uniform((nuint)i) < rate ? T.Zero : x[i] * scale;
    }
}
