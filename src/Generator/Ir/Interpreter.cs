using System;
using System.Linq;

namespace FusedOpt.Generator.Ir;

/// <summary>
/// Runs a program on a parameter, or a region on a matrix, value by value: the reference whose results every pass must preserve.
/// </summary>
/// <remarks>
/// Functions are those of <see cref="Math"/>, whose last bits on elements differ from those of RuleMath; no pass computes a function.
/// Random numbers differ from those of generated code, too. Estimates are as exact as the host allows: a product and a sum with one
/// rounding each, and the square root.
/// </remarks>
internal static class Interpreter
{
    /// <summary>Returns the parameter and its state after one step.</summary>
    /// <param name="program">The program.</param>
    /// <param name="before">The parameter and its state before the step.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="hyperparameters">The bits of the hyperparameters.</param>
    /// <param name="gradientScale">The factor on every gradient, for programs that have such an input.</param>
    public static Snapshot Run(
        Program program, Snapshot before, double[] gradient, long step, long[] hyperparameters, double gradientScale = 1)
    {
        long[][] values = Compute(program, before, gradient, step, hyperparameters, gradientScale, []);
        return before with
        {
            Parameter = Values(program, values, before, program.ParameterOut, Rate.Varying),
            States = [.. program.States.Select(s => Values(program, values, before, s.Out, s.Rate))],
        };
    }

    /// <summary>Returns the outputs of a region, each with as many values as its rate says.</summary>
    /// <param name="region">The region.</param>
    /// <param name="rows">The number of rows of the matrix.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="inputs">The values of each input, as many as its rate says.</param>
    public static double[][] Run(Program region, int rows, int columns, double[][] inputs)
    {
        var shape = new Snapshot(rows, columns, IsMatrix: true, [], []);
        long[][] values = Compute(region, shape, [], 1, [], 1, inputs);
        return [.. region.Outputs.Select(o => Values(region, values, shape, o.Value, o.Rate))];
    }

    private static double[] Values(Program program, long[][] values, Snapshot shape, int position, Rate rate) =>
    [
        .. Enumerable.Range(0, shape.Count(rate)).Select(at =>
            BitConverter.Int64BitsToDouble(values[position][shape.Index(rate, at, program.Instructions[position].Rate)])),
    ];

    private static long[][] Compute(
        Program program, Snapshot before, double[] gradient, long step, long[] hyperparameters, double gradientScale, double[][] inputs)
    {
        long[][] values = new long[program.Instructions.Count][];
        for (int i = 0; i < values.Length; i++)
        {
            Instruction instruction = program.Instructions[i];
            bool isSingle = instruction.Type == ScalarType.Element && program.Element == ElementType.Single;
            values[i] = new long[before.Count(instruction.Rate)];
            for (int at = 0; at < values[i].Length; at++)
            {
                long Operand(int position) => position < 0
                    ? 0
                    : values[position][before.Index(instruction.Rate, at, program.Instructions[position].Rate)];
                double Number(int position) => BitConverter.Int64BitsToDouble(Operand(position));
                (int a, int b, int c) = (instruction.A, instruction.B, instruction.C);
                long bits = instruction.Op switch
                {
                    Op.Input => BitConverter.DoubleToInt64Bits(inputs[instruction.Payload.Index][at]),
                    Op.Parameter => BitConverter.DoubleToInt64Bits(before.Parameter[at]),
                    Op.Gradient => BitConverter.DoubleToInt64Bits(gradient[at]),
                    Op.State => BitConverter.DoubleToInt64Bits(before.States[instruction.Payload.Index][at]),
                    Op.Step => step,
                    Op.GradientScale => BitConverter.DoubleToInt64Bits(gradientScale),
                    Op.Hyperparameter => hyperparameters[instruction.Payload.Index],
                    Op.Constant => instruction.Payload.Bits,
                    Op.Count => before.Elements(instruction.Payload.Rate),
                    Op.IsMatrix => before.IsMatrix ? 1 : 0,
                    Op.FusedMultiplyAdd when isSingle =>
                        BitConverter.DoubleToInt64Bits(FusedMultiplyAdd.ToSingle(Number(a), Number(b), Number(c))),
                    Op.MultiplyAddEstimate when isSingle =>
                        BitConverter.DoubleToInt64Bits((double)(float)(Number(a) * Number(b)) + Number(c)),
                    Op.FlushSubnormal when isSingle => Math.Abs(Number(a)) < Evaluator.SmallestNormal ? 0 : Operand(a),
                    _ when instruction.IsDraw => BitConverter.DoubleToInt64Bits(Drawn(instruction.Payload.Bits, step, at)),
                    _ when instruction.IsReduction => BitConverter.DoubleToInt64Bits(Reduce(program, instruction, values[a], before, at)),
                    _ => Evaluator.Compute(instruction.Op, program.Instructions[a].Type, Operand(a), Operand(b), Operand(c)),
                };
                values[i][at] = isSingle
                    ? BitConverter.DoubleToInt64Bits((float)BitConverter.Int64BitsToDouble(bits))
                    : bits;
            }
        }

        return values;
    }

    // A pass must not depend on the numbers that the machine draws: any number in (0, 1) for each draw, step and element will do.
    private static double Drawn(long draw, long step, int element) =>
        ((((draw + 1) * 7919 + step) * 104729 + element) * 40503 % 65536 + 0.5) / 65536;

    // Squares of very large or very small elements leave the range of doubles, so such elements are scaled by a power of two.
    private static double Scale(Instruction reduction, long[] operand, Snapshot shape, int at, Rate rate)
    {
        double largest = Enumerable.Range(0, shape.Count(Rate.Varying))
            .Where(element => shape.Index(Rate.Varying, element, reduction.Rate) == at)
            .Select(element => BitConverter.Int64BitsToDouble(operand[shape.Index(Rate.Varying, element, rate)]))
            .Where(x => !double.IsNaN(x) && !double.IsInfinity(x)).Select(Math.Abs).DefaultIfEmpty(0).Max();
        const double Up = 4.149515568880993e180; // 2^600
        return largest > 1e140 ? 1 / Up : largest is > 0 and < 1e-140 ? Up : 1;
    }

    // The norm of finite elements is never infinite: beyond the range of its type, it is the largest number.
    private static double Bounded(double norm, double squares, ElementType element, ScalarType type) =>
        double.IsInfinity(squares) || double.IsNaN(squares) ? norm
        : type == ScalarType.Element && element == ElementType.Single ? Math.Min(norm, float.MaxValue)
        : Math.Min(norm, double.MaxValue);

    // A pass must not depend on the order in which the machine adds, so the plain order of the elements will do.
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
/// <param name="Rows">The number of rows; 1 if the parameter is no matrix.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="IsMatrix">True if the parameter is a matrix.</param>
/// <param name="Parameter">The elements of the parameter, row by row.</param>
/// <param name="States">The values of each state, as many as its rate says.</param>
internal sealed record Snapshot(int Rows, int Columns, bool IsMatrix, double[] Parameter, double[][] States)
{
    /// <summary>Returns the number of values that a rate has.</summary>
    public int Count(Rate rate) => rate switch
    {
        Rate.Varying => Rows * Columns,
        Rate.Row => Rows,
        Rate.Column => Columns,
        _ => 1,
    };

    /// <summary>Returns the number of elements in the parameter, in a row or in a column.</summary>
    public int Elements(Rate of) => of switch
    {
        Rate.Row => Columns,
        Rate.Column => Rows,
        _ => Rows * Columns,
    };

    /// <summary>Returns the index of the value of one rate that belongs to a value of another rate.</summary>
    /// <param name="from">The rate of the known value, at least <paramref name="to"/>.</param>
    /// <param name="at">The index of the known value.</param>
    /// <param name="to">The rate of the value that is looked for.</param>
    public int Index(Rate from, int at, Rate to) => to switch
    {
        Rate.Varying => at,
        Rate.Row => from == Rate.Row ? at : at / Columns,
        Rate.Column => from == Rate.Column ? at : at % Columns,
        _ => 0,
    };
}
