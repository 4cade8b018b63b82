using System;
using System.Linq;
using System.Runtime.Intrinsics;
using FusedOpt.Numerics.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// The generated step gives the same bits as the rule's own <c>Update</c>, element by element: parameters and states, float
/// and double, scalars and arrays of every length that leaves another tail.
/// </summary>
public class BitEqualityTests
{
    /// <summary>Where this is set, the widest vector must have this many bits: a switch of the JIT was meant to see to it.</summary>
    internal const string WidestVector = "FUSEDOPT_WIDEST_VECTOR";

    private static readonly int[] Lengths = [0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 4097];

    public BitEqualityTests()
    {
        if (Environment.GetEnvironmentVariable(WidestVector) is { } width)
            Assert.Equal(width, Widest.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    internal static int Widest =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    public static TheoryData<string> Variants() => [.. Variant.All.Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void AStepHasTheBitsOfTheRule(string name)
    {
        Variant variant = Variant.Named(name);
        System.Reflection.MethodInfo wide = RuleSource.Compile(RuleSource.Widened(RuleSource.Of(variant.Rule)));
        foreach (int length in Lengths)
        {
            Assert.Null(Comparison.Difference(variant, null, wide, length, hostile: false));
            Assert.Null(Comparison.Difference(variant, null, wide, length, hostile: true));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void AnotherRuleIsSeen(string name)
    {
        Variant variant = Variant.Named(name);
        string source = RuleSource.Of(variant.Rule);
        string mutated = System.Text.RegularExpressions.Regex.Replace(source, "parameter -= |parameter - ", m => m.Value.Replace('-', '+'));
        Assert.NotEqual(source, mutated);
        Assert.Contains("Single", Comparison.Difference(variant, RuleSource.Compile(mutated), null, 17, hostile: false), StringComparison.Ordinal);
        Assert.Contains("Double", Comparison.Difference(variant, null, RuleSource.Compile(RuleSource.Widened(mutated)), 17, hostile: false), StringComparison.Ordinal);
    }

    [Fact]
    public void TheLastBitOfAConstantIsSeen()
    {
        string source = RuleSource.Of(typeof(Rules.Adam)).Replace("(float)(1 - beta1)", "MathF.BitIncrement((float)(1 - beta1))", StringComparison.Ordinal);
        Assert.NotNull(Comparison.Difference(Variant.Named("AdamPlain"), RuleSource.Compile(source), null, 17, hostile: false));
    }

    [Fact]
    public void ABranchThatIsNotTakenIsNotThere()
    {
        string source = RuleSource.Of(typeof(Rules.Sgd)).Replace("gradient + (float)momentum * momentumBuffer", "gradient - (float)momentum * momentumBuffer", StringComparison.Ordinal);
        Assert.NotEqual(RuleSource.Of(typeof(Rules.Sgd)), source);
        System.Reflection.MethodInfo mutated = RuleSource.Compile(source);
        Assert.Null(Comparison.Difference(Variant.Named("SgdMomentum"), mutated, null, 17, hostile: false));
        Assert.NotNull(Comparison.Difference(Variant.Named("SgdNesterov"), mutated, null, 17, hostile: false));
    }

    [Fact]
    public void EveryBuiltInRuleIsAmongTheVariants() => Assert.Equal(
        Enum.GetNames<Optimizer>().Order(StringComparer.Ordinal),
        Variant.All.Where(v => v.Rule.Namespace == "FusedOpt.Rules").Select(v => v.Rule.Name).Distinct().Order(StringComparer.Ordinal));
}
