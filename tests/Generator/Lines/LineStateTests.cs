using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using FusedOpt.Numerics.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Generator.Tests.Lines;

/// <summary>
/// States of every rate, assigned values of every rate, beside reductions of every rate: each rule compiles without a warning and gives the
/// bits of the rule called element by element.
/// </summary>
public class LineStateTests
{
    private static readonly (int Rows, int Columns)[] Shapes = [(1, 1), (3, 5), (2, 600)];

    private static readonly Lazy<Assembly> Models = new(
        () => LineRun.Load("using FusedOpt;\n" + string.Concat(LineRule.All.Select(r => r.Source() + Model(r)))));

    private static readonly Lazy<Assembly> Singles = new(() => RuleSource.Load(Source(r => r.Source())));

    private static readonly Lazy<Assembly> Wide = new(() => RuleSource.Load(RuleSource.Widened(Source(r => r.Source()))));

    // If the parameter reads the state, the state itself is changed; otherwise the step is.
    private static readonly string ChangedSource = Source(r => IsSeen(r) ? r.Source(assigned: "1.25f") : r.Source(change: "1.25f"));

    private static readonly Lazy<Assembly> Changed = new(() => RuleSource.Load(ChangedSource));

    private static readonly Lazy<Assembly> ChangedWide = new(() => RuleSource.Load(RuleSource.Widened(ChangedSource)));

    [Fact]
    public void EveryRuleHasTheBitsOfItsElements()
    {
        Inputs[] inputs = [Inputs.Ordinary, Inputs.Hostile];
        string[] differences =
        [
            .. LineRule.All.SelectMany(
                rule => inputs.SelectMany(
                    kind => Shapes.Select(
                        s => Difference(rule, s.Rows, s.Columns, kind, Method(Singles.Value, rule), Method(Wide.Value, rule)))))
                .OfType<string>(),
        ];
        Assert.True(differences.Length == 0, string.Join('\n', differences.Take(20)));
    }

    [Fact]
    public void AnotherRuleIsSeen() =>
        Assert.All(
            LineRule.All,
            rule => Assert.NotNull(Difference(rule, 3, 5, Inputs.Ordinary, Method(Changed.Value, rule), Method(ChangedWide.Value, rule))));

    [Fact]
    public void EveryCombinationIsThere()
    {
        Assert.Equal(25 * 4, LineRule.All.Select(r => (r.State, r.Value, r.Reduction)).Distinct().Count());
        Assert.Equal(25 * 4, LineRule.All.Select(r => (r.State, r.Value, r.Reads)).Distinct().Count());
        Assert.Equal(4 * 4 * 2, LineRule.All.Select(r => (r.State, r.Reduction, Element(r))).Distinct().Count());
    }

    private static bool IsSeen(LineRule rule) => rule.Value != "Unchanged" && rule.Reads != "Nothing";

    private static string Source(Func<LineRule, string> source) => "using FusedOpt;\n" + string.Concat(LineRule.All.Select(source));

    private static string Model(LineRule rule) => $$"""

        [Optimize(typeof({{rule.Name}}))]
        public partial class {{rule.Name}}Model(int rows, int columns)
        {
            public {{Element(rule)}}[,] Matrix = new {{Element(rule)}}[rows, columns];
            public {{Element(rule)}}[] Vector = new {{Element(rule)}}[columns];
        }

        """;

    // Each reduction has both, and each state as well.
    private static string Element(LineRule rule) => LineRule.All.ToList().IndexOf(rule) % 5 % 2 == 0 ? "float" : "double";

    private static string? Difference(LineRule rule, int rows, int columns, Inputs inputs, MethodInfo single, MethodInfo wide)
    {
        var model = (IOptimizable)Activator.CreateInstance(Models.Value.GetType(rule.Name + "Model")!, rows, columns)!;
        var shapes = new Dictionary<string, ParameterShape>
        {
            ["Matrix"] = new(rows, columns, IsMatrix: true),
            ["Vector"] = ParameterShape.Vector(columns),
        };
        return LineRun.Difference(model, shapes, single, wide, inputs);
    }

    private static MethodInfo Method(Assembly assembly, LineRule rule) => assembly.GetType(rule.Name)!.GetMethod("Update")!;
}
