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
    public void Keywords_are_escaped_and_nothing_else(string name, string expected) => Assert.Equal(expected, Identifiers.Escape(name));

    [Theory]
    [InlineData("expAvg", "ExpAvg")]
    [InlineData("_expAvg", "ExpAvg")]
    [InlineData("W1", "W1")]
    [InlineData("x", "X")]
    [InlineData("_", "_")]
    [InlineData("ödön", "Ödön")]
    [InlineData("id", "Id")]
    public void Pascal_begins_with_a_capital(string name, string expected) => Assert.Equal(expected, Identifiers.Pascal(name));

    [Theory]
    [InlineData("ExpAvg", "expAvg")]
    [InlineData("_expAvg", "expAvg")]
    [InlineData("__x", "x")]
    [InlineData("_", "_")]
    [InlineData("", "")]
    [InlineData("W1", "w1")]
    public void Camel_begins_with_a_small_letter(string name, string expected) => Assert.Equal(expected, Identifiers.Camel(name));

    [Theory]
    [InlineData("expAvgSq", "exp_avg_sq")]
    [InlineData("ExpAvg", "exp_avg")]
    [InlineData("momentumBuffer", "momentum_buffer")]
    [InlineData("sum", "sum")]
    [InlineData("beta1", "beta1")]
    public void Snake_is_what_checkpoints_use(string name, string expected) => Assert.Equal(expected, Identifiers.Snake(name));

    [Theory]
    [InlineData("_1")]
    [InlineData("_2x")]
    [InlineData("__")]
    [InlineData("_")]
    public void What_was_an_identifier_stays_one(string name)
    {
        Assert.All(
            new[] { Identifiers.Pascal(name), Identifiers.Camel(name), Identifiers.Snake(name) },
            cased => Assert.True(cased[0] == '_' || char.IsLetter(cased[0]), $"'{name}' became '{cased}'"));
    }

    [Fact]
    public void The_letter_I_is_the_same_in_Turkish()
    {
        Assert.Equal("Id", Cultures.Under("tr-TR", () => Identifiers.Pascal("id")));
        Assert.Equal("id", Cultures.Under("tr-TR", () => Identifiers.Camel("Id")));
        Assert.Equal("my_id", Cultures.Under("tr-TR", () => Identifiers.Snake("MyId")));
    }

    [Fact]
    public void Unique_takes_the_first_number_that_is_free()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { "x2", "x4" };
        Assert.Equal("x", Identifiers.Unique("x", taken));
        Assert.Equal("x3", Identifiers.Unique("x", taken));
        Assert.Equal("x5", Identifiers.Unique("x", taken));
        Assert.Equal("X", Identifiers.Unique("X", taken));
        Assert.Equal(["x2", "x4", "x", "x3", "x5", "X"], taken);
    }
}
