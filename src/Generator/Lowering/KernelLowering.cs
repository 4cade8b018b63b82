using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Lowering;

/// <summary>Turns a program into a kernel: the memory of the kernel, its sweeps, and the order of its actions.</summary>
internal static class KernelLowering
{
    private static readonly Memo<Request, KernelIr> Kernels = new(Lower);

    /// <summary>Returns the kernel of a program. The program is lowered once, however many classes need the kernel.</summary>
    /// <param name="key">The key of the kernel.</param>
    /// <param name="program">The program, for one type of element.</param>
    /// <param name="isMasked">True if the kernel itself clears the elements that are pruned.</param>
    public static KernelIr Run(KernelKey key, Program program, bool isMasked) => Kernels[new(key, program, isMasked)];

    private static KernelIr Lower(Request request)
    {
        (KernelKey key, Program program, bool isMasked) = request;
        SweepPlan plan = SplitSweeps.Run(program);
        var axes = new AxisBufferPlan(program, plan);
        StreamId[] arrays = [.. Arrays(program)];
        IEnumerable<Place> cachedLoads = plan.Sweeps.SelectMany(s => s.Cached?.Loads ?? []);
        int[] intermediates = [.. cachedLoads.Where(l => l.Stream.Kind == StreamKind.Intermediate).Select(l => l.Value).Distinct()];
        var sweeps = new SweepLowering(program, axes, arrays, intermediates, isMasked);
        int last = plan.Sweeps.ToList().FindLastIndex(s => s.Loads.Any(l => l.Stream == StreamId.Gradient));
        var kernel = new KernelIr(
            key,
            program,
            Uniforms(program).ToEquatableArray(),
            arrays.ToEquatableArray(),
            intermediates.ToEquatableArray(),
            axes.Buffers,
            plan.Sweeps.Select((s, i) => sweeps.Run(s, isLastOfGradient: i == last)).ToEquatableArray(),
            Actions(program, plan, axes, isMasked).ToEquatableArray(),
            isMasked);
        return KernelVerifier.Check(kernel) is { } problem ? throw new InvalidOperationException("After lowering: " + problem) : kernel;
    }

    private static IEnumerable<StreamId> Arrays(Program program)
    {
        yield return StreamId.Parameter;
        if (program.Instructions.Any(i => i.Op == Op.Gradient))
            yield return StreamId.Gradient;
        for (int state = 0; state < program.States.Count; state++)
        {
            if (program.States[state].Rate == Rate.Varying)
                yield return StreamId.State(state);
        }
    }

    // The uniforms that values of higher rates are computed from, or that become the new value of a parameter or state.
    private static SortedSet<int> Uniforms(Program program)
    {
        // A constant that could not be folded, such as a power, is computed at run time as well.
        bool IsUniform(int position) => program.Instructions[position] is { Rate: <= Rate.Uniform, IsConstant: false };
        var uniforms = new SortedSet<int>();
        foreach (Instruction instruction in program.Instructions.Where(i => i.Rate > Rate.Uniform))
            uniforms.UnionWith(instruction.Operands.Where(IsUniform));
        uniforms.UnionWith(program.States.Select(s => s.Out).Append(program.ParameterOut).Where(IsUniform));
        return uniforms;
    }

    private static IEnumerable<KernelAction> Actions(Program program, SweepPlan plan, AxisBufferPlan axes, bool isMasked)
    {
        for (int level = 0; level <= plan.Sweeps.Count; level++)
        {
            int last = plan.Times.Where(t => t.Level == level).Select(t => t.Phase).DefaultIfEmpty(0).Max();
            for (int phase = 0; phase <= last; phase++)
            {
                foreach (KernelAction action in Due(program, plan, axes, new(level, phase)))
                    yield return action;
            }

            if (level < plan.Sweeps.Count)
                yield return new RunSweep(level);
        }

        foreach (KernelAction action in axes.End())
            yield return action;
        if (isMasked)
            yield return new ClearPruned();
        if (!program.IsMeasured)
            yield break;
        IEnumerable<int> states = Enumerable.Range(0, program.States.Count);
        yield return new StoreTensorStates(states.Where(s => program.States[s].Rate == Rate.Tensor).ToEquatableArray());
    }

    // The actions for all values that can be computed at a time, and not before.
    private static IEnumerable<KernelAction> Due(Program program, SweepPlan plan, AxisBufferPlan axes, Time time)
    {
        int[] due = [.. Enumerable.Range(0, program.Instructions.Count).Where(i => plan.Times[i] == time)];
        foreach (int value in due.Where(v => SplitSweeps.IsOverAxis(program, program.Instructions[v])))
            yield return new ReduceAxis(value, axes.Find(program.Instructions[value].A)!.Value);
        int[] values = [.. due.Where(v => program.Instructions[v] is { Rate: Rate.Tensor, IsReduction: false, IsInput: false })];
        if (values.Length > 0)
            yield return new ComputeTensorValues(values.ToEquatableArray());
        foreach (Rate rate in new[] { Rate.Row, Rate.Column })
        {
            if (axes.Due(time, rate) is { Count: > 0 } stores)
                yield return Loop(program, axes, rate, stores);
        }
    }

    private static ComputeAxisValues Loop(Program program, AxisBufferPlan axes, Rate rate, IReadOnlyList<AxisPlace> stores)
    {
        // Values that buffers hold from before are loaded; all others are computed here.
        bool IsComputed(int i) =>
            program.Instructions[i] is { IsInput: false, IsReduction: false } axis
            && axis.Rate == rate
            && (axes.Find(i) is null || stores.Any(s => s.Value == i));
        var computed = new SortedSet<int>();
        var loads = new SortedSet<int>();
        var pending = new Stack<int>(stores.Select(s => s.Value));
        while (pending.Count > 0)
        {
            int position = pending.Pop();
            if (!IsComputed(position))
            {
                if (program.Instructions[position].Rate == rate)
                    loads.Add(position);
            }
            else if (computed.Add(position))
            {
                foreach (int operand in program.Instructions[position].Operands)
                    pending.Push(operand);
            }
        }

        IEnumerable<AxisPlace> loaded = loads.Select(l => new AxisPlace(axes.Find(l)!.Value, l));
        return new(rate, loaded.ToEquatableArray(), computed.ToEquatableArray(), stores.ToEquatableArray());
    }

    // A hash of the whole program would cost more than the lookup saves.
    private sealed record Request(KernelKey Key, Program Program, bool IsMasked)
    {
        public override int GetHashCode() => Key.GetHashCode();
    }
}
