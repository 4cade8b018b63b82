using System;
using System.Linq;

namespace FusedOpt.Generator.Ir;

/// <summary>Runs a program on one element: what every pass must leave as it was.</summary>
/// <remarks>Functions are those of Math here, which on elements have other last bits than RuleMath's. No pass computes them.</remarks>
internal static class Interpreter
{
    /// <param name="program">The program.</param>
    /// <param name="parameter">The parameter before the step.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="states">Its state before the step.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="hyperparameters">The bits of the hyperparameters.</param>
    /// <returns>The parameter after the step, then its state.</returns>
    public static double[] Run(Program program, double parameter, double gradient, double[] states, long step, long[] hyperparameters)
    {
        long[] values = new long[program.Instructions.Count];
        for (int i = 0; i < values.Length; i++)
        {
            Instruction instruction = program.Instructions[i];
            long Operand(int position) => position < 0 ? 0 : values[position];
            double Number(int position) => BitConverter.Int64BitsToDouble(values[position]);
            long bits = instruction.Op switch
            {
                Op.Parameter => BitConverter.DoubleToInt64Bits(parameter),
                Op.Gradient => BitConverter.DoubleToInt64Bits(gradient),
                Op.State => BitConverter.DoubleToInt64Bits(states[instruction.Payload]),
                Op.Step => step,
                Op.Hyperparameter => hyperparameters[instruction.Payload],
                Op.Constant => instruction.Payload,
                Op.FusedMultiplyAdd when instruction.Type == ScalarType.Element && program.Element == ElementType.Single =>
                    BitConverter.DoubleToInt64Bits(FusedMultiplyAdd.ToSingle(Number(instruction.A), Number(instruction.B), Number(instruction.C))),
                _ => Evaluator.Compute(
                    instruction.Op, program.Instructions[instruction.A].Type, Operand(instruction.A), Operand(instruction.B), Operand(instruction.C)),
            };
            values[i] = instruction.Type == ScalarType.Element && program.Element == ElementType.Single
                ? BitConverter.DoubleToInt64Bits((float)BitConverter.Int64BitsToDouble(bits))
                : bits;
        }

        return [.. program.States.Select(s => s.Out).Prepend(program.ParameterOut).Select(o => BitConverter.Int64BitsToDouble(values[o]))];
    }
}
