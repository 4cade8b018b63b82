using System;
using System.ComponentModel;

namespace FusedOpt;

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

    /// <summary>A state for each array within a jagged one.</summary>
    public static TState[] Each<T, TState>(T[] parameters, Converter<T, TState> make) => Array.ConvertAll(parameters, make);
}
