using System;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>Operands for rewrites, right ones and wrong ones. By chance alone, random programs would hardly ever contain them.</summary>
internal static class Idioms
{
    /// <summary>One of them, on two elements.</summary>
    public static int Add(ProgramBuilder builder, Random random, int x, int y)
    {
        int neutral = builder.Number(ScalarType.Element, RandomValues.Pick(random, [0.0, -0.0, 1]));
        Op op = RandomValues.Pick(random, [Op.Add, Op.Subtract, Op.Multiply, Op.Divide]);
        return random.Next(8) switch
        {
            0 => builder.Operation(op, x, neutral),
            1 => builder.Operation(op, neutral, x),
            2 => builder.Operation(op, x, x),
            3 => builder.Operation(op, x, builder.Operation(Op.Negate, y)),
            4 => builder.Operation(Op.Negate, builder.Operation(Op.Negate, x)),
            5 => builder.Operation(Op.Max, x, y),
            6 => builder.Operation(op, builder.Operation(op, x, y), neutral),
            _ => builder.Operation(Op.Select, Condition(builder, random, x, y), x, random.Next(4) == 0 ? x : neutral),
        };
    }

    private static int Condition(ProgramBuilder builder, Random random, int x, int y)
    {
        int less = builder.Operation(Op.Less, x, y);
        return random.Next(4) switch
        {
            0 => builder.Operation(Op.Equal, x, x),
            1 => builder.Operation(Op.Not, less),
            2 => builder.Operation(Op.Not, builder.Operation(Op.Not, less)),
            _ => builder.Operation(Op.And, builder.Truth(random.Next(2) == 0), less),
        };
    }
}
