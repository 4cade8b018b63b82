using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// Makes the states that are not there yet. A first turn over the table counts the short ones, and a second one makes them in one piece of
/// memory.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct StateMaker : IParameterTableVisitor
{
    private StateMemory _memory;
    private ref byte _parameter;
    private ref byte _gradient;
    private int _length;
    private int _order;

    /// <summary>Makes the memory for the states that the turn has counted.</summary>
    /// <returns>True if the table has to be visited once more.</returns>
    public bool Allocate() => _memory.Allocate();

    /// <inheritdoc/>
    public void Parameter<T>(scoped RowName name, scoped ReadOnlySpan<int> shape, Span<T> parameter, Span<T> gradient)
        where T : unmanaged
    {
        _parameter = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(parameter));
        _gradient = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(gradient));
        (_length, _order) = (parameter.Length, 0);
    }

    /// <inheritdoc/>
    public void Table<T>(scoped RowName name, scoped ReadOnlySpan<int> shape, Span<T> parameter, RowGradients<T> gradient)
        where T : unmanaged, INumberBase<T> => Parameter(name, shape, parameter, gradient.Values);

    /// <inheritdoc/>
    public readonly void Mask(Pruner pruner, int parameter, int array)
    {
    }

    /// <inheritdoc/>
    public readonly void State<T>(string name, StateExtent extent, Span<T> state)
        where T : unmanaged
    {
    }

    /// <inheritdoc/>
    public readonly void State(string name, NarrowState state)
    {
    }

    /// <inheritdoc/>
    public void State<T>(string name, ref StateArray<T> state, T initial)
        where T : unmanaged =>
        state.Make(ref _memory, _order++, _length, GetAddress(in _parameter), GetAddress(in _gradient), initial);

    /// <inheritdoc/>
    public readonly void State<T>(string name, StateExtent extent, ref T[]? state, int length, T initial)
        where T : unmanaged
    {
        if (state is not null)
            return;
        var made = new T[length];
        // Zeros are there already; -0 is none.
        if (MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in initial)).ContainsAnyExcept((byte)0))
            Array.Fill(made, initial);
        state = made;
    }

    /// <inheritdoc/>
    public readonly void BFloat16State(string name, ref NarrowState? state, float initial, long seed, int parameter, int slot) =>
        state ??= new BFloat16State(_length, initial, seed, parameter, slot);

    /// <inheritdoc/>
    public readonly void Block8State(string name, ref NarrowState? state, float initial, bool isSigned) =>
        state ??= new Block8State(_length, initial, isSigned);

    private static nint GetAddress(ref readonly byte memory) => Offsets.GetAddress(new ReadOnlySpan<byte>(in memory));
}
