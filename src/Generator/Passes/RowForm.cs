using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>
/// Turns a region into the work on one row: an output that sums up rows becomes the terms that each row adds.
/// </summary>
/// <remarks>
/// <para>
/// The sums are those of gradients, as <see cref="Adjoint"/> makes them: <c>Sum</c> of a value of every element, or the mean of a row-rate
/// value times the number of rows, and sums of several of these. Anything else that depends on all rows at once cannot be computed row by
/// row.
/// </para>
/// <para>
/// A value that depends on no row is a term of each row too, wherever such a sum is taken of it: a batch has the bits of its rows, added
/// one after the other.
/// </para>
/// </remarks>
internal sealed class RowForm
{
    private readonly Program _region;
    private readonly ProgramBuilder _builder = new();
    private readonly int[] _map;
    private readonly bool[] _crossesRows;

    private RowForm(Program region)
    {
        _region = region;
        _map = new int[region.Instructions.Count];
        _crossesRows = new bool[region.Instructions.Count];
        for (int i = 0; i < _map.Length; i++)
        {
            Instruction instruction = region.Instructions[i];
            _crossesRows[i] = instruction is { IsReduction: true, Rate: not Rate.Row } || instruction.Operands.Any(o => _crossesRows[o]);
            _map[i] = _crossesRows[i] ? -1 : _builder.Copy(instruction.Mapped(_map));
        }
    }

    /// <summary>Returns the work on one row.</summary>
    /// <exception cref="InvalidOperationException">A value depends on all rows at once, or the region draws random numbers.</exception>
    public static RowRegion Run(Program region)
    {
        if (region.Instructions.Any(i => i.IsDraw))
            throw new InvalidOperationException($"{region.Name} draws random numbers.");
        return new RowForm(region).Run();
    }

    private RowRegion Run()
    {
        RowOutput[] outputs = [.. _region.Outputs.AsEnumerable().Select(o => new RowOutput(o.Name, o.Rate, Terms(o).ToEquatableArray()))];

        // A slot for each term, so that the terms are alive, and known by their new positions afterwards.
        Program program = RemoveDead.Run(_region with
        {
            Instructions = _builder.ToInstructions(),
            Outputs = outputs.SelectMany(o => o.Terms).Select(t => new OutputSlot("term", Rate.Varying, t.Value)).ToEquatableArray(),
        });
        var values = new Queue<int>(program.Outputs.Select(o => o.Value));
        return new(
            (program with { Outputs = EquatableArray<OutputSlot>.Empty }).Verified(nameof(RowForm)),
            outputs.Select(o => o with { Terms = o.Terms.Select(t => t with { Value = values.Dequeue() }) }).ToEquatableArray());
    }

    private RowTerm[] Terms(OutputSlot output)
    {
        switch (output.Rate)
        {
            case Rate.Varying or Rate.Row when !_crossesRows[output.Value]:
                return [new(output.Rate == Rate.Row ? RowTermKind.Row : RowTermKind.Element, _map[output.Value])];
            case Rate.Varying or Rate.Row:
                throw Refused(output.Value);
            case Rate.Column:
                int[] elements = [.. Summands(output.Value).Where(s => !IsZero(s)).Select(ElementTerm)];
                return elements.Length == 0
                    ? []
                    : [new(RowTermKind.Element, elements.Aggregate((sum, next) => _builder.Operation(Op.Add, sum, next)))];
            default:
                return [.. Summands(output.Value).Where(s => !IsZero(s)).Select(TotalTerm)];
        }
    }

    private int ElementTerm(int position)
    {
        Instruction instruction = _region.Instructions[position];
        return instruction.Op == Op.Sum && !_crossesRows[instruction.A] ? _map[instruction.A]
            : SumOfRows(position) is { } term && instruction.Rate <= Rate.Tensor ? term
            : throw Refused(position);
    }

    private RowTerm TotalTerm(int position)
    {
        Instruction instruction = _region.Instructions[position];
        if (instruction.Op == Op.Sum && !_crossesRows[instruction.A])
            return new(RowTermKind.Sum, _map[instruction.A]);
        if (SumOfRows(position) is { } term)
            return new(RowTermKind.Row, term);
        return _crossesRows[position] ? throw Refused(position) : new(RowTermKind.Once, _map[position]);
    }

    // The value of each row where a value is a sum over rows: the mean of rows, or a value that depends on no row, times their number.
    private int? SumOfRows(int position)
    {
        Instruction product = _region.Instructions[position];
        if (product.Op != Op.Multiply || !IsCountOfRows(product.B))
            return null;
        int value = _region.Instructions[product.A] is { Op: Op.Mean, Rate: not Rate.Row } mean ? mean.A : product.A;
        return _region.Instructions[value].Rate <= Rate.Row && !_crossesRows[value] ? _map[value] : null;
    }

    // The terms of a chain of sums, in order. A sum of values that depend on no row is one term.
    private IEnumerable<int> Summands(int position) =>
        _region.Instructions[position] is { Op: Op.Add } add && _crossesRows[position]
            ? Summands(add.A).Concat(Summands(add.B))
            : [position];

    private bool IsCountOfRows(int position)
    {
        Instruction instruction = _region.Instructions[position];
        return instruction.Op is Op.ToDouble or Op.ToElement
            ? IsCountOfRows(instruction.A)
            : instruction is { Op: Op.Count, Payload.Rate: Rate.Column };
    }

    private bool IsZero(int position) => _region.Instructions[position] is { IsConstant: true, Number: 0 };

    private InvalidOperationException Refused(int position)
    {
        Instruction instruction = _region.Instructions[position];
        string name = instruction.Name is null ? "" : $" ({instruction.Name})";
        string reason = _crossesRows[position] ? "depends on all rows at once" : "depends on no row";
        return new(FormattableString.Invariant($"{_region.Name}: %{position} {instruction.Op}{name} {reason}."));
    }
}
