using System;
using System.Linq;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes.FastMath;

/// <summary>
/// How far a program's values can be from those of the exact rule, from the same parameter, gradient and state: in units in the last place,
/// derived value by value. docs/rules.md has the reasons.
/// </summary>
/// <remarks>
/// Where terms of either sign are added, the unit is that of the sum of their magnitudes: no bound in units of the difference holds for any
/// arithmetic. Such a sum may be a factor, but it must not decide anything, nor stand in a denominator or under a root.
/// </remarks>
internal sealed class Deviation
{
    /// <summary>The farthest that the change of a parameter and what a state becomes may be.</summary>
    public const double Bound = 2;

    private readonly Program _program;
    private readonly double[] _units;
    private readonly bool[] _neverNegative;
    private readonly bool[] _firm;
    private readonly bool[] _readsParameter;

    private Deviation(Program program)
    {
        int count = program.Instructions.Count;
        (_program, _units, _firm, _readsParameter) = (program, new double[count], new bool[count], new bool[count]);
        _neverNegative = Signs.NeverNegative(program);
        for (int i = 0; i < count; i++)
        {
            Instruction instruction = program.Instructions[i];
            _readsParameter[i] = instruction.Op == Op.Parameter || instruction.Operands.Any(o => _readsParameter[o]);
            _units[i] = Units(instruction);
            _firm[i] = _units[i] == 0 || IsFirm(instruction, i);
        }
    }

    /// <summary>The farthest of the parameter's change and the states.</summary>
    public static double Of(Program program)
    {
        var deviation = new Deviation(program);
        return program.States.Select(s => deviation._units[s.Out]).Append(deviation.Change(program.ParameterOut)).Max();
    }

    // What the parameter itself becomes is rounded to its own units; those of the change are finer.
    private double Change(int position)
    {
        Instruction instruction = _program.Instructions[position];
        return instruction.Op switch
        {
            _ when instruction.Op != Op.MultiplyAddEstimate && instruction.Operands.All(o => _units[o] == 0) => _units[position],
            Op.Add or Op.Subtract when _units[instruction.A] == 0 => _units[instruction.B],
            Op.Add or Op.Subtract when _units[instruction.B] == 0 => _units[instruction.A],
            Op.Select when _units[instruction.A] == 0 => Math.Max(Change(instruction.B), Change(instruction.C)),
            // The rounding of the product is left out: half a unit.
            Op.MultiplyAddEstimate when _units[instruction.C] == 0 && _readsParameter[instruction.C] && !_readsParameter[instruction.A] && !_readsParameter[instruction.B] =>
                Product(instruction) + 0.5,
            _ => double.PositiveInfinity,
        };
    }

    private double Units(Instruction instruction)
    {
        double A() => _units[instruction.A];
        double B() => _units[instruction.B];
        double C() => _units[instruction.C];
        return instruction.Op switch
        {
            Op.SqrtEstimate => OfFirm(instruction.A) + 1,
            Op.Sqrt => OfFirm(instruction.A),
            Op.Multiply => Product(instruction) + (IsRoundedReciprocal(instruction.A) || IsRoundedReciprocal(instruction.B) ? 1 : 0),
            Op.MultiplyAddEstimate => Product(instruction) + C() + 1,
            Op.FusedMultiplyAdd => Product(instruction) + C(),
            Op.Divide => 2 * (A() + OfFirm(instruction.B)),
            Op.Add or Op.Subtract => A() + B(),
            Op.Min or Op.Max => Math.Max(A(), B()),
            Op.Negate or Op.Abs => A(),
            Op.CopySign when B() == 0 => A(),
            Op.Select when A() == 0 => Math.Max(B(), C()),
            _ => instruction.Operands.All(o => _units[o] == 0) ? 0 : double.PositiveInfinity,
        };
    }

    // A unit is at most twice as much of one number as of another.
    private double Product(Instruction instruction) => 2 * (_units[instruction.A] + _units[instruction.B]);

    private double OfFirm(int position) => _firm[position] ? _units[position] : double.PositiveInfinity;

    // That of a power of two is exact.
    private bool IsRoundedReciprocal(int position) =>
        _program.Instructions[position] is { Op: Op.Reciprocal } reciprocal
        && !(_program.Instructions[reciprocal.A] is { IsConstant: true } of && (of.Payload & 0xFFFFFFFFFFFFF) == 0);

    // Whether the unit is the value's own: nothing that deviates has cancelled on the way to it.
    private bool IsFirm(Instruction instruction, int position) => instruction.Operands.All(o => _firm[o]) && instruction.Op switch
    {
        Op.Add or Op.Max => _neverNegative[instruction.A] && _neverNegative[instruction.B],
        Op.MultiplyAddEstimate or Op.FusedMultiplyAdd => _neverNegative[position], // both terms, then
        Op.Subtract or Op.Min => false,
        _ => true,
    };
}
