using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Analysis;

/// <summary>Which values of a program are from 0 to 1, or NaN, as what weighs the terms of an average is.</summary>
/// <remarks>
/// Both bounds are numbers of every type, so that what is rounded to the nearest stays within them. So does a power, which is off by less than two units in the last place: the least number
/// above 1 is two of the units below 1 away from it.
/// </remarks>
internal static class UnitIntervalAnalysis
{
    /// <summary>For each value, whether it is known to be one.</summary>
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
            program.Instructions[position] is { Op: Op.Constant, Type: ScalarType.Element or ScalarType.Double } constant && constant.Number >= low && constant.Number <= high;
    }
}
