using System;
using System.Linq;

namespace FusedOpt.Generator.Ir;

/// <summary>Runs a program on a parameter, the plain way: what every pass must leave as it was.</summary>
/// <remarks>Functions are those of Math here, which on elements have other last bits than RuleMath's. No pass computes them.
/// Random numbers are others, too. Estimates are as exact as they can be here: a product and a sum with a rounding each, and the square root.</remarks>
internal static class Interpreter
{
    /// <param name="program">The program.</param>
    /// <param name="before">The parameter and its state before the step.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="hyperparameters">The bits of the hyperparameters.</param>
    /// <param name="gradientScale">The factor on every gradient, where the program asks for it.</param>
    /// <returns>The parameter and its state after the step.</returns>
    public static Snapshot Run(Program program, Snapshot before, double[] gradient, long step, long[] hyperparameters, double gradientScale = 1)
    {
        long[][] values = new long[program.Instructions.Count][];
        for (int i = 0; i < values.Length; i++)
        {
            Instruction instruction = program.Instructions[i];
            values[i] = new long[before.Count(instruction.Rate)];
            for (int at = 0; at < values[i].Length; at++)
            {
                long Operand(int position) => position < 0 ? 0 : values[position][before.Index(instruction.Rate, at, program.Instructions[position].Rate)];
                double Number(int position) => BitConverter.Int64BitsToDouble(Operand(position));
                long bits = instruction.Op switch
                {
                    Op.Parameter => BitConverter.DoubleToInt64Bits(before.Parameter[at]),
                    Op.Gradient => BitConverter.DoubleToInt64Bits(gradient[at]),
                    Op.State => BitConverter.DoubleToInt64Bits(before.States[instruction.Payload][at]),
                    Op.Step => step,
                    Op.GradientScale => BitConverter.DoubleToInt64Bits(gradientScale),
                    Op.Hyperparameter => hyperparameters[instruction.Payload],
                    Op.Constant => instruction.Payload,
                    Op.Count => before.Elements((Rate)instruction.Payload),
                    Op.IsMatrix => before.IsMatrix ? 1 : 0,
                    Op.FusedMultiplyAdd when instruction.Type == ScalarType.Element && program.Element == ElementType.Single =>
                        BitConverter.DoubleToInt64Bits(FusedMultiplyAdd.ToSingle(Number(instruction.A), Number(instruction.B), Number(instruction.C))),
                    Op.MultiplyAddEstimate when instruction.Type == ScalarType.Element && program.Element == ElementType.Single =>
                        BitConverter.DoubleToInt64Bits((double)(float)(Number(instruction.A) * Number(instruction.B)) + Number(instruction.C)),
                    Op.FlushSubnormal when instruction.Type == ScalarType.Element && program.Element == ElementType.Single =>
                        Math.Abs(Number(instruction.A)) < Evaluator.SmallestNormal ? 0 : Operand(instruction.A),
                    _ when instruction.IsDraw => BitConverter.DoubleToInt64Bits(Drawn(instruction.Payload, step, at)),
                    _ when instruction.IsReduction => BitConverter.DoubleToInt64Bits(Reduce(program, instruction, values[instruction.A], before, at)),
                    _ => Evaluator.Compute(
                        instruction.Op, program.Instructions[instruction.A].Type, Operand(instruction.A), Operand(instruction.B), Operand(instruction.C)),
                };
                values[i][at] = instruction.Type == ScalarType.Element && program.Element == ElementType.Single
                    ? BitConverter.DoubleToInt64Bits((float)BitConverter.Int64BitsToDouble(bits))
                    : bits;
            }
        }

        double[] After(int position, Rate rate) =>
        [
            .. Enumerable.Range(0, before.Count(rate)).Select(at =>
                BitConverter.Int64BitsToDouble(values[position][before.Index(rate, at, program.Instructions[position].Rate)])),
        ];
        return before with
        {
            Parameter = After(program.ParameterOut, Rate.Varying),
            States = [.. program.States.Select(s => After(s.Out, s.Rate))],
        };
    }

    // Which numbers the machine draws is its own affair; here it is some number in (0, 1) for each draw, step and element.
    private static double Drawn(long draw, long step, int element) => ((((draw + 1) * 7919 + step) * 104729 + element) * 40503 % 65536 + 0.5) / 65536;

    // A power of two for elements whose squares may leave the range of doubles; 1 for others.
    private static double Scale(Instruction reduction, long[] operand, Snapshot shape, int at, Rate rate)
    {
        double largest = Enumerable.Range(0, shape.Count(Rate.Varying))
            .Where(element => shape.Index(Rate.Varying, element, reduction.Rate) == at)
            .Select(element => BitConverter.Int64BitsToDouble(operand[shape.Index(Rate.Varying, element, rate)]))
            .Where(x => !double.IsNaN(x) && !double.IsInfinity(x)).Select(Math.Abs).DefaultIfEmpty(0).Max();
        const double Up = 4.149515568880993e180; // 2^600
        return largest > 1e140 ? 1 / Up : largest is > 0 and < 1e-140 ? Up : 1;
    }

    // Beyond the range of its type a norm of finite elements is the largest number.
    private static double Bounded(double norm, double squares, ElementType element, ScalarType type) =>
        double.IsInfinity(squares) || double.IsNaN(squares) ? norm
        : type == ScalarType.Element && element == ElementType.Single ? Math.Min(norm, float.MaxValue)
        : Math.Min(norm, double.MaxValue);

    // The order in which the machine adds is its own affair; here it is that of the elements.
    private static double Reduce(Program program, Instruction reduction, long[] operand, Snapshot shape, int at)
    {
        Rate rate = program.Instructions[reduction.A].Rate;
        double scale = reduction.Op == Op.Norm ? Scale(reduction, operand, shape, at, rate) : 1;
        double result = reduction.Op == Op.Maximum ? double.NegativeInfinity : 0;
        for (int element = 0; element < shape.Count(Rate.Varying); element++)
        {
            if (shape.Index(Rate.Varying, element, reduction.Rate) != at)
                continue;
            double value = BitConverter.Int64BitsToDouble(operand[shape.Index(Rate.Varying, element, rate)]);
            result = reduction.Op switch
            {
                Op.Sum or Op.Mean => result + value,
                Op.Norm => result + (value * scale * (value * scale)),
                _ => BitConverter.Int64BitsToDouble(Evaluator.Compute(
                    Op.Max, ScalarType.Double, BitConverter.DoubleToInt64Bits(result), BitConverter.DoubleToInt64Bits(value), 0)),
            };
        }

        return reduction.Op switch
        {
            Op.Mean => result / shape.Elements(reduction.Rate),
            Op.Norm => Bounded(Math.Sqrt(result) / scale, result, program.Element, reduction.Type),
            _ => result,
        };
    }
}

/// <summary>A parameter and its state at one time.</summary>
/// <param name="Rows">The number of rows; 1 for what is no matrix.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="IsMatrix">Whether the parameter is a matrix.</param>
/// <param name="Parameter">Its elements, row by row.</param>
/// <param name="States">For each state as many values as its rate says.</param>
internal sealed record Snapshot(int Rows, int Columns, bool IsMatrix, double[] Parameter, double[][] States)
{
    /// <summary>How many values there are of a rate.</summary>
    public int Count(Rate rate) => rate switch
    {
        Rate.Varying => Rows * Columns,
        Rate.Row => Rows,
        Rate.Column => Columns,
        _ => 1,
    };

    /// <summary>How many elements the parameter, a row or a column has.</summary>
    public int Elements(Rate of) => of switch
    {
        Rate.Row => Columns,
        Rate.Column => Rows,
        _ => Rows * Columns,
    };

    /// <summary>Which value of one rate belongs to a value of another, higher or the same.</summary>
    public int Index(Rate from, int at, Rate to) => to switch
    {
        Rate.Varying => at,
        Rate.Row => from == Rate.Row ? at : at / Columns,
        Rate.Column => from == Rate.Column ? at : at % Columns,
        _ => 0,
    };
}
