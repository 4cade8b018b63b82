using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Analysis;

/// <summary>
/// The unit-interval analysis: finds the values of a program that are from 0 to 1, or NaN, such as the weights of an average.
/// </summary>
/// <remarks>
/// Both bounds are numbers of every type, so a value that is rounded to the nearest stays within the bounds. So does a power, which is off
/// by less than two units in the last place: the least number above 1 is two of the units below 1 away from 1.
/// </remarks>
internal static class UnitIntervalAnalysis
{
    /// <summary>Returns for each value true if the value is known to lie in the unit interval, or to be NaN.</summary>
    public static bool[] Compute(Program program)
    {
        int count = program.Instructions.Count;
        bool[] weights = new bool[count], counts = new bool[count];
        for (int i = 0; i < count; i++)
        {
            Instruction instruction = program.Instructions[i];
            int a = instruction.A, b = instruction.B;
            bool isNumber = instruction is { Op: Op.Constant, Type: ScalarType.Element or ScalarType.Double };
            counts[i] = instruction.Op switch
            {
                Op.Constant => isNumber && instruction.Number >= 1,
                Op.Step => true,
                Op.ToElement or Op.ToDouble => counts[a],
                _ => false,
            };
            weights[i] = instruction.Op switch
            {
                Op.Constant => isNumber && instruction.Number is >= 0 and <= 1,
                Op.ToElement or Op.ToDouble => weights[a],
                Op.Multiply => weights[a] && weights[b],
                Op.Subtract => IsConstant(a, 1, 1) && weights[b],
                Op.Divide => weights[a] && counts[b],
                Op.Pow => (counts[a] && IsConstant(b, double.NegativeInfinity, 0)) || (weights[a] && (counts[b] || weights[b])),
                _ => false,
            };
        }

        return weights;

        bool IsConstant(int position, double low, double high) =>
            program.Instructions[position] is { Op: Op.Constant, Type: ScalarType.Element or ScalarType.Double } constant
                && constant.Number >= low
                && constant.Number <= high;
    }
}
