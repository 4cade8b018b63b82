using System;
using System.ComponentModel;
using FusedOpt.Conversions;

namespace FusedOpt;

/// <summary>State as codes of 8 bits with a scale for each block of 256 elements; short ones as floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Block8State : NarrowState
{
    /// <summary>From how many elements on there are codes: 4,096, as in bitsandbytes.</summary>
    private const int Least = 4096;

    private readonly bool _isSigned;
    private readonly float[] _singles = [];
    private readonly byte[] _codes = [];
    private readonly float[] _scales = [];

    /// <param name="length">The number of elements.</param>
    /// <param name="initial">What each is at first.</param>
    /// <param name="isSigned">Whether any may become negative.</param>
    public Block8State(int length, float initial, bool isSigned)
        : base(length)
    {
        _isSigned = isSigned;
        if (length < Least)
        {
            _singles = new float[length];
            Array.Fill(_singles, initial);
            return;
        }

        _codes = new byte[length];
        _scales = new float[(length + Block8s.Length - 1) / Block8s.Length];
        Span<float> block = stackalloc float[Block8s.Length];
        block.Fill(initial);
        for (int start = 0; start < length; start += block.Length)
            Round(start, block[..Math.Min(block.Length, length - start)], step: 0);
    }

    /// <inheritdoc/>
    public override void Widen(int start, Span<float> target)
    {
        if (Length < Least)
        {
            _singles.AsSpan(start, target.Length).CopyTo(target);
            return;
        }

        for (int i = 0; i < target.Length; i += Block8s.Length)
        {
            int count = Math.Min(Block8s.Length, target.Length - i);
            Block8s.Widen(_codes.AsSpan(start + i, count), _scales[(start + i) / Block8s.Length], _isSigned, target.Slice(i, count));
        }
    }

    /// <inheritdoc/>
    public override void Round(int start, ReadOnlySpan<float> source, long step)
    {
        if (Length < Least)
        {
            source.CopyTo(_singles.AsSpan(start));
            return;
        }

        for (int i = 0; i < source.Length; i += Block8s.Length)
        {
            int count = Math.Min(Block8s.Length, source.Length - i);
            _scales[(start + i) / Block8s.Length] = Block8s.Round(source.Slice(i, count), _isSigned, _codes.AsSpan(start + i, count));
        }
    }

    /// <inheritdoc/>
    public override void Show<TVisitor>(ref TVisitor visitor, string parameter, string name)
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
