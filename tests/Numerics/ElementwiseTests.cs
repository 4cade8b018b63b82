using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// The step of an element depends neither on its place nor on the other elements: its index, and the length of the array, change no bit. In
/// rules with a reduction it does depend on the others.
/// </summary>
public class ElementwiseTests
{
    private const int Length = 65;

    public static TheoryData<string> Elementwise() => [.. Variant.All.Where(v => !v.Reduces).Select(v => v.Name)];

    public static TheoryData<string> Reducing() => [.. Variant.All.Where(v => v.Reduces).Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void PermutedElementsGivePermutedResults(string name)
    {
        int[] straight = [.. Enumerable.Range(0, Length)], order = [.. straight];
        new Random(7).Shuffle(order);
        Memory expected = Picked(Trained(name, straight), order), permuted = Trained(name, order);
        Assert.Null(expected.Difference(permuted));
        Assert.NotNull(Trained(name, straight).Difference(permuted));
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void PartsGiveTheResultsOfTheWhole(string name)
    {
        int[] all = [.. Enumerable.Range(0, Length)];
        Memory whole = Trained(name, all);
        foreach (int cut in new[] { 1, 3, 16, 37 })
        {
            Assert.Null(Picked(whole, all[..cut]).Difference(Trained(name, all[..cut])));
            Assert.Null(Picked(whole, all[cut..]).Difference(Trained(name, all[cut..])));
            Assert.NotNull(Picked(whole, all[1..(cut + 1)]).Difference(Trained(name, all[..cut])));
        }
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void ASingleValueIsTreatedAsAnElementOfAnArrayIs(string name)
    {
        Memory model = Trained(name, [.. Enumerable.Range(0, Length)], scalars: true);
        Memory singles = Only(model, "Single", "Double");
        Memory FromArrays(int element) =>
            Picked(
                Only(model, "Singles", "Doubles"),
                [element],
                key => key.Replace("Singles", "Single", StringComparison.Ordinal).Replace("Doubles", "Double", StringComparison.Ordinal));
        Assert.Null(singles.Difference(FromArrays(0)));
        Assert.NotNull(singles.Difference(FromArrays(1)));
    }

    [Theory]
    [MemberData(nameof(Reducing))]
    public void AReductionSeesEveryElement(string name)
    {
        int[] all = [.. Enumerable.Range(0, Length)];
        Memory whole = Trained(name, all);
        Assert.NotNull(Picked(whole, all[..^1]).Difference(Trained(name, all[..^1])));
        Assert.NotNull(Picked(whole, all[1..]).Difference(Trained(name, all[1..])));
        Assert.Null(whole.Difference(Trained(name, all)));
    }

    /// <summary>A model whose arrays hold the given elements of one sequence, after nine steps.</summary>
    private static Memory Trained(string name, int[] elements, bool scalars = false)
    {
        double[] At(int seed) => [.. elements.Select(i => Values.Fill(Length, seed, Inputs.Ordinary)[i])];
        IOptimizable model = Variant.Named(name).Create(elements.Length);
        Writer.Parameters(model, At(1));
        for (int step = 1; step <= Comparison.Steps; step++)
        {
            model.LearningRate = 0.02 / step;
            Writer.Gradients(model, At(1 + step));
            model.Step();
        }

        // Single values follow the first element, whichever that is.
        return scalars ? Memory.Of(model) : Only(Memory.Of(model), "Singles", "Doubles");
    }

    /// <summary>Some of the parameters, with their gradients and states.</summary>
    private static Memory Only(Memory memory, params string[] parameters) =>
        Kept(memory.Arrays.Where(a => parameters.Contains(a.Key.Split('/')[0])));

    /// <summary>Some of the elements of every array.</summary>
    private static Memory Picked(Memory memory, int[] elements, Func<string, string>? rename = null) =>
        Kept(memory.Arrays.Select(a => KeyValuePair.Create(rename is null ? a.Key : rename(a.Key), Slice(a.Value, elements))));

    private static Memory Kept(IEnumerable<KeyValuePair<string, Array>> arrays)
    {
        var kept = new Memory();
        foreach ((string key, Array array) in arrays)
            kept.Arrays.Add(key, array);
        return kept;
    }

    // State of the whole field has one value, whichever the elements.
    private static Array Slice(Array array, int[] elements)
    {
        if (array.Length != Length)
            return array;
        var slice = Array.CreateInstance(array.GetType().GetElementType()!, elements.Length);
        for (int i = 0; i < elements.Length; i++)
            slice.SetValue(array.GetValue(elements[i]), i);
        return slice;
    }
}
