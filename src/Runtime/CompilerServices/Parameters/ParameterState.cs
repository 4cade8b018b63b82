using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>Makes the state that generated code keeps.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterState
{
    /// <summary>The array with every element set.</summary>
    public static T[] Filled<T>(T[] state, T initial)
    {
        Array.Fill(state, initial);
        return state;
    }

    /// <summary>Returns true if every element has the bits of the value.</summary>
    public static bool Holds<T>(ReadOnlySpan<T> state, T value)
        where T : unmanaged => Unsafe.SizeOf<T>() == sizeof(int)
        ? !MemoryMarshal.Cast<T, int>(state).ContainsAnyExcept(Unsafe.BitCast<T, int>(value))
        : !MemoryMarshal.Cast<T, long>(state).ContainsAnyExcept(Unsafe.BitCast<T, long>(value));

    /// <summary>Returns true if a single state has the bits of the value.</summary>
    public static bool Holds(float state, float value) => BitConverter.SingleToInt32Bits(state) == BitConverter.SingleToInt32Bits(value);

    /// <inheritdoc cref="Holds(float, float)"/>
    public static bool Holds(double state, double value) => BitConverter.DoubleToInt64Bits(state) == BitConverter.DoubleToInt64Bits(value);

    /// <summary>A state for each array within a jagged one.</summary>
    public static TState[] Each<T, TState>(T[] parameters, Converter<T, TState> make) => Array.ConvertAll(parameters, make);
}
