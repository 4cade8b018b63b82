using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>State as codes of 8 bits with a scale for each block of 256 elements; short ones as floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Block8State : NarrowState
{
    /// <summary>The fewest elements that are kept as codes: 4,096, as in bitsandbytes.</summary>
    private const int Least = 4096;

    private readonly DynamicMap _map;
    private readonly float[] _singles = [];
    private readonly byte[] _codes = [];
    private readonly float[] _scales = [];

    /// <param name="length">The number of elements.</param>
    /// <param name="initial">The initial value of each element.</param>
    /// <param name="isSigned">True if any element may become negative.</param>
    public Block8State(int length, float initial, bool isSigned)
        : base(length)
    {
        _map = isSigned ? DynamicMap.Signed : DynamicMap.Unsigned;
        if (length < Least)
        {
            _singles = new float[length];
        }
        else
        {
            _codes = new byte[length];
            _scales = new float[Block8s.Count(length)];
        }

        Fill(initial);
    }

    /// <inheritdoc/>
    public override void Fill(float value)
    {
        if (Length < Least)
        {
            Array.Fill(_singles, value);
            return;
        }

        (byte code, float scale) = Kept(value);
        Array.Fill(_codes, code);
        Array.Fill(_scales, scale);
    }

    /// <inheritdoc/>
    public override bool Holds(float value)
    {
        if (Length < Least)
            return ParameterState.Holds<float>(_singles, value);
        (byte code, float scale) = Kept(value);
        return !_codes.AsSpan().ContainsAnyExcept(code) && ParameterState.Holds<float>(_scales, scale);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Widen(int start, Span<float> target)
    {
        if (Length < Least)
        {
            _singles.AsSpan(start, target.Length).CopyTo(target);
            return;
        }

        Block8s.Widen(_codes.AsSpan(start, target.Length), _scales.AsSpan(start / Block8s.Length), _map, target);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Measure(int start, ReadOnlySpan<float> source)
    {
        if (Length >= Least)
            Block8s.Measure(source, _scales.AsSpan(start / Block8s.Length));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Round(int start, ReadOnlySpan<float> source, long step)
    {
        if (Length < Least)
        {
            source.CopyTo(_singles.AsSpan(start));
            return;
        }

        Block8s.Round(source, _scales.AsSpan(start / Block8s.Length), _map, _codes.AsSpan(start, source.Length));
    }

    // The code and the scale of a block in which every element has the value.
    private (byte Code, float Scale) Kept(float value)
    {
        Span<float> block = stackalloc float[Block8s.Length];
        Span<byte> codes = stackalloc byte[Block8s.Length];
        Span<float> scales = stackalloc float[1];
        block.Fill(value);
        Block8s.Measure(block, scales);
        Block8s.Round(block, scales, _map, codes);
        return (codes[0], scales[0]);
    }

    /// <inheritdoc/>
    internal override void Show<TVisitor>(ref TVisitor visitor, string parameter, string name)
    {
        if (Length < Least)
        {
            visitor.State(parameter, name, _singles.AsSpan());
            return;
        }

        visitor.State(parameter, name, _codes.AsSpan());
        visitor.State(parameter, name + ".scale", _scales.AsSpan());
    }
}
