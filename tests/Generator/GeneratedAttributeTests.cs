using System.CodeDom.Compiler;
using System.Linq;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>Tools that leave out generated code, such as those that count covered lines, know its members by an attribute.</summary>
public class GeneratedAttributeTests
{
    [Theory]
    [InlineData("[Optimize(Adam)] public partial class M { public float[] W = []; public float V; }")]
    [InlineData("[Optimize(Adam)] public partial struct M { public float V; }")]
    [InlineData("[Optimize(Adam)] public partial record M { public float[] W = []; }")]
    [InlineData("[Optimize(Adam)] public sealed partial class M { [Parameter(4, 3)] public partial System.Span<float> W { get; } }")]
    [InlineData("[Optimize(ScheduleFreeAdamW), Schedule(nameof(S))] public partial class M { public float[] W = []; "
        + "public static readonly FusedOpt.Schedules.ISchedule S = new FusedOpt.Schedules.Constant(1); }")]
    [InlineData("[Optimize(Adam), GuardGradients(MaxNorm = 1, SkipNonFinite = true, LossScale = 4, MicroBatches = 3), SumGradients, "
        + "Prune(Sparsity = 0.5)] public partial class M { public float[,] W = new float[2, 3]; }")]
    [InlineData("[Optimize(Adam)] public partial class M : B { public float[] W = []; } [Optimize(Sgd)] public partial class B { "
        + "public float[] V = []; }")]
    public void EveryMemberThatOthersCanSeeHasIt(string source)
    {
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile("using FusedOpt;\n" + source));
        Assert.Empty(Testbed.Problems(compilation));
        ISymbol[] generated =
        [
            .. compilation.GetTypeByMetadataName("M")!.GetMembers().Where(m => IsVisible(m) && IsGenerated(m)),
        ];
        Assert.Contains(generated, m => m.Name == "Gradients");
        Assert.All(generated, m => Assert.Contains(m.GetAttributes(), a => a.AttributeClass!.Name == nameof(GeneratedCodeAttribute)));
    }

    // The control: what a user writes has no such attribute.
    [Fact]
    public void AMemberOfTheUsersHasItNot()
    {
        Compilation compilation = Testbed.WithGenerated(
            Testbed.Compile("using FusedOpt;\n[Optimize(Adam)] public partial class M { public float[] W = []; }"));
        ISymbol own = compilation.GetTypeByMetadataName("M")!.GetMembers("W").Single();
        Assert.False(IsGenerated(own));
        Assert.Empty(own.GetAttributes());
    }

    private static bool IsVisible(ISymbol member) =>
        member is { IsImplicitlyDeclared: false }
        && member.DeclaredAccessibility is not Accessibility.Private
        && member is not IMethodSymbol { AssociatedSymbol: not null }
        && member is not IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation };

    // A partial property is the user's.
    private static bool IsGenerated(ISymbol member) =>
        member is not IPropertySymbol { IsPartialDefinition: true }
        && member.DeclaringSyntaxReferences.All(r => r.SyntaxTree.FilePath.EndsWith(".g.cs", System.StringComparison.Ordinal));
}
