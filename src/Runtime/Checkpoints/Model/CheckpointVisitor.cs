using System;
using System.Diagnostics;
using System.Numerics;

namespace FusedOpt;

/// <summary>Shows a pass the tensors of a model under their names, in whatever form the model keeps them.</summary>
/// <param name="pass">The pass.</param>
internal struct CheckpointVisitor(CheckpointPass pass) : IModelVisitor, IParameterVisitor
{
    private ModelTensor? _parameter;
    private int _length;

    /// <inheritdoc/>
    public ModelPath Path { get; set; } = ModelPath.Root;

    /// <inheritdoc/>
    public readonly void Model(ref StepState state, ref double learningRate, GradientGuard? guard) =>
        pass.Model(Path.Keys, ref state, ref learningRate, guard);

    /// <inheritdoc/>
    public readonly void Rule(string rule) => pass.Rule(Path.Keys, rule);

    /// <inheritdoc/>
    public readonly void Mode(ref bool isEvaluating) => pass.Mode(Path.Keys, ref isEvaluating);

    /// <inheritdoc/>
    public readonly void StateRate(ref double rate) => pass.StateRate(Path.Keys, ref rate);

    /// <inheritdoc/>
    public readonly void Pruning(Pruner pruner) => pass.Pruning(Path.Keys, pruner);

    /// <inheritdoc/>
    public void Parameter<T>(scoped RowName name, scoped ReadOnlySpan<int> shape, Span<T> parameter, Span<T> gradient)
        where T : unmanaged
    {
        Begin(name, shape, parameter);
        if (pass.TakesGradients)
            pass.Tensor(CheckpointPass.DescribeGradient(_parameter!), TensorMemory.Create(gradient));
    }

    /// <inheritdoc/>
    public void Table<T>(scoped RowName name, scoped ReadOnlySpan<int> shape, Span<T> parameter, RowGradients<T> gradient)
        where T : unmanaged, INumberBase<T>
    {
        Begin(name, shape, parameter);
        if (pass.TakesGradients)
            pass.Rows(_parameter!.Name, gradient);
    }

    /// <inheritdoc/>
    public readonly void Mask(Pruner pruner, int parameter, int array)
    {
        if (pass.TakesState)
            pass.Mask(_parameter!.Name, _length, new(pruner, parameter, array));
    }

    /// <inheritdoc/>
    public readonly void State<T>(string name, StateExtent extent, Span<T> state)
        where T : unmanaged
    {
        if (!pass.TakesState)
            return;
        long[] shape = extent switch
        {
            StateExtent.Element => _parameter!.Shape,
            StateExtent.Axis => [state.Length],
            _ => [],
        };
        pass.Tensor(
            new($"{_parameter!.Name}.{name}", TensorRole.State, ModelTensor.TypeOf<T>(), shape), TensorMemory.Create(state));
    }

    /// <inheritdoc/>
    public void State(string name, NarrowState state) => state.Show(ref this, "", name);

    /// <inheritdoc/>
    public readonly void State<T>(string name, ref StateArray<T> state, T initial)
        where T : unmanaged => State(name, StateExtent.Element, state.Span);

    /// <inheritdoc/>
    public readonly void State<T>(string name, StateExtent extent, ref T[]? state, int length, T initial)
        where T : unmanaged => State(name, extent, state.AsSpan());

    /// <inheritdoc/>
    public void BFloat16State(string name, ref NarrowState? state, float initial, long seed, int parameter, int slot) =>
        State(name, state!);

    /// <inheritdoc/>
    public void Block8State(string name, ref NarrowState? state, float initial, bool isSigned) => State(name, state!);

    // State in few bits: codes and numbers of every element, and scales of blocks, of which there are fewer.
    /// <inheritdoc/>
    readonly void IParameterVisitor.State<T>(string parameter, string name, Span<T> state) =>
        State(name, state.Length == _length ? StateExtent.Element : StateExtent.Axis, state);

    /// <inheritdoc/>
    readonly void IParameterVisitor.Parameter<T>(string name, Span<T> parameter, Span<T> gradient) => throw new UnreachableException();

    private void Begin<T>(scoped RowName name, scoped ReadOnlySpan<int> shape, Span<T> parameter)
        where T : unmanaged
    {
        var lengths = new long[shape.Length];
        for (int i = 0; i < shape.Length; i++)
            lengths[i] = shape[i];
        _parameter = new(Path.Keys + name.GetKey(), TensorRole.Parameter, ModelTensor.TypeOf<T>(), lengths);
        _length = parameter.Length;
        pass.Tensor(_parameter, TensorMemory.Create(parameter));
    }
}
