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

    /// <summary>An array of the length of a parameter.</summary>
    /// <exception cref="InvalidOperationException">The parameter is null.</exception>
    public static T[] Like<T>(string name, T[]? parameter) => new T[Assigned(name, parameter).Length];

    /// <summary>An array of the shape of a parameter.</summary>
    /// <exception cref="InvalidOperationException">The parameter is null.</exception>
    public static T[,] Like<T>(string name, T[,]? parameter) => new T[Assigned(name, parameter).GetLength(0), parameter.GetLength(1)];

    private static TArray Assigned<TArray>(string name, [NotNull] TArray? parameter)
        where TArray : class =>
        parameter ?? throw new InvalidOperationException($"{name} is null. Assign an array to it before its gradient is used.");

    /// <summary>Demands that a model is in training.</summary>
    /// <exception cref="InvalidOperationException">Its parameters are where it is to be evaluated.</exception>
    public static void Training(string model, bool isTraining)
    {
        if (!isTraining)
            throw new InvalidOperationException($"{model} is to be evaluated: its parameters are not where gradients are taken. Call Train() before Step().");
    }

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

    /// <summary>Demands that a parameter and its gradient exist and have the same shape.</summary>
    /// <exception cref="InvalidOperationException">They have not.</exception>
    public static void Gradient<T>(string name, [NotNull] T[,]? parameter, [NotNull] T[,]? gradient)
    {
        if (gradient is null)
            throw new InvalidOperationException($"The gradient of {name} is null. Assign an array of the parameter's shape to it, or leave the one it had.");

        (int rows, int columns) = (Assigned(name, parameter).GetLength(0), parameter.GetLength(1));
        if (rows != gradient.GetLength(0) || columns != gradient.GetLength(1))
        {
            throw new InvalidOperationException(
                $"{name} is {rows} x {columns}, but its gradient is {gradient.GetLength(0)} x {gradient.GetLength(1)}. The shape of a parameter cannot change; build a new model instead.");
        }
    }

    /// <summary>Demands that a parameter has as many elements as its shape says.</summary>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public static void Shape<T>(string name, T[] parameter, int rows, int columns)
    {
        if (parameter.Length != (long)rows * columns)
            throw new InvalidOperationException($"{name} has {parameter.Length} elements, but its attribute says {rows} x {columns}. Give it as many elements, or change the attribute.");
    }

    /// <summary>Demands that a parameter has what its state was made for, where there is state already.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="count">How many there are of what there is one value for.</param>
    /// <param name="state">The state.</param>
    /// <param name="of">What that is.</param>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public static void State<T>(string name, int count, T[]? state, string of = "elements")
    {
        if (state is not null && state.Length != count)
        {
            throw new InvalidOperationException(
                $"{name} has {count} {of}, but its optimizer state has {state.Length}. The length of a parameter cannot change; build a new model instead.");
        }
    }
}
