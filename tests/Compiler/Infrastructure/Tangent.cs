using System;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>
/// Forward mode: the change of every output of a region when its inputs change in a direction, value by value beside the interpreter. It
/// knows nothing of the adjoint.
/// </summary>
internal static class Tangent
{
    /// <summary>Returns the change of each output.</summary>
    public static double[][] Run(Program region, int rows, int columns, double[][] inputs, double[][] direction)
    {
        // Every value as an output, but the truth values, which are computed from them again.
        int[] numbers = [.. Enumerable.Range(0, region.Instructions.Count)
            .Where(i => region.Instructions[i].Type is ScalarType.Element or ScalarType.Double)];
        double[]?[] values = new double[region.Instructions.Count][];
        double[][] computed = Interpreter.Run(
            region with { Outputs = numbers.Select(i => new OutputSlot("v" + i, region.Instructions[i].Rate, i)).ToEquatableArray() },
            rows, columns, inputs);
        for (int n = 0; n < numbers.Length; n++)
            values[numbers[n]] = computed[n];

        var shape = new Snapshot(rows, columns, IsMatrix: true, [], []);
        double[][] changes = new double[region.Instructions.Count][];
        for (int i = 0; i < changes.Length; i++)
        {
            Instruction instruction = region.Instructions[i];
            changes[i] = new double[shape.Count(instruction.Rate)];
            if (instruction.Type == ScalarType.Bool)
                values[i] = new double[changes[i].Length];
            for (int at = 0; at < changes[i].Length; at++)
            {
                double Find(double[]?[] all, int position) =>
                    position < 0 ? 0 : all[position]![shape.Index(instruction.Rate, at, region.Instructions[position].Rate)];
                double a = Find(values, instruction.A), b = Find(values, instruction.B), c = Find(values, instruction.C);
                double da = Find(changes, instruction.A), db = Find(changes, instruction.B), dc = Find(changes, instruction.C);
                double y = values[i]![at];
                if (instruction.Type == ScalarType.Bool)
                {
                    values[i]![at] = Truth(instruction.Op, a, b) ? 1 : 0;
                    continue;
                }

                changes[i][at] = instruction.Op switch
                {
                    Op.Input => direction[instruction.Payload.Index][at],
                    _ when instruction.IsReduction =>
                        DifferentiateReduction(region, instruction, shape, values[instruction.A]!, changes[instruction.A], at, y),
                    _ => DifferentiateOperation(instruction.Op, (a, b, c), (da, db, dc), y),
                };
            }
        }

        return
        [
            .. region.Outputs.Select(o => Enumerable.Range(0, shape.Count(o.Rate))
                .Select(at => changes[o.Value][shape.Index(o.Rate, at, region.Instructions[o.Value].Rate)]).ToArray()),
        ];
    }

    private static bool Truth(Op op, double a, double b) => op switch
    {
        Op.Less => a < b,
        Op.LessOrEqual => a <= b,
        Op.Greater => a > b,
        Op.GreaterOrEqual => a >= b,
        Op.Equal => a == b,
        Op.NotEqual => a != b,
        Op.And => a != 0 && b != 0,
        Op.Or => a != 0 || b != 0,
        _ => a == 0,
    };

    private static double DifferentiateOperation(
        Op op, (double A, double B, double C) x, (double A, double B, double C) d, double y) => op switch
    {
        Op.Add => d.A + d.B,
        Op.Subtract => d.A - d.B,
        Op.Multiply => d.A * x.B + x.A * d.B,
        Op.Divide => (d.A - y * d.B) / x.B,
        Op.Reciprocal => -d.A / (x.A * x.A),
        Op.Negate => -d.A,
        Op.FusedMultiplyAdd or Op.MultiplyAddEstimate => d.A * x.B + x.A * d.B + d.C,
        Op.Sqrt or Op.SqrtEstimate => d.A / (2 * Math.Sqrt(x.A)),
        Op.Cbrt => d.A * Math.Pow(x.A, -2.0 / 3) / 3,
        Op.Exp => d.A * Math.Exp(x.A),
        Op.Log => d.A / x.A,
        Op.Tanh => d.A / (Math.Cosh(x.A) * Math.Cosh(x.A)),
        Op.Cos => -d.A * Math.Sin(x.A),
        Op.Pow => x.B * Math.Pow(x.A, x.B - 1) * d.A + y * Math.Log(x.A) * d.B,
        Op.Atan2 => (d.A * x.B - x.A * d.B) / (x.A * x.A + x.B * x.B),
        Op.Abs => d.A * Math.Sign(x.A),
        Op.CopySign => d.A * Math.Sign(x.A) * (x.B < 0 ? -1 : 1),
        Op.Min => x.A < x.B ? d.A : x.A > x.B ? d.B : (d.A + d.B) / 2,
        Op.Max => x.A > x.B ? d.A : x.A < x.B ? d.B : (d.A + d.B) / 2,
        Op.Select => x.A != 0 ? d.B : d.C,
        Op.FlushSubnormal or Op.ToElement or Op.ToDouble => d.A,
        _ => 0,
    };

    private static double DifferentiateReduction(
        Program region, Instruction reduction, Snapshot shape, double[] operand, double[] change, int at, double y)
    {
        Rate rate = region.Instructions[reduction.A].Rate;
        double sum = 0;
        int equal = 0;
        for (int element = 0; element < shape.Count(Rate.Varying); element++)
        {
            if (shape.Index(Rate.Varying, element, reduction.Rate) != at)
                continue;
            int index = shape.Index(Rate.Varying, element, rate);
            (double x, double dx) = (operand[index], change[index]);
            equal += x == y ? 1 : 0;
            sum += reduction.Op switch
            {
                Op.Norm => x * dx,
                Op.Maximum => x == y ? dx : 0,
                _ => dx,
            };
        }

        return reduction.Op switch
        {
            Op.Mean => sum / shape.Elements(reduction.Rate),
            Op.Norm => y == 0 ? 0 : sum / y,
            Op.Maximum => equal == 0 ? 0 : sum / equal,
            _ => sum,
        };
    }
}
