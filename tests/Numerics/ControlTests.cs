using System;
using System.Text.RegularExpressions;
using FusedOpt.Numerics.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>Controls for <see cref="BitEqualityTests"/>: the same comparison, with rules changed on purpose.</summary>
public class ControlTests
{
    [Theory]
    [MemberData(nameof(BitEqualityTests.Variants), MemberType = typeof(BitEqualityTests))]
    public void AnotherRuleIsSeen(string name)
    {
        Variant variant = Variant.Named(name);
        string source = RuleSource.Of(variant.Rule);
        string mutated = Regex.Replace(source, "parameter -= |parameter - |gradient - shift", m => m.Value.Replace('-', '+'));
        Assert.NotEqual(source, mutated);
        Assert.Contains(
            "Single", Comparison.Difference(variant, RuleSource.Compile(mutated), null, 17, Inputs.Ordinary), StringComparison.Ordinal);
        Assert.Contains(
            "Double",
            Comparison.Difference(variant, null, RuleSource.Compile(RuleSource.Widened(mutated)), 17, Inputs.Ordinary),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AdamPlain", "(float)(1 - beta1)", "MathF.BitIncrement((float)(1 - beta1))")]
    [InlineData("AdagradDecay", "1 + (step - 1)", "1 + 1e-6 + (step - 1)")]
    [InlineData("OwnChoicesSet", "[State(Initial = 0.25)]", "[State(Initial = 0.2500001)]")]
    public void TheLastBitsOfAConstantAreSeen(string name, string original, string mutated) =>
        AssertSeen(name, Inputs.Ordinary, original, mutated);

    // Each change leaves ordinary numbers as they are, so that only the inputs that are meant for it can show it.
    [Theory]
    // -0 lost
    [InlineData(
        "SgdPlain",
        Inputs.Tiny,
        "parameter -= (float)learningRate * gradient;",
        "parameter = parameter - (float)learningRate * gradient + 0f;")]
    // subnormals flushed
    [InlineData(
        "SgdPlain",
        Inputs.Tiny,
        "parameter -= (float)learningRate * gradient;",
        "parameter -= (float)learningRate * gradient; parameter = System.MathF.Abs(parameter) < 1e-38f ? 0f * parameter : parameter;")]
    // NaN lost
    [InlineData("AdamAmsGrad", Inputs.Hostile, "MathF.Max(maxExpAvgSq, expAvgSq)", "(expAvgSq > maxExpAvgSq ? expAvgSq : maxExpAvgSq)")]
    // infinities and the huge lost
    [InlineData(
        "SgdPlain",
        Inputs.Hostile,
        "parameter -= ",
        "gradient = System.MathF.Min(System.MathF.Max(gradient, -1e38f), 1e38f); parameter -= ")]
    public void WhatOrdinaryNumbersDoNotShowIsSeen(string name, Inputs inputs, string original, string mutated)
    {
        AssertSeen(name, inputs, original, mutated);
        string source = Replaced(name, original, mutated);
        Assert.Null(
            Comparison.Difference(
                Variant.Named(name), RuleSource.Compile(source), RuleSource.Compile(RuleSource.Widened(source)), 4097, Inputs.Ordinary));
    }

    private static void AssertSeen(string name, Inputs inputs, string original, string mutated)
    {
        string source = Replaced(name, original, mutated);
        Assert.NotNull(Comparison.Difference(Variant.Named(name), RuleSource.Compile(source), null, 4097, inputs));
        Assert.NotNull(Comparison.Difference(Variant.Named(name), null, RuleSource.Compile(RuleSource.Widened(source)), 4097, inputs));
    }

    private static string Replaced(string name, string original, string mutated)
    {
        string source = RuleSource.Of(Variant.Named(name).Rule);
        Assert.Contains(original, source, StringComparison.Ordinal);
        return source.Replace(original, mutated, StringComparison.Ordinal);
    }
}
