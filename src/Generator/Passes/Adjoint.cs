using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>
/// Makes of a region the region that computes its gradient: from the inputs, and from the gradients of the outputs, those of the inputs.
/// </summary>
/// <remarks>
/// <para>
/// Reverse mode over a flat list (Griewank and Walther, Evaluating Derivatives, 2008, chapter 3): the values are visited from the last to
/// the first, and each hands its gradient on to its operands by <see cref="LocalGradient"/>. Where a value is used at a higher rate than
/// its own, a sum takes the gradient back to the rate of the value. Contributions to one value are added in the order of the program.
/// </para>
/// <para>
/// A value that only one branch of a choice needs may have a derivative that is infinite or no number where the branch is not taken. So
/// each contribution comes with the condition under which it counts; where it leaves the branch, it is replaced by 0 if the condition does
/// not hold. Within the branch nothing is selected.
/// </para>
/// <para>
/// The gradient of a value that does not differ within a matrix is a double, as sums over a matrix are.
/// </para>
/// </remarks>
internal sealed class Adjoint
{
    /// <summary>The ending of the names of gradients.</summary>
    public const string Suffix = "Gradient";

    private readonly Program _region;
    private readonly ProgramBuilder _builder = new();
    private readonly int[] _copies;
    private readonly bool[] _isActive;
    private readonly List<Contribution>[] _contributions;

    private Adjoint(Program region, Func<int, bool> isWanted)
    {
        _region = region;
        int count = region.Instructions.Count;
        _copies = new int[count];
        _isActive = new bool[count];
        _contributions = [.. Enumerable.Range(0, count).Select(_ => new List<Contribution>())];
        for (int i = 0; i < count; i++)
        {
            Instruction instruction = region.Instructions[i];
            _copies[i] = _builder.Copy(instruction.Mapped(_copies));
            _isActive[i] = instruction.Type is ScalarType.Element or ScalarType.Double
                && (instruction.Op == Op.Input ? isWanted(instruction.Payload.Index) : instruction.Operands.Any(o => _isActive[o]));
        }
    }

    /// <summary>Returns the region of the gradient.</summary>
    /// <param name="region">The region; its draws keep their numbers, and so their values.</param>
    /// <param name="isWanted">Returns true if the gradient of an input, given by its number, is wanted.</param>
    /// <returns>
    /// A region with the inputs of the first, then one for the gradient of each output; its outputs are the gradients that are wanted, in
    /// the order of the inputs.
    /// </returns>
    public static Program Run(Program region, Func<int, bool> isWanted) => new Adjoint(region, isWanted).Run(isWanted);

    private Program Run(Func<int, bool> isWanted)
    {
        var inputs = _region.Inputs.ToList();
        var names = new HashSet<string>(inputs.Select(i => i.Name));
        string Name(string of)
        {
            string name = of + Suffix;
            while (!names.Add(name))
                name += "_";
            return name;
        }

        foreach (OutputSlot output in _region.Outputs)
        {
            string name = Name(output.Name);
            int gradient = _builder.Input(inputs.Count, output.Rate, name);
            inputs.Add(new(name, output.Rate));
            Contribute(output.Value, new(_region.Instructions.Count, gradient, -1), output.Rate);
        }

        int[] gradients = [.. Enumerable.Repeat(-1, _region.Inputs.Count)];
        for (int i = _region.Instructions.Count - 1; i >= 0; i--)
        {
            if (_contributions[i].Count == 0)
                continue;
            Instruction instruction = _region.Instructions[i];
            if (instruction.Op == Op.Input)
                gradients[instruction.Payload.Index] = SumContributions(i, isLast: true);
            else
                Propagate(i, SumContributions(i, isLast: false), JoinConditions(i));
        }

        var outputs = new List<OutputSlot>();
        for (int i = 0; i < _region.Inputs.Count; i++)
        {
            InputSlot input = _region.Inputs[i];
            if (!isWanted(i))
                continue;
            int gradient = gradients[i] >= 0 ? gradients[i] : _builder.Number(GetGradientType(input.Rate), 0);
            outputs.Add(new(Name(input.Name), input.Rate, gradient));
        }

        return _region with
        {
            Name = _region.Name + Suffix,
            Inputs = inputs.ToEquatableArray(),
            Outputs = outputs.ToEquatableArray(),
            Instructions = _builder.ToInstructions(),
        };
    }

    private void Propagate(int position, int gradient, int condition)
    {
        Instruction instruction = _region.Instructions[position];
        if (instruction.IsReduction)
        {
            Contribute(instruction.A, new(position, DifferentiateReduction(position, gradient), condition), Rate.Varying);
            return;
        }

        if (instruction.Op == Op.Select)
        {
            int chosen = _copies[instruction.A];
            Contribute(instruction.B, new(position, gradient, And(condition, chosen)), instruction.Rate);
            Contribute(instruction.C, new(position, gradient, And(condition, _builder.Operation(Op.Not, chosen))), instruction.Rate);
            return;
        }

        if (FindSoftmax(instruction) is { } scores)
        {
            // All that x does to e / Sum(e), with e = Exp(x), in one term: neither e nor its sum is needed again.
            int y = _copies[position], shift = _builder.Reduction(Op.Sum, Rate.Row, _builder.Operation(Op.Multiply, gradient, y));
            int term = _builder.Operation(Op.Multiply, y, _builder.Operation(Op.Subtract, gradient, shift));
            Contribute(scores, new(position, term, condition), instruction.Rate);
            return;
        }

        var local = new LocalGradient(_builder, GetGradientType(instruction.Rate), gradient);
        foreach ((int operand, Func<int> contribution) in local.Differentiate(instruction, _copies[position], _copies))
        {
            if (_isActive[operand])
                Contribute(operand, new(position, contribution(), condition), instruction.Rate);
        }
    }

    // Returns the x of Exp(x) / Sum(Exp(x)); null for everything else.
    private int? FindSoftmax(Instruction quotient)
    {
        if (quotient is not { Op: Op.Divide, Rate: Rate.Varying })
            return null;
        Instruction e = _region.Instructions[quotient.A], sum = _region.Instructions[quotient.B];
        return e.Op == Op.Exp && sum is { Op: Op.Sum, Rate: Rate.Row } && sum.A == quotient.A ? e.A : null;
    }

    // Notes a contribution that is known at a rate, and takes it to the rate of the value.
    private void Contribute(int position, Contribution contribution, Rate rate)
    {
        if (!_isActive[position])
            return;
        Rate own = _region.Instructions[position].Rate;
        _contributions[position].Add(rate == own
            ? contribution
            : contribution with { Value = SumTo(own, SelectWhereItCounts(contribution), rate), Condition = -1 });
    }

    // A mean of values of rows goes over the rows alone; a sum would count each value once for each element of its row.
    private int SumTo(Rate target, int value, Rate rate)
    {
        if (rate == Rate.Varying)
            return _builder.Reduction(Op.Sum, target, value);
        int mean = _builder.Reduction(Op.Mean, target, value);
        return _builder.Operation(Op.Multiply, mean, AppendCount(rate == Rate.Row ? Rate.Column : Rate.Row, _builder[mean].Type));
    }

    // The gradient of each element that is reduced.
    private int DifferentiateReduction(int position, int gradient)
    {
        Instruction reduction = _region.Instructions[position];
        int x = ToElement(_copies[reduction.A]), y = ToElement(_copies[position]), g = ToElement(gradient), zero = Number(0);
        switch (reduction.Op)
        {
            case Op.Sum:
                return g;
            case Op.Mean:
                return _builder.Operation(Op.Divide, g, AppendCount(reduction.Rate, ScalarType.Element));
            case Op.Norm:
                int share = _builder.Operation(Op.Multiply, _builder.Operation(Op.Divide, x, y), g);
                return _builder.Operation(Op.Select, _builder.Operation(Op.Equal, y, zero), zero, share);
            default:
                // The elements that are equal to the maximum share.
                int isLargest = _builder.Operation(Op.Equal, x, y);
                int one = _builder.Operation(Op.Select, isLargest, Number(1), zero);
                int count = ToElement(_builder.Reduction(Op.Sum, reduction.Rate, one));
                return _builder.Operation(Op.Select, isLargest, _builder.Operation(Op.Divide, g, count), zero);
        }
    }

    private int AppendCount(Rate of, ScalarType type)
    {
        int count = _builder.Operation(Op.ToDouble, _builder.Count(of));
        return type == ScalarType.Double ? count : _builder.Operation(Op.ToElement, count);
    }

    private int ToElement(int value) =>
        _builder[value].Type == ScalarType.Double ? _builder.Operation(Op.ToElement, value) : value;

    private int Number(double value) => _builder.Number(ScalarType.Element, value);

    private int SumContributions(int position, bool isLast)
    {
        // Visited from the last to the first, and two operands of one instruction in their order.
        IEnumerable<Contribution> inOrder = _contributions[position].OrderBy(c => c.From);
        bool isMixed = isLast || _contributions[position].Any(c => c.Condition != _contributions[position][0].Condition);
        return inOrder.Select(c => isMixed ? SelectWhereItCounts(c) : c.Value)
            .Aggregate((sum, next) => _builder.Operation(Op.Add, sum, next));
    }

    // The condition under which a value is needed at all; -1 if always.
    private int JoinConditions(int position)
    {
        int[] conditions = [.. _contributions[position].Select(c => c.Condition).Distinct()];
        return conditions.Contains(-1) ? -1 : conditions.Aggregate((either, or) => _builder.Operation(Op.Or, either, or));
    }

    private int SelectWhereItCounts(Contribution contribution) => contribution.Condition < 0
        ? contribution.Value
        : _builder.Operation(Op.Select, contribution.Condition, contribution.Value, _builder.Number(_builder[contribution.Value].Type, 0));

    private int And(int outer, int inner) => outer < 0 ? inner : _builder.Operation(Op.And, outer, inner);

    private static ScalarType GetGradientType(Rate rate) => rate <= Rate.Tensor ? ScalarType.Double : ScalarType.Element;

    /// <summary>A part of the gradient of a value.</summary>
    /// <param name="From">The position of the instruction that uses the value.</param>
    /// <param name="Value">The part, in the new region.</param>
    /// <param name="Condition">The condition under which the part counts; -1 if always.</param>
    private readonly record struct Contribution(int From, int Value, int Condition);
}
