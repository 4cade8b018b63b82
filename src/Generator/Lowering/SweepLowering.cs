using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Lowering;

/// <summary>Turns the sweeps of a plan into loops: streams, arguments, conditions, reductions.</summary>
/// <param name="program">The program.</param>
/// <param name="axes">The memory for row-rate and column-rate values.</param>
/// <param name="arrays">The memory of the model that the kernel is handed.</param>
/// <param name="intermediates">The values that one sweep may keep for a later sweep.</param>
/// <param name="isMasked">True if gradients of pruned elements count as 0 in measurements.</param>
internal sealed class SweepLowering(
    Program program, AxisBufferPlan axes, IReadOnlyList<StreamId> arrays, IReadOnlyList<int> intermediates, bool isMasked)
{
    // Each condition doubles the machine code of the loops; further conditions are asked element by element.
    private const int MostConditions = 3;

    /// <summary>Returns a sweep as a loop.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="isLastOfGradient">True if no later sweep reads the gradient.</param>
    public SweepIr Run(Sweep sweep, bool isLastOfGradient)
    {
        ReductionIr[] reductions = [.. sweep.Reductions.Select(r => Reduction(sweep, r))];
        StreamId[] blocks = [.. reductions.Where(r => r.After?.Kind == StreamKind.Block).Select(r => r.After!.Value).Distinct()];
        int[] arguments = [.. Arguments(sweep)];
        bool IsCondition(int value) => program.Instructions[value] is { Type: ScalarType.Bool, Rate: not Rate.Row };
        int[] conditions = [.. arguments.Where(IsCondition).Take(MostConditions)];
        int[] others = [.. arguments.Except(conditions)];
        IEnumerable<int> rowRate = others.Where(a => program.Instructions[a].Rate == Rate.Row);
        AxisPlace[] rows = [.. rowRate.Select(a => new AxisPlace(axes.Find(a)!.Value, a))];
        Place[] columns = [.. sweep.Columns.Select(c => new Place(StreamId.Column(axes.Find(c)!.Value), c))];
        Place[] loads = [.. sweep.Loads, .. columns];
        Place[] stores = [.. sweep.Stores, .. blocks.Select(b => new Place(b, b.Index))];
        int[] computed = [.. sweep.Values.Except(loads.Select(l => l.Value))];
        HashSet<int> operands = [.. computed.SelectMany(v => program.Instructions[v].Operands), .. stores.Select(s => s.Value)];
        Draw[] draws = [.. sweep.Values.Select(v => program.Instructions[v]).Where(i => i.IsDraw).Select(i => i.Payload.Draw).Distinct()];
        AxisUse[] buffers = [.. Buffers(rows, columns, reductions)];
        bool isElementwise = !program.IsMeasured;
        bool IsUsed(StreamId stream) => loads.Any(l => l.Stream == stream && operands.Contains(l.Value));
        bool zeroes = isLastOfGradient && (isElementwise || (stores.Length > 0 && IsUsed(StreamId.Gradient)));

        bool IsWritten(StreamId stream) => stores.Any(s => s.Stream == stream) || (zeroes && stream == StreamId.Gradient);
        IEnumerable<StreamId> used = arrays.Concat(intermediates.Select(StreamId.Intermediate))
            .Where(s => isElementwise || loads.Any(l => l.Stream == s) || IsWritten(s));

        // A sweep that measures random numbers, or one number again and again, has no stream: the parameter gives the number of elements.
        if (draws.Length > 0 || (reductions.Length > 0 && buffers.Length == 0))
            used = used.DefaultIfEmpty(StreamId.Parameter);
        StreamUse[] handed = [.. used.Select(s => new StreamUse(s, IsWritten(s)))];
        StreamUse[] streams =
        [
            .. handed.Where(a => a.IsWritten || isElementwise || IsUsed(a.Stream)),
            .. columns.Select(c => new StreamUse(c.Stream, IsWritten: false)),
            .. blocks.Select(b => new StreamUse(b, IsWritten: true)),
        ];
        ConditionalStream[] conditional = [.. new ConditionalAccess(program, conditions, loads, computed, stores).Find()];
        return new(
            handed.ToEquatableArray(),
            streams.ToEquatableArray(),
            loads.ToEquatableArray(),
            computed.ToEquatableArray(),
            stores.ToEquatableArray(),
            conditions.ToEquatableArray(),
            others.ToEquatableArray(),
            rows.ToEquatableArray(),
            buffers.ToEquatableArray(),
            draws.ToEquatableArray(),
            reductions.ToEquatableArray(),
            conditional.ToEquatableArray(),
            isLastOfGradient,
            zeroes,
            isMasked && reductions.Length > 0 && sweep.Loads.Any(l => l.Stream == StreamId.Gradient),
            sweep.Cached is { } cached ? Run(cached, isLastOfGradient) : null);
    }

    private ReductionIr Reduction(Sweep sweep, int position)
    {
        Instruction reduction = program.Instructions[position];
        StreamId? before = sweep.Loads.FirstOrDefault(l => l.Value == reduction.A)?.Stream;
        StreamId? after = before is null
            ? sweep.Stores.FirstOrDefault(s => s.Value == reduction.A)?.Stream ?? StreamId.Block(reduction.A)
            : null;
        return new(position, reduction.Op, reduction.Rate, reduction.A, before, after, axes.Find(position));
    }

    // The values below column rate that the loop computes with, stores or reduces. Constants are no arguments: they stand in the loop.
    private SortedSet<int> Arguments(Sweep sweep) =>
    [
        .. sweep.Values.Except(sweep.Loads.Select(l => l.Value)).SelectMany(v => program.Instructions[v].Operands)
            .Concat(sweep.Stores.Select(s => s.Value))
            .Concat(sweep.Reductions.Select(r => program.Instructions[r].A))
            .Where(v => program.Instructions[v] is { Rate: not (Rate.Varying or Rate.Column), IsConstant: false }),
    ];

    private static IEnumerable<AxisUse> Buffers(AxisPlace[] rows, Place[] columns, ReductionIr[] reductions) => rows
        .Select(r => new AxisUse(r.Buffer, IsWritten: false))
        .Concat(columns.Select(c => new AxisUse(c.Stream.Index, IsWritten: false)))
        .Concat(reductions.Where(r => r.Buffer is not null).Select(r => new AxisUse(r.Buffer!.Value, IsWritten: true)))
        .GroupBy(u => u.Buffer)
        .Select(g => new AxisUse(g.Key, g.Any(u => u.IsWritten)));
}
