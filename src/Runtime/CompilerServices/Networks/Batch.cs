using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>Counts the examples of a call and checks its arguments, before anything has changed; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Batch
{
    private readonly string _method;
    private string? _first;

    /// <summary>Begins the check of a call.</summary>
    /// <param name="method">The name of the method in messages: <c>Model.AddGradients</c>.</param>
    public Batch(string method)
    {
        _method = method;
        Count = -1;
    }

    /// <summary>The number of examples.</summary>
    public int Count { get; private set; }

    /// <summary>Counts the examples of an input.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="size">The number of elements of one example; at least 1.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the size, or another input has more or fewer examples.</exception>
    public void Input(string name, int length, int size)
    {
        if (length % size != 0)
            ThrowLength(name, length, size);
        int count = length / size;
        if (_first is null)
            (_first, Count) = (name, count);
        else if (count != Count)
            ThrowCount(name, count);
    }

    /// <summary>Counts the examples of an input of whole numbers, and checks that each number is at least 0 and below a limit.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="indices">The numbers.</param>
    /// <param name="size">The number of numbers of one example; at least 1.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="of">The things that are numbered, in messages: <c>classes</c>, <c>rows of Words</c>.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the size, or another input has more or fewer examples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not below the limit.</exception>
    public void Indices(string name, ReadOnlySpan<int> indices, int size, int limit, string of)
    {
        Input(name, indices.Length, size);
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)limit)
                ThrowIndex(name, i, indices[i], limit, of);
        }
    }

    /// <summary>Checks the length of an array that is a parameter.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="length">The number of elements; 0 where there is no array.</param>
    /// <param name="needed">The number of elements that its shape has.</param>
    /// <exception cref="InvalidOperationException">The array has more or fewer elements.</exception>
    public readonly void Parameter(string name, int length, int needed)
    {
        if (length != needed)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"{_method}: '{name}' has {length} elements, and its shape has {needed}."));
        }
    }

    /// <summary>Checks that a field holds a submodel.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="submodel">The value of the field.</param>
    /// <exception cref="InvalidOperationException">The field is null.</exception>
    public readonly void Submodel<T>(string name, [NotNull] T? submodel)
    {
        if (submodel is null)
            ThrowSubmodel(name);
    }

    /// <summary>Returns the number of submodels of a loop, and checks that there is each of them.</summary>
    /// <param name="name">The name of the array.</param>
    /// <param name="submodels">The submodels.</param>
    /// <exception cref="InvalidOperationException">The array or a submodel is null.</exception>
    public readonly int Submodels<TModel>(string name, [NotNull] TModel[]? submodels)
        where TModel : class?
    {
        if (submodels is null)
            ThrowSubmodel(name);
        return Submodels<TModel>(name, submodels.AsSpan());
    }

    /// <inheritdoc cref="Submodels{TModel}(string, TModel[])"/>
    public readonly int Submodels<TModel>(string name, [NotNull] List<TModel>? submodels)
        where TModel : class?
    {
        if (submodels is null)
            ThrowSubmodel(name);
        return Submodels<TModel>(name, CollectionsMarshal.AsSpan(submodels));
    }

    private readonly int Submodels<TModel>(string name, ReadOnlySpan<TModel> submodels)
        where TModel : class?
    {
        for (int i = 0; i < submodels.Length; i++)
        {
            if (submodels[i] is null)
                ThrowSubmodel(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"));
        }

        return submodels.Length;
    }

    /// <summary>Checks the memory for a result.</summary>
    /// <param name="name">The name of the result.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="size">The number of elements of one example; at least 1.</param>
    /// <exception cref="ArgumentException">The length is not the number of examples times the size.</exception>
    public readonly void Output(string name, int length, int size)
    {
        if (length != (long)Count * size)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_method}: '{name}' has {length} elements, and needs {(long)Count * size}: {size} for each of {Count} examples."),
                name);
        }
    }

    /// <summary>Demands that a result and an input share no memory.</summary>
    /// <exception cref="ArgumentException">The result and the input overlap.</exception>
    public readonly void Apart<T>(string name, ReadOnlySpan<T> output, string inputName, ReadOnlySpan<T> input)
    {
        if (output.Overlaps(input))
            throw new ArgumentException($"{_method}: '{name}' shares memory with '{inputName}', which is read while it is written.", name);
    }

    /// <summary>Returns the number of examples over which a mean is taken.</summary>
    /// <param name="total">The number that the caller gives; 0 for the examples of the call.</param>
    /// <exception cref="ArgumentException">The call has no examples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than that of the examples of the call.</exception>
    public readonly int Total(int total)
    {
        if (Count < 1)
            throw new ArgumentException($"{_method}: there are no examples, so there is no mean.", _first);
        if (total == 0)
            return Count;
        return total >= Count ? total : throw new ArgumentOutOfRangeException(
            nameof(total),
            total,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_method}: 'total' is the number of examples of all calls whose mean is wanted: at least the {Count} of this call."));
    }

    /// <summary>Returns a sum and the elements of a span, added one after the other.</summary>
    public static double Sum(double sum, ReadOnlySpan<float> elements)
    {
        foreach (float element in elements)
            sum += element;
        return sum;
    }

    /// <inheritdoc cref="Sum(double, ReadOnlySpan{float})"/>
    public static double Sum(double sum, ReadOnlySpan<double> elements)
    {
        foreach (double element in elements)
            sum += element;
        return sum;
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ThrowLength(string name, int length, int size) => throw new ArgumentException(
        string.Create(
            CultureInfo.InvariantCulture, $"{_method}: '{name}' has {length} elements, which is no multiple of the {size} of one example."),
        name);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ThrowSubmodel(string name) => throw new InvalidOperationException(
        $"{_method}: '{name}' is null, and the pass reads the model that it should hold; nothing has changed.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ThrowCount(string name, int count) => throw new ArgumentException(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_method}: '{name}' has {count} examples and '{_first}' has {Count}; each example needs all inputs."),
        name);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ThrowIndex(string name, int at, int index, int limit, string of) => throw new ArgumentOutOfRangeException(
        name,
        index,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_method}: '{name}' has {index} at position {at}, and the {of} are numbered from 0 to {limit - 1}; nothing has changed."));
}
