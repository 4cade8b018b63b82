using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>A call leaves nothing behind for the next one, and takes no memory.</summary>
public class RepeatedCallTests
{
    private static readonly int[] Counts = [64, 3, 64, 1, 65];

    // Gradients that are 0: of a power of 0, of one class, and of one element less its mean.
    private static bool HasNoGradient(string name, string parameter) => (name.Split(' ')[1], parameter)
        is ("Powers", "Never") or ("Logits", "Single") or ("Normalized1", "Scale" or "Gain");

    public static TheoryData<string> Names => NetworkModels.All;

    [Theory]
    [MemberData(nameof(Names))]
    public void EachOfManyCallsHasTheBitsOfTheFirst(string name)
    {
        CompiledNetwork network = NetworkModels.Find(name);
        IOptimizable model = network.Create(), other = network.Create(seed: 9);
        Array[] inputs = network.Draw(65);
        (double Loss, TensorValues Gradients)[] first = [.. Counts.Select(n =>
        {
            IOptimizable fresh = network.Create();
            return (network.AddGradients(fresh, inputs, 0, n), TensorValues.Gradients(fresh));
        })];
        for (int call = 0; call < 100; call++)
        {
            int which = call % Counts.Length;
            model.ZeroGradients();
            Assert.Equal(first[which].Loss, network.AddGradients(model, inputs, 0, Counts[which]));
            Assert.Null(first[which].Gradients.Difference(TensorValues.Gradients(model)));

            // Another model of the class in between.
            network.AddGradients(other, inputs, 0, 1 + call % 7);
        }

        Assert.NotNull(first[0].Gradients.Difference(TensorValues.Gradients(other)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LearnIsAddGradientsAndAStep(string name)
    {
        CompiledNetwork network = NetworkModels.Find(name);
        IOptimizable one = network.Create(), two = network.Create();
        var before = new TensorValues(one);
        for (int step = 0; step < 3; step++)
        {
            Array[] inputs = network.Draw(20, seed: step);
            double loss = network.AddGradients(two, inputs);
            two.StepAndZeroGradients();
            Assert.Equal(loss, network.Learn(one, inputs));
        }

        var after = new TensorValues(one);
        Assert.Null(new TensorValues(two).Difference(after));
        foreach (string parameter in before.Arrays.Keys.Where(p => !HasNoGradient(name, p)))
            Assert.Contains(Enumerable.Range(0, before.Arrays[parameter].Length), i => before[parameter, i] != after[parameter, i]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ACallAllocatesNothing(string name)
    {
        CompiledNetwork network = NetworkModels.Find(name);
        IOptimizable model = network.Create();
        Array[] inputs = network.Draw(65);
        Assert.Equal(0, Allocation.Of(() => network.AddGradients(model, inputs, 0, 65)));
        Assert.Equal(0, Allocation.Of(() => network.MeanLoss(model, inputs)));
        Assert.Equal(0, Allocation.Of(() => network.Learn(model, inputs)));
        foreach (CompiledInference inference in network.Inferences)
        {
            Array results = inference.Run(model, inputs, 0, 65);
            Assert.Equal(0, Allocation.Of(() => inference.Run(model, inputs, 0, 65, results)));
        }

        // A control: the method as it is written allocates.
        Assert.NotEqual(0, Allocation.Of(() => network.LossOf(model, inputs, 0)));
    }
}
