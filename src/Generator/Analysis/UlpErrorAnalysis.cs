using System;
using System.Linq;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Analysis;

/// <summary>
/// The ulp-error analysis: bounds the distance between a program's values and those of the exact rule, from the same parameter, gradient
/// and state, in units in the last place. The bound is derived value by value; docs/rules.md has the reasons.
/// </summary>
internal sealed class UlpErrorAnalysis
{
    /// <summary>The farthest that the change of a parameter and what a state becomes may be.</summary>
    public const double Bound = 2;

    private readonly Program _program;
    private readonly double[] _units;
    private readonly bool[] _neverNegative;

    private UlpErrorAnalysis(Program program)
    {
        (_program, _units, _neverNegative) = (program, new double[program.Instructions.Count], SignAnalysis.NeverNegative(program));
        for (int i = 0; i < _units.Length; i++)
            _units[i] = Units(program.Instructions[i]);
    }

    /// <summary>The farthest of the parameter's change and the states.</summary>
    public static double Compute(Program program)
    {
        var deviation = new UlpErrorAnalysis(program);
        return program.States.Select(s => deviation._units[s.Out]).Append(deviation.Change(program.ParameterOut)).Max();
    }

    // The new parameter is rounded to the units of the parameter; the units of the change are finer.
    private double Change(int position)
    {
        Instruction instruction = _program.Instructions[position];
        return instruction.Op switch
        {
            Op.Add or Op.Subtract when IsScaledParameter(instruction.A) && _units[instruction.A] == 0 => _units[instruction.B],
            Op.Add when IsScaledParameter(instruction.B) && _units[instruction.B] == 0 => _units[instruction.A],
            Op.Select when _units[instruction.A] == 0 => Math.Max(Change(instruction.B), Change(instruction.C)),
            // The rounding of the product is left out: half a unit.
            Op.MultiplyAddEstimate when IsScaledParameter(instruction.C) && _units[instruction.C] == 0 && !IsScaledParameter(instruction) =>
                Product(instruction) + 0.5,
            _ => _units[position],
        };
    }

    private double Units(Instruction instruction)
    {
        double A() => _units[instruction.A];
        double B() => _units[instruction.B];
        double C() => _units[instruction.C];
        return instruction.Op switch
        {
            Op.SqrtEstimate => A() + 1,
            Op.Multiply => Product(instruction),
            Op.Divide => 2 * (A() + B()),
            Op.Negate or Op.Abs or Op.Sqrt or Op.FlushSubnormal => A(),
            Op.CopySign when B() == 0 => A(),
            Op.Select when A() == 0 => Math.Max(B(), C()),
            // Terms of either sign may cancel, and leave less than what they deviate by.
            Op.Add when AreNeverNegative(instruction) => A() + B(),
            Op.Max when AreNeverNegative(instruction) => Math.Max(A(), B()),
            Op.FusedMultiplyAdd when AreTermsNeverNegative(instruction) => Product(instruction) + C(),
            Op.MultiplyAddEstimate => AreTermsNeverNegative(instruction) ? Product(instruction) + C() + 1 : double.PositiveInfinity,
            _ => instruction.Operands.All(o => _units[o] == 0) ? 0 : double.PositiveInfinity,
        };
    }

    // A unit is at most twice as much of one number as of another.
    private double Product(Instruction instruction) =>
        2 * (_units[instruction.A] + _units[instruction.B])
            + (IsRoundedReciprocal(instruction.A) || IsRoundedReciprocal(instruction.B) ? 1 : 0);

    // The reciprocal of a power of two is exact.
    private bool IsRoundedReciprocal(int position) =>
        _program.Instructions[position] is { Op: Op.Reciprocal } reciprocal
        && !(_program.Instructions[reciprocal.A] is { IsConstant: true } of && (of.Payload.Bits & 0xFFFFFFFFFFFFF) == 0);

    private bool AreTermsNeverNegative(Instruction sum) =>
        _neverNegative[sum.C] && SignAnalysis.IsProductNeverNegative(_program, _neverNegative, sum.A, sum.B);

    private bool AreNeverNegative(Instruction instruction) => _neverNegative[instruction.A] && _neverNegative[instruction.B];

    // The parameter, or a share of it, from which the change is then taken.
    private bool IsScaledParameter(int position) =>
        _program.Instructions[position] is { Op: Op.Parameter or Op.Multiply } instruction
            && (instruction.Op == Op.Parameter || IsScaledParameter(instruction));

    private bool IsScaledParameter(Instruction product) => IsScaled(product.A, product.B) || IsScaled(product.B, product.A);

    private bool IsScaled(int parameter, int scale) => _program.Instructions[scale].Rate != Rate.Varying && IsScaledParameter(parameter);
}
