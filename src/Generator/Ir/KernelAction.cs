using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>One action of a kernel; the kernel takes its actions in order.</summary>
internal abstract record KernelAction;

/// <summary>Computes values of the whole parameter.</summary>
/// <param name="Values">The positions of the values, in order.</param>
internal sealed record ComputeTensorValues(EquatableArray<int> Values) : KernelAction;

/// <summary>Reduces the values of all rows or columns to one.</summary>
/// <param name="Value">The position of the result.</param>
/// <param name="Buffer">The number of the axis buffer that holds the operand.</param>
internal sealed record ReduceAxis(int Value, int Buffer) : KernelAction;

/// <summary>Computes values for each row or column.</summary>
/// <param name="Rate">Row or Column.</param>
/// <param name="Loads">The values that are read.</param>
/// <param name="Computed">The positions of the values that are computed, in order.</param>
/// <param name="Stores">The values that are written.</param>
internal sealed record ComputeAxisValues(
    Rate Rate, EquatableArray<AxisPlace> Loads, EquatableArray<int> Computed, EquatableArray<AxisPlace> Stores) : KernelAction;

/// <summary>Runs a sweep over all elements.</summary>
/// <param name="Sweep">The number of the sweep.</param>
internal sealed record RunSweep(int Sweep) : KernelAction;

/// <summary>Moves the next values of a state to the memory of the state.</summary>
/// <param name="From">The number of the buffer with the next values.</param>
/// <param name="To">The number of the buffer of the state.</param>
internal sealed record CopyAxis(int From, int To) : KernelAction;

/// <summary>Gives all rows or columns of a state one value.</summary>
/// <param name="Buffer">The number of the buffer of the state.</param>
/// <param name="Value">The position of the value.</param>
internal sealed record FillAxis(int Buffer, int Value) : KernelAction;

/// <summary>Sets pruned elements to 0, and their states to the values that the states begin with.</summary>
internal sealed record ClearPruned : KernelAction;

/// <summary>Writes the states with one value for the whole parameter.</summary>
/// <param name="States">The numbers of the states.</param>
internal sealed record StoreTensorStates(EquatableArray<int> States) : KernelAction;
