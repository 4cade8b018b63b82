using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.CodeFixes.Refactorings;
using FusedOpt.Editor.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Editor.Tests;

/// <summary><see cref="CreateRuleRefactoring"/> starts a rule of one's own from every built-in rule.</summary>
public class CreateRuleTests
{
    private static readonly CreateRuleRefactoring Refactoring = new();

    public static TheoryData<string> Optimizers => [.. Enum.GetNames<Optimizer>()];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public async Task EveryBuiltInRuleCompilesUnderAnotherName(string optimizer)
    {
        IReadOnlyDictionary<string, string> files = await RefactoringTest.Apply(
            Refactoring,
            $$"""
            using FusedOpt;

            namespace Mine;

            [Optimize([|{{optimizer}}|], LearningRate = 0.1)] // for now
            public partial class Line
            {
                public float[] Weights = new float[4];
            }
            """);
        Assert.Equal(
            $$"""
            using FusedOpt;

            namespace Mine;

            [Optimize(typeof(My{{optimizer}}), LearningRate = 0.1)] // for now
            public partial class Line
            {
                public float[] Weights = new float[4];
            }
            """,
            files["Source.cs"]);
        string rule = files[$"My{optimizer}.cs"];
        Assert.Contains($"public static partial class My{optimizer}\n", rule, StringComparison.Ordinal);
        Assert.Contains("\nnamespace Mine;\n\n/// <summary>", rule, StringComparison.Ordinal);
        Assert.DoesNotContain($" {optimizer}Rule", rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANameThatIsTakenIsNumberedAndTheGlobalNamespaceIsNotDeclared()
    {
        IReadOnlyDictionary<string, string> files = await RefactoringTest.Apply(
            Refactoring,
            "[FusedOpt.[|Optimize|](FusedOpt.Optimizer.Sgd)]\r\npublic partial class Line { public float Slope; public class MySgd; }\r\n");
        Assert.Equal(
            "[FusedOpt.Optimize(typeof(MySgd2))]\r\npublic partial class Line { public float Slope; public class MySgd; }\r\n",
            files["Source.cs"]);
        string[] lines = files["MySgd2.cs"].Split("\r\n");
        Assert.DoesNotContain(lines, l => l.StartsWith("namespace", StringComparison.Ordinal) || l.Contains('\n'));
        Assert.Contains("public static partial class MySgd2", lines);
    }

    [Theory]
    [InlineData("[Optimize(typeof([|FusedOpt.Rules.AdamRule|]))] public partial class Line { public float X; }")]
    [InlineData("[Optimize(Adam)] public partial class Line { public float [|X|]; }")]
    [InlineData("[Optimize(Adam), [|GuardGradients|]] public partial class Line { public float X; }")]
    public Task NothingIsOfferedElsewhere(string source) => RefactoringTest.RunWithout(Refactoring, "using FusedOpt; " + source);
}
