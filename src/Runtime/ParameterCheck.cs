using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FusedOpt;

/// <summary>The checks that generated code makes before it changes anything.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterCheck
{
    /// <summary>A learning rate that may be set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or NaN.</exception>
    public static double LearningRate(double value) =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"Invalid learning rate: {value}. It must be finite and at least 0."));

    /// <summary>A parameter array that gradients and state can be made for.</summary>
    /// <exception cref="InvalidOperationException">It is null.</exception>
    public static T[] Assigned<T>(string name, [NotNull] T[]? parameter) =>
        parameter ?? throw new InvalidOperationException($"{name} is null. Assign an array to it before its gradient is used.");

    /// <summary>Demands that a parameter and its gradient exist and have the same length.</summary>
    /// <exception cref="InvalidOperationException">They have not.</exception>
    public static void Gradient<T>(string name, [NotNull] T[]? parameter, [NotNull] T[]? gradient)
    {
        if (gradient is null)
            throw new InvalidOperationException($"The gradient of {name} is null. Assign an array of the parameter's length to it, or leave the one it had.");

        if (Assigned(name, parameter).Length != gradient.Length)
        {
            throw new InvalidOperationException(
                $"{name} has {parameter.Length} elements, but its gradient has {gradient.Length}. The length of a parameter cannot change; build a new model instead.");
        }
    }

    /// <summary>Demands that a parameter has the length of its state, where there is state already.</summary>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public static void State<T>(string name, T[] parameter, T[]? state)
    {
        if (state is not null && state.Length != parameter.Length)
        {
            throw new InvalidOperationException(
                $"{name} has {parameter.Length} elements, but its optimizer state has {state.Length}. The length of a parameter cannot change; build a new model instead.");
        }
    }
}
