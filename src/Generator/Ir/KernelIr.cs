using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>A kernel as data: everything that a backend prints, without a name in the backend's language.</summary>
/// <param name="Key">What the kernel depends on.</param>
/// <param name="Program">The values that the kernel computes.</param>
/// <param name="Uniforms">The positions of the values that are computed once per step and used for every parameter.</param>
/// <param name="Arrays">The memory of the model that the kernel is handed for a parameter: elements, gradients, states of every element.</param>
/// <param name="Intermediates">The positions of the values that one sweep may keep for a later one.</param>
/// <param name="AxisBuffers">The memory with one value for each row or column; states first.</param>
/// <param name="Sweeps">The loops over all elements.</param>
/// <param name="Actions">What the kernel does, in order.</param>
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

    /// <summary>True if anything is computed for a parameter as a whole. If not, the elements have nothing to do with each other.</summary>
    public bool HasTensorValues { get; } = Program.IsMeasured;

    /// <summary>True if the kernel sees a parameter as a matrix.</summary>
    public bool HasAxisValues { get; } = Program.Instructions.Any(i => i.Rate is Rate.Row or Rate.Column);

    /// <summary>True if the kernel is told how many rows and columns a parameter has.</summary>
    public bool TakesShape { get; } =
        Program.Instructions.Any(i => i.Rate is Rate.Row or Rate.Column || i is { Op: Op.Count, Payload: (long)Rate.Row or (long)Rate.Column });

    /// <summary>True if threads share a parameter that is measured: not one with rows and columns, nor where no sweep has anything to do.</summary>
    public bool IsShared => HasTensorValues && !HasAxisValues && Sweeps.Any(s => s.Stores.Count > 0 || s.Reductions.Count > 0);

    /// <summary>The reductions to one value each: where threads share a parameter, each reduction has the number of its place here.</summary>
    public IEnumerable<ReductionIr> TensorReductions => Sweeps.SelectMany(s => s.Reductions).Where(r => r.Rate == Rate.Tensor);

    /// <summary>Returns true if a state has another value after the update.</summary>
    public bool Changes(int state) => !(Program.Instructions[Program.States[state].Out] is { Op: Op.State, Payload: var same } && same == state);

    /// <inheritdoc/>
    /// <remarks>The key decides; a hash of the whole program would cost more than what is looked up with it.</remarks>
    public override int GetHashCode() => Key.GetHashCode();
}
