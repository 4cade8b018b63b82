using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>Shows each parameter and state of a tree of models to a visitor of the user's. All states have been made before.</summary>
/// <param name="visitor">The visitor, which stays in its place for as long as the adapter is used.</param>
/// <typeparam name="TVisitor">The type of the visitor.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct VisitorAdapter<TVisitor>(ref TVisitor visitor) : IModelVisitor
    where TVisitor : IParameterVisitor, allows ref struct
{
    // No ref field may refer to a type that may be a ref struct itself.
    private readonly ref byte _visitor = ref Unsafe.As<TVisitor, byte>(ref visitor);
    private string _name = "";

    /// <inheritdoc/>
    public ModelPath Path { get; set; } = ModelPath.Root;

    private readonly ref TVisitor Visitor => ref Unsafe.As<byte, TVisitor>(ref _visitor);

    /// <inheritdoc/>
    public readonly void Model(ref StepState state, ref double learningRate, GradientGuard? guard)
    {
    }

    /// <inheritdoc/>
    public readonly void Rule(string rule)
    {
    }

    /// <inheritdoc/>
    public readonly void Mode(ref bool isEvaluating)
    {
    }

    /// <inheritdoc/>
    public readonly void StateRate(ref double rate)
    {
    }

    /// <inheritdoc/>
    public readonly void Pruning(Pruner pruner)
    {
    }

    /// <inheritdoc/>
    public void Parameter<T>(scoped RowName name, scoped ReadOnlySpan<int> shape, Span<T> parameter, Span<T> gradient)
        where T : unmanaged
    {
        _name = Path.Fields + name.GetPath();
        Visitor.Parameter(_name, parameter, gradient);
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
        where T : unmanaged => Visitor.State(_name, name, state);

    /// <inheritdoc/>
    public readonly void State(string name, NarrowState state) => state.Show(ref Visitor, _name, name);

    /// <inheritdoc/>
    public readonly void State<T>(string name, ref StateArray<T> state, T initial)
        where T : unmanaged => Visitor.State(_name, name, state.Span);

    /// <inheritdoc/>
    public readonly void State<T>(string name, StateExtent extent, ref T[]? state, int length, T initial)
        where T : unmanaged => Visitor.State(_name, name, new Span<T>(state));

    /// <inheritdoc/>
    public readonly void BFloat16State(string name, ref NarrowState? state, float initial, long seed, int parameter, int slot) =>
        state!.Show(ref Visitor, _name, name);

    /// <inheritdoc/>
    public readonly void Block8State(string name, ref NarrowState? state, float initial, bool isSigned) =>
        state!.Show(ref Visitor, _name, name);
}
