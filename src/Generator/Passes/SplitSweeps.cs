using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>
/// Splits a program into the fewest sweeps: a value that depends on a reduction has to wait until all elements have been seen. What an
/// earlier sweep can settle it stores, so that later ones load it instead of computing it again. Of a sweep that computes again what an
/// earlier one has measured there is a short form, for parameters of which so much can be kept.
/// </summary>
internal static class SplitSweeps
{
    private static readonly Memo<Program, SweepPlan> Plans = new(Split);

    public static SweepPlan Run(Program program) => Plans[program];

    private static SweepPlan Split(Program program)
    {
        Time[] times = Times(program);
        int[] levels = [.. times.Select(t => t.Level)];
        Place[] outputs = [.. Outputs(program)];
        int[] reductions = [.. Enumerable.Range(0, levels.Length).Where(i => IsOverElements(program, i))];
        int count = outputs.Select(o => levels[o.Value] + 1).Concat(reductions.Select(r => levels[r])).Append(1).Max();

        // A sweep must not overwrite what a later one still reads: then that one stores.
        int[] storedIn = [.. outputs.Select(o => levels[o.Value])];
        for (bool moved = true; moved;)
        {
            moved = false;
            for (int sweep = 0; sweep < count; sweep++)
            {
                foreach (Place load in Sweep(program, levels, outputs, storedIn, reductions, sweep).Loads)
                {
                    int output = Array.FindIndex(outputs, o => o.Stream == load.Stream && o.Value != load.Value);
                    if (output >= 0 && storedIn[output] < sweep)
                    {
                        storedIn[output] = sweep;
                        moved = true;
                    }
                }
            }
        }

        Sweep[] sweeps =
        [
            .. Enumerable.Range(0, count)
                .Select(
                    s => WithCached(
                        program,
                        Sweep(program, levels, outputs, storedIn, reductions, s),
                        Sweep(program, levels, outputs, storedIn, reductions, s, keeps: true))),
        ];
        return new(new EquatableArray<Time>(Late(program, times, sweeps)), sweeps.ToEquatableArray());
    }

    /// <summary>
    /// Returns true if a reduction goes over the elements. The mean or maximum of values at the row rate or the column rate need only go
    /// over the values of the axis.
    /// </summary>
    public static bool IsOverElements(Program program, int position)
    {
        Instruction instruction = program.Instructions[position];
        return instruction.IsReduction && !IsOverAxis(program, instruction);
    }

    /// <summary>Returns true if a reduction goes over rows or columns.</summary>
    public static bool IsOverAxis(Program program, Instruction instruction) =>
        instruction is { Op: Op.Mean or Op.Maximum, Rate: Rate.Tensor }
            && program.Instructions[instruction.A].Rate is Rate.Row or Rate.Column;

    private static Time[] Times(Program program)
    {
        var times = new Time[program.Instructions.Count];
        for (int i = 0; i < times.Length; i++)
        {
            Time last = program.Instructions[i].Operands.Select(o => times[o]).Append(default).Max();
            times[i] = IsOverElements(program, i) ? new(last.Level + 1, 0)
                : IsOverAxis(program, program.Instructions[i]) ? new(last.Level, last.Phase + 1)
                : last;
        }

        return times;
    }

    // Row-rate and column-rate values are computed in the sweep that needs them first, so that they need not be kept from an earlier sweep.
    private static Time[] Late(Program program, Time[] times, Sweep[] sweeps)
    {
        var late = (Time[])times.Clone();
        for (int i = times.Length - 1; i >= 0; i--)
        {
            Instruction instruction = program.Instructions[i];
            if (instruction is not { Rate: Rate.Row or Rate.Column, IsInput: false, IsReduction: false }
                || program.States.Any(s => s.Out == i))
                continue;
            IEnumerable<Time> uses = Enumerable.Range(i + 1, times.Length - i - 1)
                .Where(
                    user => program.Instructions[user] is { Rate: not Rate.Varying, IsReduction: false } line && line.Operands.Contains(i))
                .Select(user => late[user]);
            bool isReduced = program.Instructions.Any(user => user.IsReduction && user.Operands.Contains(i));
            IEnumerable<Time> swept = Enumerable.Range(0, sweeps.Length)
                .Where(s => sweeps[s].Rows.Concat(sweeps[s].Columns).Contains(i))
                .Select(s => s > times[i].Level ? new Time(s, 0) : times[i]);
            late[i] = isReduced ? times[i] : uses.Concat(swept).DefaultIfEmpty(times[i]).Min();
        }

        return late;
    }

    // The parameter and the states of every element, where they change at all.
    private static IEnumerable<Place> Outputs(Program program) => program.States
        .Select((state, i) => (state.Rate, Place: new Place(StreamId.State(i), state.Out)))
        .Where(s => s.Rate == Rate.Varying)
        .Select(s => s.Place)
        .Prepend(new Place(StreamId.Parameter, program.ParameterOut))
        .Where(o => !(program.Instructions[o.Value] is { Op: Op.Parameter or Op.State } input && StreamId.OfInput(input) == o.Stream));

    // A number is loaded no faster than a few are added, but faster than a division, a root or a function is computed.
    private static Sweep WithCached(Program program, Sweep sweep, Sweep intermediate)
    {
        IEnumerable<int> spared = sweep.Values.Except(intermediate.Values)
            .Concat(intermediate.Loads.Where(l => l.Stream.Kind == StreamKind.Intermediate).Select(l => l.Value));
        return spared.Select(v => program.Instructions[v].Op)
            .Any(op => op is Op.Divide or Op.Sqrt or Op.SqrtEstimate || OpTable.Shape(op) == OpShape.Function)
            ? sweep with { Cached = intermediate }
            : sweep;
    }

    private static Sweep Sweep(
        Program program, int[] levels, Place[] outputs, int[] storedIn, int[] reductions, int sweep, bool keeps = false)
    {
        Place[] stores = [.. outputs.Where((_, o) => storedIn[o] == sweep)];
        int[] completed = [.. reductions.Where(r => levels[r] == sweep + 1)];
        var settled = new Dictionary<int, StreamId>();
        foreach (int measured in reductions.Where(r => keeps && levels[r] <= sweep).Select(r => program.Instructions[r].A))
        {
            if (program.Instructions[measured] is { IsInput: false, Rate: Rate.Varying })
                settled[measured] = StreamId.Intermediate(measured);
        }

        for (int o = 0; o < outputs.Length; o++)
        {
            if (storedIn[o] < sweep && program.Instructions[outputs[o].Value] is { IsInput: false, Rate: Rate.Varying })
                settled[outputs[o].Value] = outputs[o].Stream;
        }

        var values = new SortedSet<int>();
        var lines = new SortedSet<int>();
        var loads = new List<Place>();
        var pending = new Stack<int>(stores.Select(s => s.Value).Concat(completed.Select(r => program.Instructions[r].A)));
        while (pending.Count > 0)
        {
            int position = pending.Pop();
            Instruction instruction = program.Instructions[position];
            if (instruction is { Rate: Rate.Row } or { Rate: Rate.Column, Type: ScalarType.Element })
                lines.Add(position);

            // Conditions on columns are asked in vectors.
            if (instruction.Rate != Rate.Varying && instruction is not { Rate: Rate.Column, Type: ScalarType.Bool }
                || !values.Add(position))
                continue;
            if (settled.TryGetValue(position, out StreamId stream))
                loads.Add(new(stream, position));
            else if (instruction.IsInput)
                loads.Add(new(StreamId.OfInput(instruction), position));
            else
                instruction.Operands.ToList().ForEach(pending.Push);
        }

        return new(
            values.ToEquatableArray(),
            loads.OrderBy(l => l.Stream).ToEquatableArray(),
            stores.ToEquatableArray(),
            lines.Where(l => program.Instructions[l].Rate == Rate.Row).ToEquatableArray(),
            lines.Where(l => program.Instructions[l].Rate == Rate.Column).ToEquatableArray(),
            completed.ToEquatableArray());
    }
}
