using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>The document on the built-in optimizers says what the rules do, and all of them converge.</summary>
public class OptimizersDocumentTests
{
    [Fact]
    public void TheDocumentIsWhatTheRulesSay()
    {
        string path = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "optimizers.md");
        string written = OptimizersDocument.Write();
        if (Environment.GetEnvironmentVariable("VERIFY_ACCEPT") == "1")
            File.WriteAllText(path, written);
        Assert.Equal(written, File.ReadAllText(path));
    }

    public static TheoryData<string> Names() => [.. Enum.GetNames<Optimizer>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryRuleDescends(string name)
    {
        Program rule = OptimizersDocument.Rules().Single(r => r.Name == name);
        Assert.InRange(Descent.Best(rule, Descent.Rosenbrock).Value, 0, 24.2 / 100);
        Assert.InRange(Descent.Best(rule, Descent.Quadratic).Value, 0, 500.5 / 100);

        // The rule with its hyperparameter maximize set.
        Program ascending = rule with
        {
            Hyperparameters = rule.Hyperparameters.Select(h => h.Name == "maximize" ? h with { Default = 1 } : h).ToEquatableArray(),
        };
        Assert.DoesNotContain(Descent.LearningRates, rate => Descent.Run(ascending, Descent.Quadratic, rate, steps: 1000) < 500.5);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
