using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// Takes the rows of the one table that generated code has of a class's parameters, and hands each to a visitor. Fields of every form come
/// in as they are, and reach the visitor as spans.
/// </summary>
/// <remarks>
/// Single values and structures stay in their place for as long as the visitor uses their spans. Every call returns the table, so that a
/// parameter and its states are one row.
/// </remarks>
/// <param name="visitor">The visitor.</param>
/// <typeparam name="TVisitor">The type of the visitor: a structure, so that the JIT compiles the table for it alone.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ParameterTable<TVisitor>(TVisitor visitor)
    where TVisitor : struct, IParameterTableVisitor, allows ref struct
{
    private TVisitor _visitor = visitor;

    /// <summary>The visitor.</summary>
    [UnscopedRef]
    public ref TVisitor Visitor => ref _visitor;

    /// <summary>Lists a parameter; its states follow.</summary>
    /// <param name="name">The name of its field.</param>
    /// <param name="parameter">The elements of the parameter.</param>
    /// <param name="gradient">The elements of the gradient.</param>
    /// <param name="indices">The indices of an array within a jagged parameter, from the outermost; empty for any other field.</param>
    /// <param name="shape">
    /// The number of elements along each dimension, if not the type of the field but an attribute says it; otherwise empty.
    /// </param>
    /// <param name="key">The name of the parameter in checkpoints; null if it is that of the field.</param>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Parameter<T>(
        string name, Span<T> parameter, Span<T> gradient, scoped ReadOnlySpan<int> indices = default,
        scoped ReadOnlySpan<int> shape = default, string? key = null)
        where T : unmanaged
    {
        Visitor.Parameter(new(name, key, indices), shape.IsEmpty ? [parameter.Length] : shape, parameter, gradient);
        return ref this;
    }

    /// <summary>Lists a parameter in a tensor; its states follow.</summary>
    /// <inheritdoc cref="Parameter{T}(string, Span{T}, Span{T}, ReadOnlySpan{int}, ReadOnlySpan{int}, string)" path="/param"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Tensor<T>(
        string name, Span<T> parameter, Span<T> gradient, scoped ReadOnlySpan<nint> shape, string? key = null)
        where T : unmanaged
    {
        // A tensor has as many elements as a span, so that each of its lengths is an int, unless there are no elements.
        Span<int> lengths = stackalloc int[shape.Length];
        for (int i = 0; i < shape.Length; i++)
            lengths[i] = (int)nint.Min(shape[i], int.MaxValue);
        Visitor.Parameter(new(name, key, []), lengths, parameter, gradient);
        return ref this;
    }

    /// <inheritdoc cref="Parameter{T}(string, Span{T}, Span{T}, ReadOnlySpan{int}, ReadOnlySpan{int}, string)"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Parameter<T>(
        string name, T[] parameter, T[] gradient, scoped ReadOnlySpan<int> indices = default, scoped ReadOnlySpan<int> shape = default,
        string? key = null)
        where T : unmanaged => ref Parameter(name, new Span<T>(parameter), new Span<T>(gradient), indices, shape, key);

    /// <inheritdoc cref="Parameter{T}(string, Span{T}, Span{T}, ReadOnlySpan{int}, ReadOnlySpan{int}, string)"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Parameter<T>(
        string name, Array parameter, Array gradient, scoped ReadOnlySpan<int> indices = default, string? key = null)
        where T : unmanaged
    {
        Span<int> shape = stackalloc int[parameter.Rank];
        for (int i = 0; i < shape.Length; i++)
            shape[i] = parameter.GetLength(i);
        Visitor.Parameter(new(name, key, indices), shape, Elements.AsSpan<T>(parameter), Elements.AsSpan<T>(gradient));
        return ref this;
    }

    /// <inheritdoc cref="Parameter{T}(string, Span{T}, Span{T}, ReadOnlySpan{int}, ReadOnlySpan{int}, string)"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Parameter<T>(
        string name, T[,] parameter, T[,] gradient, scoped ReadOnlySpan<int> indices = default, string? key = null)
        where T : unmanaged
    {
        ReadOnlySpan<int> shape = [parameter.GetLength(0), parameter.GetLength(1)];
        Visitor.Parameter(new(name, key, indices), shape, Elements.AsSpan(parameter), Elements.AsSpan(gradient));
        return ref this;
    }

    /// <inheritdoc cref="Parameter{T}(string, Span{T}, Span{T}, ReadOnlySpan{int}, ReadOnlySpan{int}, string)"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Parameter<T>(
        string name, Memory<T> parameter, Memory<T> gradient, scoped ReadOnlySpan<int> indices = default,
        scoped ReadOnlySpan<int> shape = default, string? key = null)
        where T : unmanaged => ref Parameter(name, HeldMemory.Span(parameter), HeldMemory.Span(gradient), indices, shape, key);

    /// <summary>Lists a table of which few rows have a gradient; its states follow.</summary>
    /// <inheritdoc cref="Parameter{T}(string, Span{T}, Span{T}, ReadOnlySpan{int}, ReadOnlySpan{int}, string)" path="/param"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Parameter<T>(
        string name, Span<T> parameter, RowGradients<T> gradient, scoped ReadOnlySpan<int> shape = default, string? key = null)
        where T : unmanaged, INumberBase<T>
    {
        Visitor.Table(new(name, key, []), shape.IsEmpty ? [parameter.Length] : shape, parameter, gradient);
        return ref this;
    }

    /// <inheritdoc cref="Parameter{T}(string, Span{T}, RowGradients{T}, ReadOnlySpan{int}, string)"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Parameter<T>(string name, T[,] parameter, RowGradients<T> gradient, string? key = null)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<int> shape = [parameter.GetLength(0), parameter.GetLength(1)];
        return ref Parameter(name, Elements.AsSpan(parameter), gradient, shape, key);
    }

    /// <summary>Lists a parameter that is a single value; its states follow.</summary>
    /// <param name="name">The name of its field.</param>
    /// <param name="parameter">The value.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="key">The name of the parameter in checkpoints; null if it is that of the field.</param>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Parameter<T>(string name, scoped ref T parameter, scoped ref T gradient, string? key = null)
        where T : unmanaged
    {
        Visitor.Parameter(new(name, key, []), [], Elements.AsSpan(ref parameter), Elements.AsSpan(ref gradient));
        return ref this;
    }

    /// <summary>Lists a parameter of structures that hold nothing but numbers; its states follow.</summary>
    /// <inheritdoc cref="Parameter{T}(string, Span{T}, Span{T}, ReadOnlySpan{int}, ReadOnlySpan{int}, string)" path="/param"/>
    /// <typeparam name="TItem">The type of the structures.</typeparam>
    /// <typeparam name="T">The type of their numbers.</typeparam>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Parameter<TItem, T>(
        string name, TItem[] parameter, TItem[] gradient, scoped ReadOnlySpan<int> indices = default,
        scoped ReadOnlySpan<int> shape = default, string? key = null)
        where TItem : unmanaged
        where T : unmanaged
    {
        ListItems<TItem, T>(new(name, key, indices), shape, parameter, gradient);
        return ref this;
    }

    /// <inheritdoc cref="Parameter{TItem, T}(string, TItem[], TItem[], ReadOnlySpan{int}, ReadOnlySpan{int}, string)"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Parameter<TItem, T>(
        string name, Memory<TItem> parameter, Memory<TItem> gradient, scoped ReadOnlySpan<int> indices = default,
        scoped ReadOnlySpan<int> shape = default, string? key = null)
        where TItem : unmanaged
        where T : unmanaged
    {
        ListItems<TItem, T>(new(name, key, indices), shape, HeldMemory.Span(parameter), HeldMemory.Span(gradient));
        return ref this;
    }

    /// <summary>Lists a parameter that is one structure of nothing but numbers; its states follow.</summary>
    /// <inheritdoc cref="Parameter{T}(string, ref T, ref T, string)" path="/param"/>
    /// <typeparam name="TItem">The type of the structure.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Parameter<TItem, T>(
        string name, scoped ref TItem parameter, scoped ref TItem gradient, scoped ReadOnlySpan<int> shape = default, string? key = null)
        where TItem : unmanaged
        where T : unmanaged
    {
        Span<T> numbers = Elements.AsSpan<TItem, T>(ref parameter);
        Visitor.Parameter(
            new(name, key, []), shape.IsEmpty ? [numbers.Length] : shape, numbers, Elements.AsSpan<TItem, T>(ref gradient));
        return ref this;
    }

    /// <summary>Adds the place of a mask to the parameter at hand.</summary>
    /// <inheritdoc cref="IParameterTableVisitor.Mask" path="/param"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Mask(Pruner pruner, int parameter, int array = 0)
    {
        Visitor.Mask(pruner, parameter, array);
        return ref this;
    }

    /// <summary>Lists a state of each element of the parameter at hand that is there from the start.</summary>
    /// <param name="name">The name of the state in checkpoints.</param>
    /// <param name="state">The values of the state.</param>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> State<T>(string name, Span<T> state)
        where T : unmanaged
    {
        Visitor.State(name, StateExtent.Element, state);
        return ref this;
    }

    /// <inheritdoc cref="State{T}(string, Span{T})"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> State<T>(string name, T[] state)
        where T : unmanaged
    {
        Visitor.State(name, StateExtent.Element, new Span<T>(state));
        return ref this;
    }

    /// <summary>Lists a state of the parameter at hand that is one value.</summary>
    /// <inheritdoc cref="State{T}(string, Span{T})" path="/param"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> State<T>(string name, scoped ref T state)
        where T : unmanaged
    {
        Visitor.State(name, StateExtent.Tensor, Elements.AsSpan(ref state));
        return ref this;
    }

    /// <inheritdoc cref="State{T}(string, Span{T})"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> State(string name, NarrowState state)
    {
        Visitor.State(name, state);
        return ref this;
    }

    /// <inheritdoc cref="IParameterTableVisitor.State{T}(string, ref StateArray{T}, T)"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> State<T>(string name, ref StateArray<T> state, T initial = default)
        where T : unmanaged
    {
        Visitor.State(name, ref state, initial);
        return ref this;
    }

    /// <summary>Lists a state of each element of the parameter at hand, in an array.</summary>
    /// <inheritdoc cref="IParameterTableVisitor.State{T}(string, StateExtent, ref T[], int, T)" path="/param"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> State<T>(string name, ref T[]? state, int length, T initial = default)
        where T : unmanaged
    {
        Visitor.State(name, StateExtent.Element, ref state, length, initial);
        return ref this;
    }

    /// <summary>Lists a state of each row or column of the parameter at hand.</summary>
    /// <inheritdoc cref="IParameterTableVisitor.State{T}(string, StateExtent, ref T[], int, T)" path="/param"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> AxisState<T>(string name, ref T[]? state, int length, T initial = default)
        where T : unmanaged
    {
        Visitor.State(name, StateExtent.Axis, ref state, length, initial);
        return ref this;
    }

    /// <summary>Lists a state of each row or column of the parameter at hand that is there from the start.</summary>
    /// <inheritdoc cref="State{T}(string, Span{T})" path="/param"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> AxisState<T>(string name, T[] state)
        where T : unmanaged
    {
        Visitor.State(name, StateExtent.Axis, new Span<T>(state));
        return ref this;
    }

    /// <inheritdoc cref="IParameterTableVisitor.BFloat16State"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> BFloat16State(
        string name, ref NarrowState? state, float initial, long seed, int parameter, int slot)
    {
        Visitor.BFloat16State(name, ref state, initial, seed, parameter, slot);
        return ref this;
    }

    /// <inheritdoc cref="IParameterTableVisitor.Block8State"/>
    [UnscopedRef]
    public ref ParameterTable<TVisitor> Block8State(string name, ref NarrowState? state, float initial, bool isSigned)
    {
        Visitor.Block8State(name, ref state, initial, isSigned);
        return ref this;
    }

    private void ListItems<TItem, T>(scoped RowName name, scoped ReadOnlySpan<int> shape, Span<TItem> parameter, Span<TItem> gradient)
        where TItem : unmanaged
        where T : unmanaged
    {
        int length = Unsafe.SizeOf<TItem>() / Unsafe.SizeOf<T>();
        Span<T> numbers = Elements.AsSpan<TItem, T>(parameter);
        Visitor.Parameter(name, shape.IsEmpty ? [parameter.Length, length] : shape, numbers, Elements.AsSpan<TItem, T>(gradient));
    }
}
