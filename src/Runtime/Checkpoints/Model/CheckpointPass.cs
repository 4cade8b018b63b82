using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.InteropServices;

namespace FusedOpt;

/// <summary>A pass over all that a checkpoint holds of a model: its tensors, and what it keeps beside them.</summary>
internal abstract class CheckpointPass
{
    /// <summary>The ending of the name under which the mask of a pruned parameter is kept: a bit for each element.</summary>
    private const string MaskEnding = ".prune_mask";

    /// <summary>The ending of the name under which the indices of rows are kept that have a gradient.</summary>
    private const string RowsEnding = ".grad_rows";

    /// <summary>The ending of the name under which a gradient is kept.</summary>
    private const string GradientEnding = ".grad";

    /// <summary>True if the pass is shown the state of the optimizer.</summary>
    public virtual bool TakesState => true;

    /// <summary>True if the pass is shown gradients.</summary>
    public virtual bool TakesGradients => false;

    /// <summary>Begins with a model.</summary>
    /// <param name="path">The path to the model: empty, or with a dot at its end.</param>
    /// <param name="state">The bookkeeping of its steps.</param>
    /// <param name="learningRate">The learning rate; NaN while a schedule gives it.</param>
    /// <param name="guard">The guard of its gradients; null if it has none.</param>
    public virtual void Model(string path, ref StepState state, ref double learningRate, GradientGuard? guard)
    {
    }

    /// <summary>Receives the rule of a class of a model. Models within a base class may have been shown before.</summary>
    /// <param name="path">The path to the model.</param>
    /// <param name="rule">The rule.</param>
    public virtual void Rule(string path, string rule)
    {
    }

    /// <summary>Receives the place where a model notes that it is in evaluation.</summary>
    /// <param name="path">The path to the model.</param>
    /// <param name="isEvaluating">True if the model is in evaluation.</param>
    public virtual void Mode(string path, ref bool isEvaluating)
    {
    }

    /// <summary>Receives the place of the learning rate at which state of a class stands that begins at the learning rate.</summary>
    /// <param name="path">The path to the model.</param>
    /// <param name="rate">The learning rate.</param>
    public virtual void StateRate(string path, ref double rate)
    {
    }

    /// <summary>Receives the pruner of a class of a model.</summary>
    /// <param name="path">The path to the model.</param>
    /// <param name="pruner">The pruner.</param>
    public virtual void Pruning(string path, Pruner pruner)
    {
    }

    /// <summary>Receives a tensor.</summary>
    public abstract void Tensor(ModelTensor tensor, TensorMemory memory);

    /// <summary>Receives the mask of a parameter; a model in which nothing has been pruned yet has none.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="length">The number of its elements.</param>
    /// <param name="mask">The place of the mask.</param>
    public virtual void Mask(string parameter, int length, MaskPlace mask)
    {
        if (mask.Value is { } value)
            Tensor(DescribeMask(parameter, length), TensorMemory.Create(value.Words));
    }

    /// <summary>Receives the gradient of a table of which few rows have one.</summary>
    public virtual void Rows<T>(string parameter, RowGradients<T> gradient)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<int> rows = gradient.Rows;
        Span<int> memory = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(rows), rows.Length);
        Tensor(DescribeRows(parameter, gradient.Count), TensorMemory.Create(memory));
        Tensor(DescribeRowValues(parameter, gradient, gradient.Count), TensorMemory.Create(gradient.Values));
    }

    /// <summary>Describes the tensor that holds a mask.</summary>
    protected static ModelTensor DescribeMask(string parameter, int length) =>
        new(parameter + MaskEnding, TensorRole.State, TensorType.U64, [PruneMask.CountWords(length)]);

    /// <summary>Describes the tensor that holds the indices of rows.</summary>
    protected static ModelTensor DescribeRows(string parameter, int count) =>
        new(parameter + RowsEnding, TensorRole.Gradient, TensorType.I32, [count]);

    /// <summary>Describes the tensor that holds the gradients of rows.</summary>
    protected static ModelTensor DescribeRowValues<T>(string parameter, RowGradients<T> gradient, int count)
        where T : unmanaged, INumberBase<T> =>
        new(parameter + GradientEnding, TensorRole.Gradient, ModelTensor.TypeOf<T>(), [count, gradient.Columns]);

    /// <summary>Describes the tensor that holds a gradient.</summary>
    internal static ModelTensor DescribeGradient(ModelTensor parameter) =>
        parameter with { Name = parameter.Name + GradientEnding, Role = TensorRole.Gradient };
}
