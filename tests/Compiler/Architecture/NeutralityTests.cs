using System;
using System.Linq;
using System.Text.RegularExpressions;
using FusedOpt.Compiler.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Compiler.Tests.Architecture;

/// <summary>The generator knows no optimizer: each is a rule like any other.</summary>
public class NeutralityTests
{
    private static readonly string[] Optimizers = Enum.GetNames<Optimizer>();

    // Rules have a hyperparameter of the same name, which the generator may come to mention.
    private static readonly string[] Ambiguous = [nameof(Optimizer.Momentum)];

    [Fact]
    public void TheGeneratorMentionsNoneByName()
    {
        Assert.All(Repository.Sources("src/Generator"), source =>
        {
            string? name = Optimizers.Except(Ambiguous).FirstOrDefault(name => Mentions(source.Code, name));
            Assert.True(name is null, $"{source.Path} mentions {name}");
        });
    }

    [Fact]
    public void ItMentionsNoneOfTheirClasses()
    {
        Assert.All(Repository.Sources("src/Generator"), source => Assert.All(
            Optimizers,
            name => Assert.False(
                source.Code.Contains("Optimizer." + name, StringComparison.Ordinal)
                    || source.Code.Contains("Rules." + name, StringComparison.Ordinal),
                $"{source.Path}: {name}")));
    }

    [Fact]
    public void EachIsFoundWhereItIsDefined()
    {
        string[] rules = [.. Repository.Sources("src/Runtime/Rules").Select(s => s.Code)];
        Assert.All(Optimizers, name => Assert.Contains(rules, code => Mentions(code, name)));
    }

    [Theory]
    [InlineData("x = 1; // Adam", false)]
    [InlineData("/* Adam\n*/", false)]
    [InlineData("/// <summary>Adam</summary>", false)]
    [InlineData("\"Adam\"", true)]
    [InlineData("\"http://x\" + Adam", true)]
    [InlineData("'\"' + Adam + '\"' // Sgd", true)]
    [InlineData("\"\\\"// \" + Adam", true)]
    [InlineData("\"\"\"\n // Adam\n\"\"\"", true)]
    [InlineData("AdamRule", true)]
    [InlineData("AdamFactory", false)]
    public void CommentsDoNotCountAndStringsDo(string code, bool mentions) =>
        Assert.Equal(mentions, Mentions(Repository.WithoutComments(code), "Adam"));

    private static bool Mentions(string code, string name) => Regex.IsMatch(code, $@"\b{name}(Rule)?\b");
}
