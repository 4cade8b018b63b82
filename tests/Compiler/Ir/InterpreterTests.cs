using System;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

public class InterpreterTests
{
    [Fact]
    public void AdamInFloatsHasTheBitsOfAdamWrittenInCSharp()
    {
        Program program = ProgramParser.Parse(Samples.Adam)! with { Element = ElementType.Single };
        long[] hyperparameters = [Bits.Of(0.01), Bits.Of(0.9), Bits.Of(0.999), Bits.Of(1e-8), Bits.Of(0.1), 0, 1, 0];
        var random = new Random(1);
        float p = 1, m = 0, v = 0;
        double[] state = [0, 0, 0];
        double parameter = 1;
        for (int step = 1; step <= 200; step++)
        {
            float g = (float)(random.NextDouble() - 0.5);
            double[] after = OneElement.Run(program, parameter, g, state, step, hyperparameters);
            (parameter, state) = (after[0], after[1..]);
            Adam(ref p, g + (float)0.1 * p, ref m, ref v, step);
            Assert.Equal([p, m, v, 0], after);
        }
    }

    [Fact]
    public void FloatsAreRoundedAfterEveryOperationAndDoublesAreNot()
    {
        Program program = Sketch.Of(s => s.Do(Op.Subtract, s.Do(Op.Add, s.X, s.Y), s.X));
        Assert.Equal([0.0], Run(program with { Element = ElementType.Single }, 16777216, 1));
        Assert.Equal([1.0], Run(program with { Element = ElementType.Double }, 16777216, 1));
    }

    [Fact]
    public void InputsAndConstantsOfFloatsAreFloats()
    {
        Program sum = Sketch.Of(s => s.Do(Op.Add, s.X, s.Constant(0.1)));
        Assert.Equal([(double)(0.1f + 0.1f)], Run(sum with { Element = ElementType.Single }, 0.1, 0));
        Assert.Equal([0.1 + 0.1], Run(sum with { Element = ElementType.Double }, 0.1, 0));
    }

    [Fact]
    public void UniformsAreDoublesUntilTheyAreCast()
    {
        Program program = Sketch.Of(
            s => s.Do(Op.ToElement, s.Do(Op.Divide, s.Hyper(0), s.Builder.Number(ScalarType.Double, 3))), ElementType.Single);
        Assert.Equal([(double)(float)(0.001 / 3)], Run(program, 0, 0));
    }

    [Fact]
    public void TheParameterComesFirstAndTheStatesFollow()
    {
        var sketch = new Sketch();
        int x = sketch.X, a = sketch.Builder.State(0, Rate.Varying, "a"), b = sketch.Builder.State(1, Rate.Varying, "b");
        Program program = Sketch.Of(_ => 0, ElementType.Double) with
        {
            States = new StateSlot[] { new("a", Rate.Varying, 0, -1, b), new("b", Rate.Varying, 0, -1, a) }.ToEquatableArray(),
            Instructions = sketch.Builder.ToInstructions(),
            ParameterOut = x,
        };
        Assert.Equal([1.0, 3.0, 2.0], OneElement.Run(program, 1, 0, [2, 3], 1, [0]));
    }

    [Fact]
    public void TheStepIsAnInteger()
    {
        Program program = Sketch.Of(s => s.Do(Op.ToElement, s.Do(Op.ToDouble, s.Do(Op.Multiply, s.Step, s.Whole(3)))), ElementType.Double);
        Assert.Equal([21.0], OneElement.Run(program, 0, 0, [], 7, [0]));
    }

    private static double[] Run(Program program, double parameter, double gradient) =>
        OneElement.Run(program, parameter, gradient, [], 1, [.. Sketch.Defaults(program)]);

    private static void Adam(ref float p, float g, ref float m, ref float v, long step)
    {
        m += (float)(1 - 0.9) * (g - m);
        v = (float)0.999 * v + (float)(1 - 0.999) * g * g;
        double biasCorrection2Sqrt = Math.Sqrt(1 - Math.Pow(0.999, step));
        double stepSize = 0.01 * biasCorrection2Sqrt / (1 - Math.Pow(0.9, step));
        p -= (float)stepSize * m / (MathF.Sqrt(v) + (float)(1e-8 * biasCorrection2Sqrt));
    }
}
