using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using FusedOpt.Initialization;

namespace FusedOpt.CompilerServices;

/// <summary>State as bfloat16, rounded stochastically.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BFloat16State : NarrowState
{
    private readonly ushort[] _bits;
    private readonly ulong _sequence;

    /// <param name="length">The number of elements.</param>
    /// <param name="initial">
    /// The initial value of each element: rounded to nearest, or, halfway between two values, to the one whose last bit is 0.
    /// </param>
    /// <param name="seed">The seed of the class.</param>
    /// <param name="parameter">The number of the parameter in its class.</param>
    /// <param name="slot">The number of the state in its rule.</param>
    public BFloat16State(int length, float initial, long seed, int parameter, int slot)
        : base(length)
    {
        (uint low, uint high, _, _) = Philox.Words(((uint)parameter, (uint)slot, 0, 0), ((uint)seed, (uint)(seed >> 32)));
        _sequence = low | ((ulong)high << 32);
        _bits = new ushort[length];
        if (initial != 0)
            Fill(initial);
    }

    /// <inheritdoc/>
    public override void Fill(float value) => Array.Fill(_bits, BFloat16s.Nearest(value));

    /// <inheritdoc/>
    public override bool Holds(float value) => !_bits.AsSpan().ContainsAnyExcept(BFloat16s.Nearest(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Widen(int start, Span<float> target) => BFloat16s.Widen(_bits.AsSpan(start, target.Length), target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Round(int start, ReadOnlySpan<float> source, long step) =>
        BFloat16s.Round(source, _bits.AsSpan(start, source.Length), new RandomBits(_sequence, step), start);

    /// <inheritdoc/>
    internal override void Show<TVisitor>(ref TVisitor visitor, string parameter, string name) =>
        visitor.State(parameter, name, _bits.AsSpan());
}
