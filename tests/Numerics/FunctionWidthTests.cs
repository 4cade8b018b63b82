using System;
using System.Globalization;
using System.Linq;
using System.Numerics;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Functions have the same bits in vectors of every width, called directly, and on every machine.
/// <see cref="VectorWidthTests"/> runs this class again with narrower vectors, and without instructions for a fused multiply-add.
/// </summary>
public class FunctionWidthTests
{
    private static readonly int[] Widths = [512, 256, 128, 0];

    public FunctionWidthTests() => VectorWidth.AssertDemanded();

    public static TheoryData<string> Functions() => [.. VectorFunction.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void EveryWidthHasTheBitsOfTheFunctionCalledDirectly(string name)
    {
        var function = VectorFunction.Named(name);
        (double[] x, double[] y, double[] z) = Arguments.Doubles();
        double[] expected = Direct(function, x, y, z);
        Assert.All(Widths, width => Assert.Null(Memory.Difference(expected, function.InVectors(width, x, y, z))));

        (float[] a, float[] b, float[] c) = Arguments.Singles();
        float[] expectedSingles = Direct(function, a, b, c);
        Assert.All(Widths, width => Assert.Null(Memory.Difference(expectedSingles, function.InVectors(width, a, b, c))));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void OneBitOfOneElementIsSeen(string name)
    {
        var function = VectorFunction.Named(name);
        (double[] x, double[] y, double[] z) = Arguments.Doubles();
        double[] wrong = Direct(function, x, y, z);
        int at = Array.FindLastIndex(wrong, double.IsNormal);
        wrong[at] = Math.BitIncrement(wrong[at]);
        Assert.All(Widths, width => Assert.NotNull(Memory.Difference(wrong, function.InVectors(width, x, y, z))));

        (float[] a, float[] b, float[] c) = Arguments.Singles();
        float[] wrongSingles = Direct(function, a, b, c);
        at = Array.FindLastIndex(wrongSingles, float.IsNormal);
        wrongSingles[at] = MathF.BitIncrement(wrongSingles[at]);
        Assert.All(Widths, width => Assert.NotNull(Memory.Difference(wrongSingles, function.InVectors(width, a, b, c))));
    }

    // All machines must compute the bits that one machine computed.
    [Theory]
    [InlineData("Exp", "2B6AB73E210FAE6D", "A00C2439CE6E5443")]
    [InlineData("Log", "7F0EEF18B0B8213E", "5264EB795130EDEF")]
    [InlineData("Pow", "C2C186151CBBBE3E", "D9FEDF5E7449611B")]
    [InlineData("Tanh", "151EA6E525BF04BF", "213702256DD467DC")]
    [InlineData("Cbrt", "AA1E2C3D6C53B4A9", "253CB35DFA4B583F")]
    [InlineData("Atan2", "CD9F33C46F1AE6CA", "DCEBE32AFBFE6394")]
    [InlineData("FusedMultiplyAdd", "698C3437D004CC28", "029604FB20A67480")]
    [InlineData("Sign", "1FC71EF430F3B06A", "9059373CD90B89B0")]
    [InlineData("FlushSubnormal", "F6EF78AA2ADF8495", "04E7415C0DC71369")]
    public void EveryMachineHasTheseBits(string name, string doubles, string singles)
    {
        var function = VectorFunction.Named(name);
        (double[] x, double[] y, double[] z) = Arguments.Doubles();
        (float[] a, float[] b, float[] c) = Arguments.Singles();
        Assert.Equal((doubles, singles), (Sum(Direct(function, x, y, z)), Sum([.. Direct(function, a, b, c).Select(r => (double)r)])));
    }

    [Fact]
    public void EveryFunctionHasASum() => Assert.Equal(
        VectorFunction.All.Select(f => f.Name),
        typeof(FunctionWidthTests).GetMethod(nameof(EveryMachineHasTheseBits))!.GetCustomAttributesData()
            .Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Select(a => a.ConstructorArguments[0].Value!)
            .Select(a => (string)((System.Collections.Generic.IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)a)[0].Value!));

    private static double[] Direct(VectorFunction function, double[] x, double[] y, double[] z) =>
        [.. x.Select((_, i) => function.Double(x[i], y[i], z[i]))];

    private static float[] Direct(VectorFunction function, float[] x, float[] y, float[] z) =>
        [.. x.Select((_, i) => function.Single(x[i], y[i], z[i]))];

    // FNV-1a, with a rotation as the last bits of floats are 0, and one NaN for all.
    private static string Sum(double[] results)
    {
        ulong sum = 14695981039346656037;
        foreach (double result in results)
            sum = unchecked(
                (BitOperations.RotateLeft(sum, 23) ^ (double.IsNaN(result) ? 1 : BitConverter.DoubleToUInt64Bits(result))) * 1099511628211);
        return sum.ToString("X16", CultureInfo.InvariantCulture);
    }
}
