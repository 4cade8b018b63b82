using System;
using System.Linq;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Analysis;

/// <summary>The sign analysis: finds the values of a program that are never below 0.</summary>
internal static class SignAnalysis
{
    /// <summary>
    /// Returns for each state true if the state is known to be at least 0, or NaN, as long as it has only ever been stepped.
    /// </summary>
    public static bool[] States(Program program)
    {
        bool[] known = NeverNegative(program);
        return [.. program.States.Select((s, i) => s.InitialFrom < 0 && BitConverter.Int64BitsToDouble(s.Initial) >= 0 && known[s.Out])];
    }

    /// <summary>
    /// Returns for each value true if the value is known to be at least 0, or NaN, as long as each state has only ever been stepped.
    /// </summary>
    public static bool[] NeverNegative(Program program)
    {
        // A moving average of squares is one because it was one before; so all states are at first, until one is caught.
        bool[] weights = UnitIntervalAnalysis.Compute(program),
            states = [.. program.States.Select(s => s.InitialFrom < 0 && BitConverter.Int64BitsToDouble(s.Initial) >= 0)];
        while (true)
        {
            bool[] known = Known(program, states, weights);
            bool[] after = [.. program.States.Select((s, i) => states[i] && known[s.Out])];
            if (after.SequenceEqual(states))
                return known;
            states = after;
        }
    }

    /// <summary>
    /// Returns true if a product is never below 0, given what is known of other values. Recognises (c x) x, too, as rules write the square
    /// of the gradient.
    /// </summary>
    public static bool IsProductNeverNegative(Program program, bool[] known, int left, int right) =>
        left == right
        || (known[left] && known[right])
        || (program.Instructions[left] is { Op: Op.Multiply } factor
            && ((factor.B == right && known[factor.A]) || (factor.A == right && known[factor.B])));

    private static bool[] Known(Program program, bool[] states, bool[] weights)
    {
        bool[] known = new bool[program.Instructions.Count];
        for (int i = 0; i < known.Length; i++)
        {
            Instruction instruction = program.Instructions[i];
            int a = instruction.A, b = instruction.B, c = instruction.C;
            known[i] = instruction.Op switch
            {
                Op.Constant => instruction.Type is ScalarType.Element or ScalarType.Double
                    ? instruction.Number >= 0
                    : instruction.Payload.Bits >= 0,
                Op.State => states[instruction.Payload.Index],
                Op.Step or Op.Count or Op.Sqrt or Op.SqrtEstimate or Op.Abs or Op.Exp or Op.Norm or Op.UniformNoise => true,
                Op.Multiply => IsProduct(a, b),
                Op.FusedMultiplyAdd or Op.MultiplyAddEstimate => known[c] && (IsProduct(a, b) || IsWay(a, b, from: c)),
                Op.Add => (known[a] && (known[b] || IsPartOfWay(b, from: a))) || (known[b] && IsPartOfWay(a, from: b)),
                Op.Divide or Op.Min => known[a] && known[b],
                Op.Max => known[a] || known[b],
                Op.Select => known[b] && known[c],
                Op.ToElement or Op.ToDouble or Op.Reciprocal or Op.Sum or Op.Mean or Op.Maximum or Op.Pow or Op.FlushSubnormal => known[a],
                _ => false,
            };
        }

        return known;

        bool IsProduct(int left, int right) => IsProductNeverNegative(program, known, left, right);

        bool IsPartOfWay(int term, int from) =>
            program.Instructions[term] is { Op: Op.Multiply } product && IsWay(product.A, product.B, from);

        // v + w (x - v), as rules write an average: rounded, x - v is not below -v, and w takes no more of it than all.
        bool IsWay(int left, int right, int from) =>
            (weights[left] && IsDistance(right, from)) || (weights[right] && IsDistance(left, from));

        bool IsDistance(int position, int from) =>
            program.Instructions[position] is { Op: Op.Subtract } difference && difference.B == from && known[difference.A];
    }
}
