using System;
using System.Linq;
using FusedOpt.Runtime.Tests.Infrastructure;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests;

/// <summary>One seed gives one sequence of bits, whenever and wherever; and the same numbers for each type, length and shape.</summary>
public class ReproducibilityTests
{
    public static TheoryData<string> Names => DistributionTests.Names;

    // Made on an x64 machine, and by a program in Python that does the same in its own doubles.
    [Theory]
    [InlineData("Uniform", 1936, "3fe03d6370deff40 3fe2412c4ab1739a 3fe429c03ca6ca80")]
    [InlineData("Normal", 0, "3f981df834c895ea 3f75eb2fe3a4f99b bf7ce852acf46504")]
    [InlineData("Normal", -1, "bf9c5a36a3eeaf70 bf969f3f7fb84536 bf861fabd3709c3e")]
    [InlineData("Normal", 1936, "3f9439f113ee1e7e 3f981848b596ea8c 3f9cc8e4673c6155")]
    [InlineData("XavierUniform", 1936, "3fce00dca3c25b00 3fd0dce46ee04c6a 3fd2a038a45ed920")]
    [InlineData("XavierNormal", 1936, "3fd511b074c2b519 3fd9194bbd27defd 3fddfbedeb89900e")]
    [InlineData("KaimingUniform", 1936, "3fca84fca52cd51a 3fcdcf4273a70a76 3fd0768d4eb55de9")]
    [InlineData("KaimingNormal", 1936, "3fc5e9c6a4321e48 3fca1ab62da95a60 3fcf2f72f9875df3")]
    public void TheBitsAreThese(string name, long seed, string bits)
    {
        Assert.Equal(bits, Bits(name, seed));
        Assert.NotEqual(bits, Bits(name, seed + 1));
    }

    [Fact]
    public void TheBitsOfAnOrthogonalMatrixAreThese()
    {
        double[] matrix = new double[12];
        Initialize.Orthogonal(matrix, rows: 6, columns: 2, seed: 1936);
        Assert.Equal(
            "3fdc57c5cbe31fb3 bfb68f36451c97b7 3fe0e1c32571d8e4 bfcc419c6491c68c 3fe42af5a02a45be bfc86d02759d201c "
            + "3fd6bee27f6cadb0 3fe635e9e254b9ab bfa4d4d541b84316 bfe4050c41f56915 3f9421b0dc046a53 3fc7951abb90103f",
            Hex(matrix));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnElementDependsOnSeedAndIndexAlone(string name)
    {
        Initializer initializer = Initializer.Named(name);
        double[] all = new double[67];
        initializer.Doubles(all, 5);
        for (int length = 0; length < all.Length; length++)
        {
            double[] some = new double[length];
            initializer.Doubles(some, 5);
            Assert.Equal(all[..length], some);
        }

        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AFloatIsTheNearestToTheDouble(string name)
    {
        Initializer initializer = Initializer.Named(name);
        double[] doubles = new double[1001];
        float[] singles = new float[1001];
        initializer.Doubles(doubles, -3);
        initializer.Singles(singles, -3);
        Assert.Equal(doubles.Select(x => (float)x), singles);
        Assert.NotEqual(doubles, singles.Select(x => (double)x));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingIsAllocated(string name)
    {
        Initializer initializer = Initializer.Named(name);
        float[] weights = new float[1000];
        Assert.Equal(0, Allocation.Of(() => initializer.Singles(weights, 1)));
        Assert.NotEqual(0, Allocation.Of(() => Initialize.Orthogonal(weights, 10, 100, 1)));
    }

    private static string Bits(string name, long seed)
    {
        double[] values = new double[3];
        Initializer.Named(name).Doubles(values, seed);
        return Hex(values);
    }

    private static string Hex(double[] values) => string.Join(' ', values.Select(x => $"{BitConverter.DoubleToInt64Bits(x):x16}"));
}
