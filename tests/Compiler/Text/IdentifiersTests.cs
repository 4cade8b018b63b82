using System;
using System.Collections.Generic;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using Xunit;

namespace FusedOpt.Compiler.Tests.Text;

public class IdentifiersTests
{
    [Theory]
    [InlineData("class", "@class")]
    [InlineData("float", "@float")]
    [InlineData("event", "@event")]
    [InlineData("where", "@where")]
    [InlineData("var", "@var")]
    [InlineData("record", "@record")]
    [InlineData("field", "@field")]
    [InlineData("expAvg", "expAvg")]
    [InlineData("Class", "Class")]
    [InlineData("名前", "名前")]
    public void KeywordsAreEscapedAndNothingElse(string name, string expected) => Assert.Equal(expected, Identifiers.Escape(name));

    [Theory]
    [InlineData("expAvg", "ExpAvg")]
    [InlineData("_expAvg", "ExpAvg")]
    [InlineData("W1", "W1")]
    [InlineData("x", "X")]
    [InlineData("_", "_")]
    [InlineData("ödön", "Ödön")]
    [InlineData("id", "Id")]
    public void PascalBeginsWithACapital(string name, string expected) => Assert.Equal(expected, Identifiers.Pascal(name));

    [Theory]
    [InlineData("ExpAvg", "expAvg")]
    [InlineData("_expAvg", "expAvg")]
    [InlineData("__x", "x")]
    [InlineData("_", "_")]
    [InlineData("", "")]
    [InlineData("W1", "w1")]
    public void CamelBeginsWithASmallLetter(string name, string expected) => Assert.Equal(expected, Identifiers.Camel(name));

    [Theory]
    [InlineData("expAvgSq", "exp_avg_sq")]
    [InlineData("ExpAvg", "exp_avg")]
    [InlineData("momentumBuffer", "momentum_buffer")]
    [InlineData("sum", "sum")]
    [InlineData("beta1", "beta1")]
    public void SnakeIsWhatCheckpointsUse(string name, string expected) => Assert.Equal(expected, Identifiers.Snake(name));

    [Theory]
    [InlineData("_1")]
    [InlineData("_2x")]
    [InlineData("__")]
    [InlineData("_")]
    public void WhatWasAnIdentifierStaysOne(string name)
    {
        Assert.All(
            new[] { Identifiers.Pascal(name), Identifiers.Camel(name), Identifiers.Snake(name) },
            cased => Assert.True(cased[0] == '_' || char.IsLetter(cased[0]), $"'{name}' became '{cased}'"));
    }

    [Fact]
    public void TheLetterIIsTheSameInTurkish()
    {
        Assert.Equal("Id", Cultures.Under("tr-TR", () => Identifiers.Pascal("id")));
        Assert.Equal("id", Cultures.Under("tr-TR", () => Identifiers.Camel("Id")));
        Assert.Equal("my_id", Cultures.Under("tr-TR", () => Identifiers.Snake("MyId")));
    }

    [Fact]
    public void UniqueTakesTheFirstNumberThatIsFree()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { "x2", "x4" };
        Assert.Equal("x", Identifiers.Unique("x", taken));
        Assert.Equal("x3", Identifiers.Unique("x", taken));
        Assert.Equal("x5", Identifiers.Unique("x", taken));
        Assert.Equal("X", Identifiers.Unique("X", taken));
        Assert.Equal(["x2", "x4", "x", "x3", "x5", "X"], taken);
    }
}
