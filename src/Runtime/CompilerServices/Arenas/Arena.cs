using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The memory of all parameters that a model owns: a space for their values, and further spaces of the same layout, such as one for the
/// gradients and one for each state of the optimizer.
/// </summary>
/// <remarks>
/// Space 0, the parameters, is there from the start. The others are made together when one of them is first used: a model that is never
/// trained has none. Each starts with a line of the cache (64 bytes). Of up to 8 spaces no two start within 512 bytes of each other modulo
/// 4096, except where they are so small that they follow one another. The garbage collector owns the memory: a span of it stays valid as
/// long as it is held, also after the arena has been disposed or dropped. Several threads may take spaces at once.
/// </remarks>
/// <typeparam name="T">The type of the elements, whose size divides 64.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Arena<T> : IDisposable
    where T : unmanaged
{
    private readonly string _model;
    private readonly int _length;
    private readonly T[] _initial;
    private readonly Layout _layout;
    private PinnedMemory? _parameters;
    private PinnedMemory? _others;
    private object? _owner;

    /// <summary>Makes the space of the parameters, filled with zeros.</summary>
    /// <param name="model">The name of the model's class, for messages.</param>
    /// <param name="length">The number of elements in each space, with whatever lies between parameters; at least 0.</param>
    /// <param name="initial">The initial value of every element, for each space behind space 0 in order. The values are copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="InsufficientMemoryException">
    /// There is not enough memory, or this space or all the others together would be longer than an array can be.
    /// </exception>
    public Arena(string model, int length, ReadOnlySpan<T> initial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _model = model;
        _length = length;
        _initial = initial.ToArray();
        _layout = new((long)length * Unsafe.SizeOf<T>(), 1 + initial.Length);
        if (Math.Max(_layout.Size, _layout.Others) > PinnedMemory.Most)
            throw TooLarge(null);
        _parameters = Allocate(_layout.Size);
    }

    /// <summary>All elements of a space: 0 are the parameters.</summary>
    /// <exception cref="ObjectDisposedException">The arena has been disposed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No space has this number.</exception>
    /// <exception cref="InsufficientMemoryException">There is no memory for the spaces behind space 0.</exception>
    public Span<T> this[int space]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            PinnedMemory? parameters = _parameters;
            if (parameters is null)
                ThrowDisposed();
            if (space == 0)
                return parameters.Slice<T>(0, _length);
            if ((uint)space > (uint)_initial.Length)
                ThrowNoSpace(space);
            return Place(_others ?? MakeOthers(parameters), space);
        }
    }

    /// <summary>Notes the model that owns the memory, and refuses its copies, which would share it.</summary>
    /// <exception cref="InvalidOperationException">The model is a copy of the one that was noted.</exception>
    public void Claim(object model)
    {
        if (_owner != model)
            _owner = ShallowCopy.Checked(_owner, model);
    }

    /// <summary>Drops the memory. Any later use of the arena throws; spans taken before stay valid.</summary>
    public void Dispose()
    {
        _parameters = null;
        _others = null;
    }

    private Span<T> Place(PinnedMemory others, int space) => others.Slice<T>((nint)((space - 1) * _layout.Stride), _length);

    private PinnedMemory MakeOthers(PinnedMemory parameters)
    {
        PinnedMemory others = Allocate(_layout.Others);
        others.Skip(_layout.Shift(others.Address, parameters.Address));
        for (int i = 0; i < _initial.Length; i++)
        {
            // Zeros are there already; -0 is none.
            if (MemoryMarshal.AsBytes(_initial.AsSpan(i, 1)).ContainsAnyExcept((byte)0))
                Place(others, i + 1).Fill(_initial[i]);
        }

        return Interlocked.CompareExchange(ref _others, others, null) ?? others;
    }

    private PinnedMemory Allocate(long bytes)
    {
        try
        {
            return new(bytes);
        }
        catch (OutOfMemoryException e)
        {
            throw TooLarge(e);
        }
    }

    private InsufficientMemoryException TooLarge(Exception? inner) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_model} is too large: there is no memory for {1 + _initial.Length} spaces (parameters, gradients, state) of {_length} "
                + $"elements with {Unsafe.SizeOf<T>()} bytes each."),
        inner);

    [DoesNotReturn]
    private void ThrowDisposed() => throw new ObjectDisposedException(_model, $"{_model} has been disposed: its parameters are gone.");

    [DoesNotReturn]
    private void ThrowNoSpace(int space) => throw new ArgumentOutOfRangeException(
        nameof(space), space, string.Create(CultureInfo.InvariantCulture, $"{_model} has the spaces 0 to {_initial.Length}."));
}
