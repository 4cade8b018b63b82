using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;

namespace FusedOpt.CompilerServices;

/// <summary>The checks that generated code makes before it changes anything.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterCheck
{
    /// <summary>A learning rate that may be set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative, infinite or NaN.</exception>
    public static double LearningRate(double value) =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value),
                value,
                string.Create(CultureInfo.InvariantCulture, $"Invalid learning rate: {value}. It must be finite and at least 0."));

    /// <summary>A learning rate that may be set for a rule with a range of its own.</summary>
    /// <param name="value">The learning rate.</param>
    /// <param name="isInRange">True if the learning rate lies in the range.</param>
    /// <param name="message">The rule's message for values out of the range.</param>
    /// <param name="range">The range, as the rule has it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is out of the range, negative, infinite or NaN.</exception>
    public static double LearningRate(double value, bool isInRange, string message, string range) =>
        isInRange
            ? LearningRate(value)
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"{message}: {value}. It must be in {range}."));

    /// <summary>Demands that a model is in training, where a step is to be taken.</summary>
    /// <exception cref="InvalidOperationException">The model is in evaluation: its parameters have the values to evaluate with.</exception>
    public static void Training(string model, bool isTraining, in StepContext context)
    {
        if (context.IsStep && !isTraining)
            throw new InvalidOperationException(
                $"{model} is to be evaluated: its parameters are not where gradients are taken. Call Train() before Step().");
    }

    /// <summary>Demands that a field has been assigned.</summary>
    /// <exception cref="InvalidOperationException">The value is null.</exception>
    public static void Assigned(ParameterName name, [NotNull] object? value)
    {
        if (value is null)
            throw new InvalidOperationException($"{name.ToString()} is null. Assign it before the model is used.");
    }

    /// <summary>Demands that a parameter and its gradient exist and have the same length.</summary>
    /// <exception cref="InvalidOperationException">One of them is null, or the lengths differ.</exception>
    public static void Gradient<T>(ParameterName name, [NotNull] T[]? parameter, [NotNull] T[]? gradient)
    {
        if (parameter is null || gradient is null || parameter.Length != gradient.Length)
            Refuse(name, parameter, gradient);
    }

    /// <summary>Demands that a parameter and its gradient exist and have the same length, and notes where they lie.</summary>
    /// <exception cref="InvalidOperationException">One of them is null, or the lengths differ.</exception>
    public static void Gradient<T>(ParameterName name, [NotNull] T[]? parameter, [NotNull] T[]? gradient, ref StepContext context)
    {
        Gradient(name, parameter, gradient);
        context.Note(parameter, gradient);
    }

    /// <summary>Demands that a parameter and its gradient exist and have the same shape, and notes where they lie.</summary>
    /// <exception cref="InvalidOperationException">One of them is null, or the shapes differ.</exception>
    public static void Gradient(ParameterName name, [NotNull] Array? parameter, [NotNull] Array? gradient, ref StepContext context)
    {
        Gradient(name, parameter, gradient);
        context.Note(parameter, gradient);
    }

    /// <summary>Demands that a parameter and its gradient exist and have the same shape.</summary>
    /// <exception cref="InvalidOperationException">One of them is null, or the shapes differ.</exception>
    public static void Gradient(ParameterName name, [NotNull] Array? parameter, [NotNull] Array? gradient)
    {
        Assigned(name, parameter);
        AssignedGradient(name, gradient);
        Items(name, parameter.LongLength, 1);
        for (int d = 0; d < parameter.Rank; d++)
        {
            if (parameter.GetLength(d) != gradient.GetLength(d))
                throw new InvalidOperationException(
                    $"{name.ToString()} is {Shape(parameter)}, but its gradient is {Shape(gradient)}. The shape of a parameter cannot "
                        + "change; build a new model instead.");
        }
    }

    /// <summary>Demands that a parameter and its gradient have the same length, and notes where they lie.</summary>
    /// <exception cref="InvalidOperationException">The lengths differ.</exception>
    public static void Gradient<T>(ParameterName name, Memory<T> parameter, Memory<T> gradient, ref StepContext context)
        where T : unmanaged
    {
        Length(name, parameter.Length, gradient.Length);
        context.Note(parameter, gradient);
    }

    /// <summary>Demands that the numbers of a parameter can be counted.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="items">The number of its items.</param>
    /// <param name="itemLength">The numbers in each.</param>
    /// <exception cref="InvalidOperationException">There are more numbers than a span can have.</exception>
    public static void Items(ParameterName name, long items, int itemLength)
    {
        if (items * itemLength > int.MaxValue)
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name.ToString()} has {items * itemLength} numbers, and a parameter has {int.MaxValue} at most. Cut it into "
                        + $"several."));
    }

    /// <summary>Demands that a parameter is short enough for a rule that needs a copy of all of it as floats.</summary>
    /// <exception cref="InvalidOperationException">The parameter is longer.</exception>
    public static void Copied(ParameterName name, int length)
    {
        if (length > Scratch<float>.MostElements)
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name.ToString()} has {length} elements, and its rule needs a copy of them, which has {Scratch<float>.MostElements} "
                        + $"at most. Cut it into several."));
    }

    /// <summary>Demands that there are as many gradients as parameters in a jagged array.</summary>
    /// <exception cref="InvalidOperationException">One of them is null, or the numbers differ.</exception>
    public static void Gradients<T>(ParameterName name, [NotNull] T[]? parameters, [NotNull] T[]? gradients)
    {
        Assigned(name, parameters);
        AssignedGradient(name, gradients);
        if (parameters.Length != gradients.Length)
        {
            throw new InvalidOperationException(
                $"{name.ToString()} has {parameters.Length} arrays, but its gradient has {gradients.Length}. Their number cannot change; "
                    + "build a new model instead.");
        }
    }

    /// <summary>
    /// Demands that a tensor and its gradient exist, have the same length, and that their elements lie next to each other.
    /// </summary>
    /// <exception cref="InvalidOperationException">One of them is null or not dense, or the lengths differ.</exception>
    public static void Tensor(
        ParameterName name, [NotNull] object? parameter, [NotNull] object? gradient, bool isDense, nint length, nint gradientLength)
    {
        Assigned(name, parameter);
        AssignedGradient(name, gradient);
        Items(name, length, 1);
        if (!isDense)
            throw new InvalidOperationException(
                $"{name.ToString()} or its gradient is not dense: its elements do not lie next to each other. Use a tensor that is no "
                    + "slice or broadcast of another.");
        Length(name, length, gradientLength);
    }

    /// <summary>Demands that a parameter has as many elements as its attribute says.</summary>
    /// <exception cref="InvalidOperationException">The parameter has more or fewer elements.</exception>
    public static void Count(ParameterName name, int length, int count, string shape)
    {
        if (length != count)
            throw new InvalidOperationException(
                $"{name.ToString()} has {length} elements, but its attribute says {shape}. Give it as many elements, or change the "
                    + "attribute.");
    }

    /// <summary>Demands that a table has the shape that its sparse gradient was made for.</summary>
    /// <exception cref="InvalidOperationException">The shapes differ.</exception>
    public static void Table(ParameterName name, Array table, int rows, int columns)
    {
        Items(name, table.LongLength, 1);
        if (table.GetLength(0) != rows || table.GetLength(1) != columns)
            throw new InvalidOperationException(
                $"{name.ToString()} is {Shape(table)}, but its gradient is for {rows} x {columns}. The shape of a parameter cannot "
                    + "change; build a new model instead.");
    }

    /// <summary>Demands that a parameter has the size for which its state was made, if there is state already.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="count">The number of elements, rows or columns that have one value of the state each.</param>
    /// <param name="state">The state.</param>
    /// <param name="of">The name of that unit in the message, such as elements.</param>
    /// <returns>True if there is no state yet.</returns>
    /// <exception cref="InvalidOperationException">The state was made for another number.</exception>
    public static bool State<T>(ParameterName name, int count, T[]? state, string of = "elements")
    {
        if (state is null)
            return true;
        if (state.Length != count)
            Refuse(name, count, state.Length, of);
        return false;
    }

    /// <inheritdoc cref="State{T}(ParameterName, int, T[], string)"/>
    public static bool State(ParameterName name, int count, NarrowState? state, string of = "elements")
    {
        if (state is null)
            return true;
        if (state.Length != count)
            Refuse(name, count, state.Length, of);
        return false;
    }

    /// <inheritdoc cref="State{T}(ParameterName, int, T[], string)"/>
    public static bool State<T>(ParameterName name, int count, in StateArray<T> state, string of = "elements")
        where T : unmanaged
    {
        if (!state.IsMissing && state.Length != count)
            Refuse(name, count, state.Length, of);
        return state.IsMissing;
    }

    /// <summary>Refuses a parameter and a gradient of which one is null, or the lengths differ.</summary>
    [DoesNotReturn]
    internal static void Refuse<T>(ParameterName name, T[]? parameter, T[]? gradient)
    {
        Assigned(name, parameter);
        AssignedGradient(name, gradient);
        Length(name, parameter.Length, gradient.Length);
        throw new UnreachableException();
    }

    [DoesNotReturn]
    private static void Refuse(ParameterName name, int count, int state, string of) => throw new InvalidOperationException(
        $"{name.ToString()} has {count} {of}, but its optimizer state has {state}. The length of a parameter cannot change; build a new "
            + "model instead.");

    private static void Length(ParameterName name, nint length, nint gradient)
    {
        if (length != gradient)
            throw new InvalidOperationException(
                $"{name.ToString()} has {length} elements, but its gradient has {gradient}. The length of a parameter cannot change; "
                    + "build a new model instead.");
    }

    private static void AssignedGradient(ParameterName name, [NotNull] object? gradient)
    {
        if (gradient is null)
            throw new InvalidOperationException(
                $"The gradient of {name.ToString()} is null. Assign an array of the parameter's shape to it, or leave the one it had.");
    }

    private static string Shape(Array array) => string.Join(" x ", Enumerable.Range(0, array.Rank).Select(array.GetLength));
}
