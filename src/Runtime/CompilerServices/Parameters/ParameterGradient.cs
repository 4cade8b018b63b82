using System;
using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>Makes the gradients that generated code holds: of the shape of their parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterGradient
{
    /// <summary>Makes the gradient of an array within a jagged one.</summary>
    public delegate T Maker<T>(ParameterName name, T parameter);

    /// <summary>Makes the gradient of an array.</summary>
    /// <exception cref="InvalidOperationException">The array is null.</exception>
    public static T[] Like<T>(string name, T[]? parameter)
    {
        ParameterCheck.Assigned(name, parameter);
        return new T[parameter.Length];
    }

    /// <summary>Makes the gradient of an array of two dimensions.</summary>
    /// <exception cref="InvalidOperationException">The array is null.</exception>
    public static T[,] Like<T>(string name, T[,]? parameter)
    {
        ParameterCheck.Assigned(name, parameter);
        return new T[parameter.GetLength(0), parameter.GetLength(1)];
    }

    /// <summary>A gradient for each array within a jagged one.</summary>
    /// <exception cref="InvalidOperationException">One of them is null.</exception>
    public static T[] Each<T>(ParameterName name, T[]? parameters, Maker<T> make)
    {
        ParameterCheck.Assigned(name, parameters);
        string text = name.ToString();
        var gradients = new T[parameters.Length];
        for (int i = 0; i < gradients.Length; i++)
            gradients[i] = make($"{text}[{i}]", parameters[i]);
        return gradients;
    }
}
