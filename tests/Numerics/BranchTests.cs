using System.Linq;
using System.Reflection;
using FusedOpt.Numerics.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// A class takes the branches that its hyperparameters choose, and no others: a change in a branch is seen exactly where it is taken.
/// </summary>
public class BranchTests
{
    /// <summary>Without a branch that hyperparameters decide.</summary>
    private static readonly string[] Straight = ["SignMomentum", "OwnIdentities", "OwnLines", "OwnFunctions", "OwnSigns"];

    public static TheoryData<string> Branched() => [.. Variant.All.Where(v => !Straight.Contains(v.Rule.Name)).Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Branched))]
    public void AChangeIsSeenWhereItsBranchIsTaken(string name)
    {
        Variant variant = Variant.Named(name);
        Mutation[] mutations = [.. Mutation.All.Where(m => m.IsIn(variant))];
        Assert.Contains(mutations, m => !m.IsTaken(variant));
        foreach (Mutation mutation in mutations)
        {
            MethodInfo rule = RuleSource.Compile(mutation.Apply(variant)),
                wide = RuleSource.Compile(RuleSource.Widened(mutation.Apply(variant)));
            bool seen = Comparison.Difference(variant, rule, null, 17, Inputs.Ordinary) is not null;
            bool seenWide = Comparison.Difference(variant, null, wide, 17, Inputs.Ordinary) is not null;
            Assert.Equal((mutation, mutation.IsTaken(variant), mutation.IsTaken(variant)), (mutation, seen, seenWide));
        }
    }

    [Fact]
    public void EveryBranchIsTakenSomewhere() =>
        Assert.All(Mutation.All, m => Assert.Contains(Variant.All, v => m.IsIn(v) && m.IsTaken(v)));
}
