using System;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

public class MalformedTextTests
{
    private const string Good = """
        rule Good "" Any
        hyperparameter learningRate Double 0.001 "[0, inf)" "Invalid learning rate"
        state s Varying 0 -1 %2
        %0 = Parameter as p
        %1 = State 0 as s
        %2 = Add %0 %1
        %3 = Hyperparameter Double 0 as learningRate
        %4 = Less %0 %1
        %5 = Select %4 %2 %0
        %6 = Constant Element 0
        require %4 "message"
        parameter %5

        """;

    [Fact]
    public void WhatTheOthersSpoilIsAProgram() => Assert.NotNull(ProgramParser.Parse(Good));

    [Theory]
    [InlineData("rule Good \"\" Any\n", "")]
    [InlineData("Any", "Half")]
    [InlineData("Any", "any")]
    [InlineData("parameter %5\n", "")]
    [InlineData("%2 = Add %0 %1", "%2 = Add %0 %2")]
    [InlineData("%2 = Add %0 %1", "%2 = Add %0 %3")]
    [InlineData("%2 = Add %0 %1", "%2 = Add %0 %-1")]
    [InlineData("%2 = Add %0 %1", "%2 = Add %0 %4294967296")]
    [InlineData("%2 = Add %0 %1", "%2 = Add %0 %99999999999999999999")]
    [InlineData("%2 = Add %0 %1", "%2 = Add %0")]
    [InlineData("%2 = Add %0 %1", "%2 = Add %0 %1 %1")]
    [InlineData("%2 = Add %0 %1", "%2 = Add %0 %1 as")]
    [InlineData("%2 = Add %0 %1", "%2 = Add  %0 %1")]
    [InlineData("%2 = Add %0 %1", "%2 = Add 0 1")]
    [InlineData("%2 = Add %0 %1", "%3 = Add %0 %1")]
    [InlineData("%2 = Add %0 %1", "%2 : Add %0 %1")]
    [InlineData("%2 = Add %0 %1", "%2 = Plus %0 %1")]
    [InlineData("%2 = Add %0 %1", "%2 = add %0 %1")]
    [InlineData("%2 = Add %0 %1", "%2 = 6 %0 %1")]
    [InlineData("%2 = Add %0 %1", "%2 =")]
    [InlineData("%2 = Add %0 %1", "add")]
    [InlineData("%5 = Select %4 %2 %0", "%5 = Select %4 %2")]
    [InlineData("%5 = Select %4 %2 %0", "%5 = Add %0 %1")]
    [InlineData("%1 = State 0 as s", "%1 = State 0")]
    [InlineData("%1 = State 0 as s", "%1 = State 1 as s")]
    [InlineData("%1 = State 0 as s", "%1 = State -1 as s")]
    [InlineData("%1 = State 0 as s", "%1 = State 99999999999999999999 as s")]
    [InlineData("%1 = State 0 as s", "%1 = State 4294967296 as s")]
    [InlineData("Hyperparameter Double 0", "Hyperparameter Double 1")]
    [InlineData("Hyperparameter Double 0", "Hyperparameter Double -1")]
    [InlineData("Hyperparameter Double 0", "Hyperparameter Bool 0")]
    [InlineData("Hyperparameter Double 0", "Hyperparameter Float 0")]
    [InlineData("Constant Element 0", "Constant Element")]
    [InlineData("Constant Element 0", "Constant Element #")]
    [InlineData("Constant Element 0", "Constant Element #12345678123456781")]
    [InlineData("Constant Element 0", "Constant Element zero")]
    [InlineData("Constant Element 0", "Constant Element 1,5")]
    [InlineData("Constant Element 0", "Constant Long 1.5")]
    [InlineData("Constant Element 0", "Constant Long 9223372036854775808")]
    [InlineData("Constant Element 0", "Constant Bool 1")]
    [InlineData("\"[0, inf)\"", "\"[0, inf\"")]
    [InlineData("\"[0, inf)\"", "\"\"")]
    [InlineData("\"[0, inf)\"", "[0, inf)")]
    [InlineData("\"message\"", "\"message")]
    [InlineData(" \"message\"", "")]
    [InlineData("Double 0.001", "Double")]
    [InlineData("Double 0.001", "Double \"\"")]
    [InlineData("Double 0.001", "Element 0.001")]
    [InlineData("state s Varying 0 -1 %2", "state s Varying \"\" -1 %2")]
    [InlineData("state s Varying 0 -1 %2", "state s Varying 0 1 %2")]
    [InlineData("state s Varying 0 -1 %2", "state s Varying 0 -2 %2")]
    [InlineData("state s Varying 0 -1 %2", "state s Varying 0 4294967295 %2")]
    [InlineData("state s Varying 0 -1 %2", "state s Varying 0 -1 %99")]
    [InlineData("state s Varying 0 -1 %2", "state s Varying 0 -1 %4")]
    [InlineData("require %4", "require %2")]
    [InlineData("require %4", "require %99")]
    [InlineData("parameter %5", "parameter %4")]
    [InlineData("parameter %5", "parameter %7")]
    [InlineData("hyperparameter learningRate", "hyperparameter rate")]
    public void AProgramWithOneThingWrongIsNone(string part, string instead) => IsNone(part, instead);

    // Names in a program become names in C#, where anything else would not compile.
    [Theory]
    [InlineData("rule Good", "rule Good;")]
    [InlineData("rule Good", "rule \"Good Rule\"")]
    [InlineData("rule Good", "rule ")]
    [InlineData("state s ", "state s-t ")]
    [InlineData("state s ", "state 1 ")]
    [InlineData("state s ", "state \"\" ")]
    [InlineData("as p", "as p()")]
    [InlineData("%2 = Add %0 %1", "%2 = Add %0 %1 as {")]
    [InlineData("as learningRate", "as \"learning rate\"")]
    public void AProgramWithANameThatIsNoIdentifierIsNone(string part, string instead) => IsNone(part, instead);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData(" ")]
    [InlineData("rule")]
    [InlineData("rule X")]
    [InlineData("rule X \"\" Any")]
    [InlineData("\"")]
    [InlineData("{}")]
    public void WhatIsNoProgramAtAllIsNone(string text) => Assert.Null(ProgramParser.Parse(text));

    [Fact]
    public void ALongTextIsReadWithoutRecursion()
    {
        var text = new System.Text.StringBuilder(
            "rule Long \"\" Any\nhyperparameter learningRate Double 0 \"[0, 1]\" \"\"\n%0 = Parameter as p\n");
        for (int i = 1; i < 20000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"%{i} = Add %{i - 1} %0\n");
        Program? program = ProgramParser.Parse(text + "parameter %19999\n");
        Assert.NotNull(program);
        Assert.Equal(20000, program.Instructions.Count);
    }

    private static void IsNone(string part, string instead)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        Exception? exception = Record.Exception(
            () => Assert.Null(ProgramParser.Parse(Good.Replace(part, instead, StringComparison.Ordinal))));
        Assert.Null(exception);
    }
}
