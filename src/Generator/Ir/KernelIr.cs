using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>A kernel as data: everything that a backend prints, without a name in the backend's language.</summary>
/// <param name="Key">The key: everything that the kernel depends on.</param>
/// <param name="Program">The values that the kernel computes.</param>
/// <param name="Uniforms">The positions of the values that are computed once per step and used for every parameter.</param>
/// <param name="Arrays">
/// The memory of the model that the kernel is handed for a parameter: elements, gradients, states of every element.
/// </param>
/// <param name="Intermediates">The positions of the values that one sweep may keep for a later sweep.</param>
/// <param name="AxisBuffers">The memory with one value for each row or column; states first.</param>
/// <param name="Sweeps">The loops over all elements.</param>
/// <param name="Actions">The actions of the kernel, in order.</param>
/// <param name="IsMasked">True if the kernel itself clears the elements that are pruned.</param>
internal sealed record KernelIr(
    KernelKey Key,
    Program Program,
    EquatableArray<int> Uniforms,
    EquatableArray<StreamId> Arrays,
    EquatableArray<int> Intermediates,
    EquatableArray<AxisBuffer> AxisBuffers,
    EquatableArray<SweepIr> Sweeps,
    EquatableArray<KernelAction> Actions,
    bool IsMasked)
{
    /// <summary>True if the kernel reads gradients.</summary>
    public bool HasGradient { get; } = Arrays.Contains(StreamId.Gradient);

    /// <summary>True if anything is computed for a parameter as a whole. If false, elements do not depend on each other.</summary>
    public bool HasTensorValues { get; } = Program.IsMeasured;

    /// <summary>True if the kernel sees a parameter as a matrix.</summary>
    public bool HasAxisValues { get; } = Program.Instructions.Any(i => i.Rate is Rate.Row or Rate.Column);

    /// <summary>True if the kernel is told how many rows and columns a parameter has.</summary>
    public bool TakesShape { get; } = Program.Instructions.Any(
        i => i.Rate is Rate.Row or Rate.Column || i is { Op: Op.Count, Payload.Rate: Rate.Row or Rate.Column });

    /// <summary>
    /// True if threads share a parameter that is measured as a whole. Threads never share a kernel with row-rate or column-rate values,
    /// nor a kernel whose sweeps have nothing to do.
    /// </summary>
    public bool IsShared => HasTensorValues && !HasAxisValues && Sweeps.Any(s => s.Stores.Count > 0 || s.Reductions.Count > 0);

    /// <summary>
    /// The reductions to one value each. Threads that share a parameter know each reduction by the number of its place in this list.
    /// </summary>
    public IEnumerable<ReductionIr> TensorReductions => Sweeps.SelectMany(s => s.Reductions).Where(r => r.Rate == Rate.Tensor);

    /// <inheritdoc/>
    /// <remarks>Only the key is hashed: a hash of the whole program would cost more than the lookup saves.</remarks>
    public override int GetHashCode() => Key.GetHashCode();
}
