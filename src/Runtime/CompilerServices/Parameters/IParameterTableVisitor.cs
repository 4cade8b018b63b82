using System;
using System.ComponentModel;
using System.Numerics;

namespace FusedOpt.CompilerServices;

/// <summary>Receives the entries of a <see cref="ParameterTable{TVisitor}"/>: each parameter of a class, followed by its states.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IParameterTableVisitor
{
    /// <summary>Receives a parameter.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="shape">The number of elements along each dimension; empty for a single value.</param>
    /// <param name="parameter">The elements of the parameter.</param>
    /// <param name="gradient">The elements of its gradient.</param>
    void Parameter<T>(scoped RowName name, scoped ReadOnlySpan<int> shape, Span<T> parameter, Span<T> gradient)
        where T : unmanaged;

    /// <summary>Receives a table of which few rows have a gradient.</summary>
    /// <inheritdoc cref="Parameter" path="/param"/>
    void Table<T>(scoped RowName name, scoped ReadOnlySpan<int> shape, Span<T> parameter, RowGradients<T> gradient)
        where T : unmanaged, INumberBase<T>;

    /// <summary>Receives the place of the mask of the parameter at hand, if elements of it are pruned.</summary>
    /// <param name="pruner">The pruner that has the mask.</param>
    /// <param name="parameter">The number of the parameter in the pruner.</param>
    /// <param name="array">The number of the array in the parameter.</param>
    void Mask(Pruner pruner, int parameter, int array);

    /// <summary>Receives a state of the parameter at hand that is there from the start.</summary>
    /// <param name="name">The name of the state in checkpoints.</param>
    /// <param name="extent">The part of the parameter that each value belongs to.</param>
    /// <param name="state">The values of the state.</param>
    void State<T>(string name, StateExtent extent, Span<T> state)
        where T : unmanaged;

    /// <inheritdoc cref="State{T}(string, StateExtent, Span{T})"/>
    void State(string name, NarrowState state);

    /// <summary>Receives a state with a value for each element of the parameter at hand.</summary>
    /// <param name="name">The name of the state in checkpoints.</param>
    /// <param name="state">The field that holds it.</param>
    /// <param name="initial">The value that each element begins with.</param>
    void State<T>(string name, ref StateArray<T> state, T initial)
        where T : unmanaged;

    /// <summary>Receives a state in an array.</summary>
    /// <param name="name">The name of the state in checkpoints.</param>
    /// <param name="extent">The part of the parameter that each value belongs to.</param>
    /// <param name="state">The field that holds it.</param>
    /// <param name="length">The number of its values.</param>
    /// <param name="initial">The value that each begins with.</param>
    void State<T>(string name, StateExtent extent, ref T[]? state, int length, T initial)
        where T : unmanaged;

    /// <summary>Receives a state with a value for each element of the parameter at hand, kept as bfloat16.</summary>
    /// <param name="name">The name of the state in checkpoints.</param>
    /// <param name="state">The field that holds it.</param>
    /// <param name="initial">The value that each element begins with.</param>
    /// <param name="seed">The seed of the class.</param>
    /// <param name="parameter">The number of the parameter in its class.</param>
    /// <param name="slot">The number of the state in its rule.</param>
    void BFloat16State(string name, ref NarrowState? state, float initial, long seed, int parameter, int slot);

    /// <summary>Receives a state with a value for each element of the parameter at hand, kept as codes of 8 bits.</summary>
    /// <param name="name">The name of the state in checkpoints.</param>
    /// <param name="state">The field that holds it.</param>
    /// <param name="initial">The value that each element begins with.</param>
    /// <param name="isSigned">True if any value may become negative.</param>
    void Block8State(string name, ref NarrowState? state, float initial, bool isSigned);
}
