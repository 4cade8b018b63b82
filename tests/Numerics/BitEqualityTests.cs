using System;
using System.Linq;
using System.Reflection;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// The generated step gives the same bits as the rule's own <c>Update</c>, element by element: parameters and states, float
/// and double, scalars and arrays of every length that leaves another tail. <see cref="ControlTests"/> shows that it would
/// be seen if it did not; <see cref="VectorWidthTests"/> runs this class again with narrower vectors.
/// </summary>
public class BitEqualityTests
{
    private static readonly int[] Lengths = [0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 4097];

    public BitEqualityTests() => VectorWidth.AssertDemanded();

    public static TheoryData<string> Variants() => [.. Variant.All.Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void AStepHasTheBitsOfTheRule(string name)
    {
        Variant variant = Variant.Named(name);
        MethodInfo wide = RuleSource.Compile(RuleSource.Widened(RuleSource.Of(variant.Rule)));
        foreach (int length in Lengths)
        {
            foreach (Inputs inputs in Enum.GetValues<Inputs>())
            {
                string? difference = Comparison.Difference(variant, null, wide, length, inputs);
                Assert.True(difference is null, difference);
            }
        }
    }

    [Fact]
    public void EveryBuiltInRuleIsAmongTheVariants() => Assert.Equal(
        Enum.GetNames<Optimizer>().Select(n => n + "Rule").Order(StringComparer.Ordinal),
        Variant.All.Where(v => v.Rule.Namespace == "FusedOpt.Rules").Select(v => v.Rule.Name).Distinct().Order(StringComparer.Ordinal));
}
