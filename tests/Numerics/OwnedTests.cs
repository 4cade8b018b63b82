using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>Parameters whose memory is the generated code's: the bits of the rule, and where everything lies.</summary>
public class OwnedTests
{
    private static readonly Dictionary<string, Func<IOptimizable>> Models = new()
    {
        [nameof(OwnedSingles)] = () => new OwnedSingles(),
        [nameof(OwnedDoubles)] = () => new OwnedDoubles(),
        [nameof(OwnedLines)] = () => new OwnedLines(),
    };

    public static TheoryData<string> Names() => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepHasTheBitsOfTheRule(string name)
    {
        foreach (Inputs inputs in Enum.GetValues<Inputs>())
        {
            string? difference = Whole.Difference(Models[name](), inputs);
            Assert.True(difference is null, difference);
        }
    }

    [Theory]
    [InlineData(nameof(OwnedSingles), "(float)stepSize", "(float)(1.0001 * stepSize)")]
    [InlineData(nameof(OwnedDoubles), "+= gradient * gradient", "+= 1.0001f * gradient * gradient")]
    [InlineData(nameof(OwnedLines), "0.25f * rowState", "0.26f * rowState")]
    public void AnotherRuleIsSeen(string name, string original, string mutated) =>
        Assert.NotNull(Whole.Difference(Models[name](), Inputs.Ordinary, rule =>
        {
            Assert.Contains(original, rule, StringComparison.Ordinal);
            return rule.Replace(original, mutated, StringComparison.Ordinal);
        }));

    [Fact]
    public void EverythingLiesAtTheSamePlaceInEachSpace()
    {
        var model = new OwnedSingles();
        var places = new Places(model);
        IOptimizable shown = model;
        shown.Visit(ref places);
        Assert.Equal(["Scale", "Weights", "Bias", "Wide", "Slow", "Shift", "Undecayed", "Kernel"], places.Parameters.Select(p => p.Name));
        Assert.All(places.Parameters, p => Assert.All(p.Others, other => Assert.Equal((p.Name, p.Start), (p.Name, other))));

        // Spans start with a line of the cache, and nothing overlaps.
        Assert.All(places.Parameters.Where(p => p.Count > 1), p => Assert.Equal((p.Name, 0), (p.Name, p.Start * sizeof(float) % 64)));
        (string Name, int Start, int Count)[] sorted = [.. places.Parameters.OrderBy(p => p.Start).Select(p => (p.Name, p.Start, p.Count))];
        Assert.All(
            sorted.Zip(sorted.Skip(1)),
            pair => Assert.True(pair.First.Start + pair.First.Count <= pair.Second.Start, $"{pair.First} and {pair.Second}"));

        // Parameters that are stepped alike lie together, single values next to each other.
        Assert.Equal(["Weights", "Wide", "Kernel", "Scale", "Shift", "Bias", "Undecayed", "Slow"], sorted.Select(s => s.Name));
        Assert.Equal(1, sorted.Single(s => s.Name == "Shift").Start - sorted.Single(s => s.Name == "Scale").Start);
        Assert.Equal(0, model.ParameterSpan.Length % 16);
    }

    [Fact]
    public void TheSpacesDoNotHinderEachOther()
    {
        var model = new OwnedSingles();
        long[] starts = [Address(model.ParameterSpan), Address(model.GradientSpan), Address(model.ExpAvgSpan), Address(model.ExpAvgSqSpan)];
        Assert.All(starts, s => Assert.Equal(0, s % 64));
        for (int i = 0; i < starts.Length; i++)
        {
            for (int j = 0; j < i; j++)
                Assert.InRange((starts[i] - starts[j]) & 4095, 512, 3584);
        }
    }

    [Fact]
    public void SpansAndPropertiesAreTheSameMemory()
    {
        var model = new OwnedSingles { Scale = 2, Shift = 3 };
        model.Weights[4] = 5;
        model.Gradients.Weights[4] = 6;
        model.Gradients.Shift = 7;
        Assert.Equal([5f, 2f, 3f], model.ParameterSpan.ToArray().Where(x => x != 0));
        Assert.Equal([6f, 7f], model.GradientSpan.ToArray().Where(x => x != 0));
        model.Step();
        Assert.Equal(2, model.ExpAvgSpan.ToArray().Count(x => x != 0));
        model.ZeroGradients();
        Assert.DoesNotContain(model.GradientSpan.ToArray(), g => g != 0);
    }

    [Fact]
    public void WhatLiesBetweenParametersStaysZero()
    {
        var model = new OwnedWithoutEpsilon();
        model.Weights.Fill(1);
        model.More.Fill(1);
        model.GradientSpan[..3].Fill(1);
        model.GradientSpan[16..20].Fill(-1);
        for (int step = 0; step < 3; step++)
            model.Step();

        // The rule itself would have made something else of it.
        Assert.Contains(model.ExpAvgSpan[..3].ToArray(), m => m != 0);
        float parameter = 0, m = 0, v = 0, max = 0;
        FusedOpt.Rules.AdamRule.Update(ref parameter, 0, ref m, ref v, ref max, 1, epsilon: 0);
        Assert.True(float.IsNaN(parameter));
        Assert.DoesNotContain(model.ParameterSpan.ToArray(), float.IsNaN);
        Assert.Equal(7, model.ParameterSpan.ToArray().Count(x => x != 0));
    }

    [Fact]
    public void AModelThatIsDisposedSaysSo()
    {
        var model = new OwnedSingles();
        model.Step();
        model.Dispose();
        model.Dispose();
        Action[] uses =
        [
            () => model.Weights[0] = 1, () => model.Scale = 1, () => _ = model.ParameterSpan[0], () => _ = model.ExpAvgSpan[0],
            () => model.Gradients.Scale = 1, model.Step, model.ZeroGradients, () => Memory.Of(model),
        ];
        Assert.All(uses, use => Assert.Equal(nameof(OwnedSingles), Assert.Throws<ObjectDisposedException>(use).ObjectName));
        Assert.Equal((1, 0f), (model.StepCount, model.Outside[0]));
    }

    [Fact]
    public void MovesGoThroughTheArena()
    {
        var model = new OwnedAveraged { Scale = 1 };
        model.Gradients.Scale = 1;
        model.Step();
        model.Step();
        float trained = model.Scale;
        model.Evaluate();
        Assert.NotEqual(trained, model.Scale);
        model.Train();
        Assert.True(model.IsTraining);
    }

    private static long Address<T>(Span<T> span) => Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(span));

    /// <summary>The start of each parameter in its space, and of its gradient and states.</summary>
    private sealed class Places(OwnedSingles model) : IParameterVisitor
    {
        private readonly long[] _spaces = [Address(model.GradientSpan), Address(model.ExpAvgSpan), Address(model.ExpAvgSqSpan)];

        public List<(string Name, int Start, int Count, List<int> Others)> Parameters { get; } = [];

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
            if (name != nameof(OwnedSingles.Outside))
                Parameters.Add((name, Start(parameter, Address(model.ParameterSpan)), parameter.Length, [Start(gradient, _spaces[0])]));
        }

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
            if (parameter != nameof(OwnedSingles.Outside))
                Parameters[^1].Others.Add(Start(state, _spaces[name == "exp_avg" ? 1 : 2]));
        }

        private static int Start<T>(Span<T> span, long space)
            where T : unmanaged => (int)((Address(span) - space) / Unsafe.SizeOf<T>());
    }
}
