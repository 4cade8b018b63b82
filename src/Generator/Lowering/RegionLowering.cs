using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Lowering;

/// <summary>Plans the kernel of a region: the sweeps over one row, and the values that one sweep keeps for a later sweep.</summary>
/// <remarks>
/// A value that depends on a reduction of the row waits until all elements of the row have been seen. A value that is reduced lies in
/// memory: in an input, in an output, or in scratch memory for one row. Later sweeps of the row load such a value, and so they do with
/// a quotient, a root or a function that an earlier sweep has computed; anything else is computed again.
/// </remarks>
internal sealed class RegionLowering
{
    private static readonly Memo<Program, RegionIr> Regions = new(region => new RegionLowering(RowForm.Run(region)).Run());

    private readonly Program _program;
    private readonly EquatableArray<RowOutput> _outputs;
    private readonly int[] _levels;
    private readonly int[] _reductions;
    private readonly int[] _reduced;
    private readonly Dictionary<int, int> _storedIn;
    private readonly SortedSet<int> _kept = [];

    private RegionLowering(RowRegion region)
    {
        (_program, _outputs) = (region.Program, region.Outputs);
        _levels = new int[_program.Instructions.Count];
        for (int i = 0; i < _levels.Length; i++)
        {
            int last = _program.Instructions[i].Operands.Select(o => _levels[o]).DefaultIfEmpty().Max();
            _levels[i] = _program.Instructions[i].IsReduction ? last + 1 : last;
        }

        _reductions = [.. Enumerable.Range(0, _levels.Length).Where(i => _program.Instructions[i].IsReduction)];
        _reduced = [.. _reductions.Select(r => _program.Instructions[r].A).Concat(Summed()).Distinct().OrderBy(v => v)];
        _storedIn = StoredIn();
    }

    /// <summary>Returns the kernel of a region.</summary>
    /// <exception cref="InvalidOperationException">The region cannot be computed row by row.</exception>
    public static RegionIr Run(Program region) => Regions[region];

    private RegionIr Run()
    {
        // A sweep may compute a value again only if that is cheap: else the first sweep that computes it keeps it.
        RegionSweep[] sweeps = Plan();
        while (ComputedAgain(sweeps) is { Length: > 0 } again)
        {
            _kept.UnionWith(again);
            sweeps = Plan();
        }

        var loaded = new HashSet<int>(sweeps.SelectMany(s => s.Loads).Select(l => l.Value));
        _kept.RemoveWhere(v => !loaded.Contains(v));
        sweeps = Plan();
        int[] intermediates =
        [
            .. sweeps.SelectMany(s => s.Stores).Where(s => s.Stream.Kind == StreamKind.Intermediate).Select(s => s.Value),
        ];
        return new(
            _program,
            _outputs,
            _levels.ToEquatableArray(),
            sweeps.ToEquatableArray(),
            _reductions.Select(r => new RegionReduction(r, Memory(_program.Instructions[r].A))).ToEquatableArray(),
            Summed().Distinct().Select(v => new Place(Memory(v), v)).ToEquatableArray(),
            intermediates.ToEquatableArray(),
            IsFlat());
    }

    // Each sweep costs a call for each row, so an output waits for the next sweep that has to be: one before a reduction, or the last.
    private Dictionary<int, int> StoredIn()
    {
        int[] outputs = [.. OutputStores().Select(o => o.Value).Distinct()];
        SortedSet<int> needed = [.. _reduced.Where(v => Memory(v).Kind != StreamKind.Input).Select(v => _levels[v])];
        needed.Add(outputs.Select(o => _levels[o]).DefaultIfEmpty().Max());
        return outputs.ToDictionary(o => o, o => needed.First(level => level >= _levels[o]));
    }

    private IEnumerable<int> Summed() =>
        _outputs.SelectMany(o => o.Terms).Where(t => t.Kind == RowTermKind.Sum).Select(t => t.Value);

    private bool IsFlat() =>
        _program.Instructions.All(i => i.Rate is not (Rate.Row or Rate.Column))
        && _outputs.All(o => o.Rate == Rate.Varying || o.Terms.All(t => t.Kind == RowTermKind.Once));

    private int[] ComputedAgain(RegionSweep[] sweeps) =>
    [
        .. sweeps.SelectMany(s => s.Computed)
            .GroupBy(v => v)
            .Where(g => g.Count() > 1 && IsExpensive(_program.Instructions[g.Key].Op))
            .Select(g => g.Key)
            .Except(_kept),
    ];

    // A number is loaded no faster than a few are added, but faster than a division, a root or a function is computed.
    private static bool IsExpensive(Op op) => op is Op.Divide or Op.Sqrt || OpTable.Shape(op) == OpShape.Function;

    private RegionSweep[] Plan()
    {
        var settled = new Dictionary<int, StreamId>();
        var computed = new HashSet<int>();
        int count = _levels.Append(0).Max() + 1;
        var sweeps = new RegionSweep[count];
        for (int s = 0; s < count; s++)
        {
            List<Place> stores = [.. OutputStores().Where(o => _storedIn[o.Value] == s)];
            foreach (int value in _reduced.Where(v => _levels[v] == s && Memory(v) == StreamId.Intermediate(v)))
                stores.Add(new(StreamId.Intermediate(value), value));
            RegionSweep sweep = Sweep(stores, settled);
            foreach (int value in sweep.Computed.Where(v => _kept.Contains(v) && computed.Add(v) && !stores.Exists(p => Holds(p, v))))
                stores.Add(new(StreamId.Intermediate(value), value));
            sweeps[s] = sweep with { Stores = stores.ToEquatableArray() };
            foreach (Place store in stores.Where(p => Holds(p, p.Value)))
                settled[store.Value] = store.Stream;
        }

        return sweeps;
    }

    // An output of column rate holds the sum of many rows.
    private bool Holds(Place place, int value) =>
        place.Value == value && (place.Stream.Kind != StreamKind.Output || _outputs[place.Stream.Index].Rate == Rate.Varying);

    private IEnumerable<Place> OutputStores() => _outputs.SelectMany(
        (output, i) => output.Terms.Where(t => t.Kind == RowTermKind.Element).Select(t => new Place(StreamId.Output(i), t.Value)));

    // The memory that holds a value that is reduced.
    private StreamId Memory(int value) => _program.Instructions[value] is { Op: Op.Input, Rate: Rate.Varying or Rate.Column } input
        ? StreamId.OfInput(input)
        : OutputStores().FirstOrDefault(o => Holds(o, value))?.Stream ?? StreamId.Intermediate(value);

    private RegionSweep Sweep(List<Place> stores, Dictionary<int, StreamId> settled)
    {
        var computed = new SortedSet<int>();
        var arguments = new SortedSet<int>();
        var loads = new Dictionary<int, StreamId>();
        var pending = new Stack<int>(stores.Select(s => s.Value));
        while (pending.Count > 0)
        {
            int position = pending.Pop();
            Instruction instruction = _program.Instructions[position];
            if (instruction.IsConstant)
                continue;
            if (instruction.Rate <= Rate.Row)
                arguments.Add(position);
            else if (settled.TryGetValue(position, out StreamId stream))
                loads[position] = stream;
            else if (instruction.IsInput)
                loads[position] = StreamId.OfInput(instruction);
            else if (computed.Add(position))
                instruction.Operands.ToList().ForEach(pending.Push);
        }

        return new(
            loads.Select(l => new Place(l.Value, l.Key)).OrderBy(l => l.Stream.Kind == StreamKind.Input ? 0 : 1).ThenBy(l => l.Stream)
                .ToEquatableArray(),
            computed.ToEquatableArray(),
            stores.ToEquatableArray(),
            arguments.ToEquatableArray());
    }
}
